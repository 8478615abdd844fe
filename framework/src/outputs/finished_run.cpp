// Putting the view together.
#include "outputs/finished_run.hpp"

#include <algorithm>

namespace cryocosm {
namespace {

std::vector<Dataset> halves_of(const OwnedDataset& dataset) {
  std::vector<Dataset> halves;
  for (std::size_t i = 0; i < dataset.halves.size(); ++i) halves.push_back(view_of_half(dataset, i));
  return halves;
}

}  // namespace

WholeRun::WholeRun(const PipelineSpec& spec, const std::vector<PlacementEntry>& entries,
                   const std::vector<LabelInfo>& labels, const Ledger& ledger, const Phantom& phantom,
                   const Acquired& acquired)
    : spec_(spec), entries_(entries), labels_(labels), ledger_(ledger), phantom_(phantom) {
  if (acquired.tilt_series) {
    tilt_series_ = view(*acquired.tilt_series);
    tilt_series_halves_ = halves_of(*acquired.tilt_series);
  }
  if (acquired.tomogram) {
    tomogram_ = view(*acquired.tomogram);
    tomogram_halves_ = halves_of(*acquired.tomogram);
  }
  for (std::size_t i = 0; i < ledger.chains.size(); ++i) {
    const Chain& c = ledger.chains[i];
    chains_.push_back(
        {static_cast<std::uint32_t>(i + 1), c.entry, c.first_unit, c.unit_count, c.has_centerline});
  }
}

WholeRun::~WholeRun() = default;

void WholeRun::unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const {
  const auto centre = [&](std::int64_t n) { return static_cast<double>(n / 2) * grid.voxel_A; };
  const Pose pose{{}, {centre(grid.size.x), centre(grid.size.y), centre(grid.size.z)}};
  std::fill_n(mask, grid.count(), std::uint8_t{0});
  const PlacementEntry& entry = entries_[unit.entry];
  guarded_call(*entry.spec->rasterizer.component,
               [&] { entry.rasterizer->exclude(*unit.shape, pose, whole_window(mask, grid)); });
}

}  // namespace cryocosm
