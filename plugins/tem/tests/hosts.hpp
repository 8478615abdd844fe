// What the tests of this plugin share: a host that splits loops at will, Gaussian blobs, and runs of a stage.
#pragma once

#include <atomic>
#include <cmath>
#include <thread>
#include <utility>
#include <vector>

#include "cryocosm/testing.hpp"

namespace cryocosm::tem {

/// Splits every loop into ranges of `chunk` items, the last range first, on `threads` threads.
class SplitRun final : public RunContext {
 public:
  SplitRun(std::uint64_t seed, std::size_t chunk, std::size_t threads)
      : random_(seed), chunk_(chunk), threads_(threads) {}
  Volumes& volumes() override { throw Error(Code::defect, "no volumes service"); }
  Imaging& imaging() override { throw Error(Code::defect, "no imaging service"); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    const std::size_t ranges = (n + chunk_ - 1) / chunk_;
    std::atomic<std::size_t> taken{0};
    const auto work = [&] {
      for (std::size_t i = taken++; i < ranges; i = taken++) {
        const std::size_t begin = (ranges - 1 - i) * chunk_;
        body(begin, std::min(n, begin + chunk_));
      }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
  }
  bool cancelled() const noexcept override { return false; }
  Random random() const override { return random_; }
  double draw(std::string_view name, const Distribution& distribution) override {
    Random stream = random_.child(name);
    return distribution.draw(stream);
  }
  void progress(std::size_t done, std::size_t total) override {
    if (done == total) ++finished;
  }
  std::string scratch_folder() override { return {}; }

  std::atomic<int> finished{0};  ///< loops that were reported to their end

 private:
  Random random_;
  std::size_t chunk_, threads_;
};

/// exp(-|p - centre|^2 / 2 sigma^2), everything in voxels.
struct Blob {
  Vec3 centre;
  double sigma = 1;
  double height = 1;
};

inline double middle(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

inline double bell(double distance, double sigma) {
  return std::exp(-0.5 * distance * distance / (sigma * sigma));
}

inline Volume volume_of(const GridSpec& grid, const std::vector<Blob>& blobs) {
  Volume volume{grid, std::vector<float>(grid.count())};
  std::size_t i = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++i) {
        double sum = 0;
        for (const Blob& b : blobs)
          sum += b.height * bell(norm(Vec3{double(x), double(y), double(z)} - b.centre), b.sigma);
        volume.voxels[i] = static_cast<float>(sum);
      }
  return volume;
}

/// Closed form of the projection: x' = c + (x - c) cos a + (z - c) sin a + shift, and the integral of a
/// Gaussian along any line is sqrt(2 pi) sigma times its height on the line.
inline double projected(const Blob& b, const GridSpec& grid, const GridSpec& image, const Tilt& tilt,
                        std::int64_t x, std::int64_t y) {
  const double angle = tilt.angle_deg * k_pi / 180;
  const double at_A = grid.voxel_A * ((b.centre.x - middle(grid.size.x)) * std::cos(angle) +
                                      (b.centre.z - middle(grid.size.z)) * std::sin(angle));
  const double x_A = image.voxel_A * (static_cast<double>(x) - middle(image.size.x));
  const double y_A = image.voxel_A * (static_cast<double>(y) - middle(image.size.y));
  const double distance_y_A = y_A - grid.voxel_A * (b.centre.y - middle(grid.size.y));
  const double sigma_A = b.sigma * grid.voxel_A;
  return b.height * std::sqrt(2 * k_pi) * sigma_A * bell(x_A - at_A - tilt.shift_x_A, sigma_A) *
         bell(distance_y_A - tilt.shift_y_A, sigma_A);
}
inline double projected(const Blob& b, const GridSpec& grid, const Tilt& tilt, std::int64_t x,
                        std::int64_t y) {
  return projected(b, grid, grid, tilt, x, y);
}

/// A tilt series straight from the closed form.
inline Volume series_of(const GridSpec& specimen, const std::vector<Blob>& blobs,
                        const std::vector<Tilt>& tilts) {
  Volume series;
  series.grid = {{specimen.size.x, specimen.size.y, static_cast<std::int64_t>(tilts.size())},
                 specimen.voxel_A};
  for (const Tilt& tilt : tilts)
    for (std::int64_t y = 0; y < specimen.size.y; ++y)
      for (std::int64_t x = 0; x < specimen.size.x; ++x) {
        double sum = 0;
        for (const Blob& b : blobs) sum += projected(b, specimen, tilt, x, y);
        series.voxels.push_back(static_cast<float>(sum));
      }
  return series;
}

inline std::vector<Tilt> tilts_between(double first_deg, double last_deg, double step_deg) {
  std::vector<Tilt> tilts;
  for (int i = 0; first_deg + i * step_deg <= last_deg + 1e-9; ++i) {
    tilts.emplace_back();
    tilts.back().angle_deg = first_deg + i * step_deg;
  }
  return tilts;
}

inline Dataset dataset_of(const Volume& volume) {
  return {DataKind::volume, volume.grid, volume.voxels.data(), {}, Contrast::protein_bright, volume.grid};
}
inline Dataset dataset_of(const Volume& series, const std::vector<Tilt>& tilts, const GridSpec& specimen) {
  return {DataKind::tilt_series,    series.grid, series.voxels.data(), view(tilts),
          Contrast::protein_bright, specimen};
}

inline testing::KeptOutput run_stage(const AcquisitionStage& stage, const Dataset& in,
                                     std::uint64_t seed = 1) {
  testing::KeptOutput out;
  testing::TestRun run(seed);
  stage.run(in, out, run);
  return out;
}

inline float at(const Volume& volume, std::int64_t x, std::int64_t y, std::int64_t z) {
  return volume.voxels[static_cast<std::size_t>((z * volume.grid.size.y + y) * volume.grid.size.x + x)];
}

/// Message and hint of the DataError that `call` throws; empty when it throws none.
template <class Call>
std::pair<std::string, std::string> data_error_of(Call&& call) {
  try {
    call();
  } catch (const DataError& error) {
    return {error.message(), error.hint()};
  }
  return {};
}
using Texts = std::pair<std::string, std::string>;

}  // namespace cryocosm::tem
