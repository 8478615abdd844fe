// A host for tests of given shapes: volumes in memory, a Gaussian filter, and what was logged.
#pragma once

#include <string>
#include <vector>

#include "grid_tools.hpp"

namespace cryocosm::membranes::test {

class MemoryVolumes final : public Volumes {
 public:
  Volume read(const std::string&) const override { return volume; }
  void write(const std::string&, const VolumeView&) const override {}
  Volume volume;
};

/// Sampled Gaussians along each axis; beyond the border the volume continues.
class PlainImaging final : public Imaging {
 public:
  void gaussian(Volume& volume, double sigma_A) const override {
    const double sigma = sigma_A / volume.grid.voxel_A;
    const auto reach = static_cast<std::int64_t>(std::ceil(4 * sigma));
    std::vector<double> kernel;
    double sum = 0;
    for (std::int64_t i = -reach; i <= reach; ++i) {
      kernel.push_back(std::exp(-0.5 * static_cast<double>(i * i) / (sigma * sigma)));
      sum += kernel.back();
    }
    const Index3 n = volume.grid.size;
    const std::int64_t sizes[] = {n.x, n.y, n.z}, strides[] = {1, n.x, n.x * n.y};
    for (int axis = 0; axis < 3; ++axis) {
      const std::vector<float> old = volume.voxels;
      for (std::size_t at = 0; at < old.size(); ++at) {
        const std::int64_t here = static_cast<std::int64_t>(at) / strides[axis] % sizes[axis];
        double value = 0;
        for (std::int64_t i = -reach; i <= reach; ++i) {
          const std::int64_t there = std::clamp<std::int64_t>(here + i, 0, sizes[axis] - 1);
          value += kernel[static_cast<std::size_t>(i + reach)] *
                   static_cast<double>(old[static_cast<std::size_t>(static_cast<std::int64_t>(at) +
                                                                    (there - here) * strides[axis])]);
        }
        volume.voxels[at] = static_cast<float>(value / sum);
      }
    }
  }
  Volume resample(const Volume& volume, double) const override { return volume; }
  void radial_filter(Volume&, FunctionRef<double(double)>) const override {}
};

/// Like testing::TestBuild, and keeps the log.
class LoggedBuild final : public BuildContext {
 public:
  explicit LoggedBuild(double voxel_A) : grid_{{200, 200, 200}, voxel_A} {}
  const GridSpec& grid() const override { return grid_; }
  MemoryVolumes& volumes() override { return volumes_; }
  Imaging& imaging() override { return imaging_; }
  void log(LogLevel, std::string_view text) override { lines.emplace_back(text); }
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return false; }

  std::vector<std::string> lines;

 protected:
  const void* find_component(std::uint64_t) override { return nullptr; }

 private:
  GridSpec grid_;
  MemoryVolumes volumes_;
  PlainImaging imaging_;
};

/// The message and the hint of what is thrown.
template <class Body>
std::pair<std::string, std::string> refusal(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return {error.message(), error.hint()};
  }
  return {};
}

inline Drawn drawn_from(const StructureGenerator& generator, std::uint64_t seed = 1) {
  Draw draw{Random(seed)};
  Drawn result{generator.draw(draw), nullptr};
  Random random(1);
  result.field = static_cast<const ImplicitField*>(result.structure->unit(0, random)->shape);
  return result;
}

}  // namespace cryocosm::membranes::test
