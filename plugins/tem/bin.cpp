// Means over blocks.
#include "bin.hpp"

#include "cryocosm/error.hpp"
#include "dataset_size.hpp"
#include "input_checks.hpp"
#include "progress.hpp"

namespace cryocosm::tem {
namespace {

GridSpec binned_grid(const Dataset& in, std::int64_t factor) {
  const Index3 n = in.grid.size;
  const bool is_stack = in.kind == DataKind::tilt_series;
  if (n.x % factor != 0 || n.y % factor != 0 || (!is_stack && n.z % factor != 0))
    throw DataError("the " + noun_of(in) + " of " + std::to_string(n.x) + " x " + std::to_string(n.y) +
                        (is_stack ? " pixels" : " x " + std::to_string(n.z) + " voxels") +
                        " can not be binned by " + std::to_string(factor),
                    "every side must be a multiple of the factor; tem.crop can make it one",
                    Code::wrong_size);
  return {{n.x / factor, n.y / factor, is_stack ? n.z : n.z / factor},
          in.grid.voxel_A * static_cast<double>(factor)};
}

/// One row of means; `deep` planes are averaged as well.
void bin_row(const Dataset& in, std::int64_t factor, std::int64_t deep, std::int64_t y, std::int64_t z,
             std::int64_t width, std::vector<double>& sums, float* out) {
  const Index3 n = in.grid.size;
  sums.assign(static_cast<std::size_t>(width), 0);
  for (std::int64_t k = z * deep; k < (z + 1) * deep; ++k)
    for (std::int64_t j = y * factor; j < (y + 1) * factor; ++j) {
      const float* row = in.voxels + (k * n.y + j) * n.x;
      for (std::int64_t x = 0; x < width; ++x)
        for (std::int64_t i = 0; i < factor; ++i) sums[static_cast<std::size_t>(x)] += *row++;
    }
  const double share = 1 / static_cast<double>(factor * factor * deep);
  for (std::int64_t x = 0; x < width; ++x)
    out[x] = static_cast<float>(sums[static_cast<std::size_t>(x)] * share);
}

void bin_into(const Dataset& in, std::int64_t factor, const VoxelWindow<float>& result, RunContext& run) {
  const std::int64_t deep = in.kind == DataKind::tilt_series ? 1 : factor;
  Progress progress(run, static_cast<std::size_t>(result.size.z));
  run.parallel_for(static_cast<std::size_t>(result.size.z), [&](std::size_t begin, std::size_t end) {
    std::vector<double> sums;
    for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z) {
      for (std::int64_t y = 0; y < result.size.y; ++y)
        bin_row(in, factor, deep, y, z, result.size.x, sums, result.row(y, z));
      progress.next();
    }
  });
}

}  // namespace

Volume binned(const Dataset& in, std::int64_t factor, RunContext& run) {
  Volume result{binned_grid(in, factor), {}};
  result.voxels.resize(result.grid.count());
  bin_into(in, factor, whole_window(result.voxels.data(), result.grid), run);
  return result;
}

Schema<BinParams> Bin::schema() {
  Schema<BinParams> s("Bins images or volumes: each new pixel is the mean of a block of old ones.");
  s.field("factor", &BinParams::factor).range(1, 64).help("Old pixels along each side of a new one.");
  return s;
}

void Bin::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const GridSpec grid = binned_grid(in, params_.factor);
  bin_into(in, params_.factor, out.allocate(grid, in.tilts, in.contrast), run);
}

}  // namespace cryocosm::tem
