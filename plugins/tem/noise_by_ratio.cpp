// Mode "snr": the variance of the signal, and normal deviates keyed by view, row and pixel.
#include <cmath>

#include "cryocosm/error.hpp"
#include "noise.hpp"
#include "progress.hpp"

namespace cryocosm::tem {
namespace {

constexpr std::int64_t k_per_block = 4;  ///< deviates from one block of the random stream

/// Population variance about the mean of one image; two passes, in the order of the pixels.
double variance_of(const float* pixels, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(pixels[i]);
  const double mean = sum / static_cast<double>(count);
  double squares = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double difference = static_cast<double>(pixels[i]) - mean;
    squares += difference * difference;
  }
  return squares / static_cast<double>(count);
}

/// Mean over the views of the variance within a view.
double signal_variance(const Dataset& in, RunContext& run) {
  const auto views = static_cast<std::size_t>(in.grid.size.z);
  const std::size_t pixels = in.grid.count() / views;
  std::vector<double> variances(views);
  run.parallel_for(views, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      run.stop_if_cancelled();
      variances[v] = variance_of(in.voxels + v * pixels, pixels);
    }
  });
  double sum = 0;
  for (const double variance : variances) sum += variance;
  return sum / static_cast<double>(views);
}

/// out = in + deviation * normal deviates (Box and Muller, Ann. Math. Stat. 29, 1958), both values of each
/// pair. Row `y` of a view owns the blocks from y * blocks per row on, so it can be made alone.
void add_noise(const float* in, float* out, std::int64_t width, std::int64_t y, double deviation,
               Random stream) {
  const std::int64_t blocks = (width + k_per_block - 1) / k_per_block;
  stream.seek(static_cast<std::uint64_t>(y * blocks));
  for (std::int64_t x = 0; x < width; x += 2) {
    const double radius = deviation * std::sqrt(-2 * std::log1p(-stream.uniform()));
    const double phase = 2 * k_pi * stream.uniform();
    out[x] = static_cast<float>(static_cast<double>(in[x]) + radius * std::cos(phase));
    if (x + 1 < width)
      out[x + 1] = static_cast<float>(static_cast<double>(in[x + 1]) + radius * std::sin(phase));
  }
}

/// first = whole + d and second = whole - d with normal d of the noise's own deviation: two independent
/// halves of twice its variance, and the whole is their mean.
void divide(const float* whole, float* first, float* second, std::int64_t width, std::int64_t y,
            double deviation, const Random& stream) {
  add_noise(whole, first, width, y, deviation, stream);
  for (std::int64_t x = 0; x < width; ++x) second[x] = 2 * whole[x] - first[x];
}

}  // namespace

void Noise::add_by_ratio(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  const double snr = run.draw("snr", params_.snr);
  const double signal = signal_variance(in, run);
  if (signal <= 0)
    throw DataError("every view of the tilt series is constant, so no noise has a signal-to-noise ratio of " +
                        number_text(snr),
                    "place at least one structure, or leave tem.noise out");
  const double deviation = std::sqrt(signal / snr);

  const Index3 size = in.grid.size;
  const VoxelWindow<float> images = out.allocate(in.grid, in.tilts, in.contrast);
  std::vector<VoxelWindow<float>> halves;
  for (int half = 0; params_.halves && half < 2; ++half) halves.push_back(out.allocate_half(half));
  const auto rows = static_cast<std::size_t>(size.y * size.z);
  Progress progress(run, rows);
  run.parallel_for(rows, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const auto y = static_cast<std::int64_t>(row) % size.y, v = static_cast<std::int64_t>(row) / size.y;
      const Random stream = run.random().child(static_cast<std::uint64_t>(v));
      add_noise(in.voxels + static_cast<std::int64_t>(row) * size.x, images.row(y, v), size.x, y, deviation,
                stream);
      if (params_.halves)
        divide(images.row(y, v), halves[0].row(y, v), halves[1].row(y, v), size.x, y, deviation,
               stream.child("half"));
      progress.next();
    }
  });
}

}  // namespace cryocosm::tem
