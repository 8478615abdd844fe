// Looking for what is in the way of a refused pose.
#include "placement/refused_pose.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cryocosm {
namespace {

bool draw_whole(const PlacementEntry& entry, const Shape& shape, const Pose& pose, const GridSpec& grid,
                FootprintScratch& scratch, Footprint& out) {
  return guarded_call(*entry.spec->rasterizer.component, [&] {
    return draw_footprint(*entry.rasterizer, shape, pose, grid, ~std::size_t{0}, scratch, out);
  });
}

/// The instance of the first unit that shares a voxel with `body`, whose unit has this shape and pose; 0 for
/// none.
std::uint32_t first_overlapped(const Footprint& body, const Shape& shape, const Pose& pose,
                               const Scene& scene, const std::vector<PlacementEntry>& entries) {
  FootprintScratch scratch;
  Footprint other;
  for (const PlacedUnit& placed : scene.ledger.units) {
    const Vec3 apart = placed.pose.position_A - pose.position_A;
    if (norm(apart) > placed.shape->radius_A() + shape.radius_A()) continue;
    if (draw_whole(entries[placed.entry], *placed.shape, placed.pose, scene.grid(), scratch, other) &&
        meets(other, body))
      return placed.instance;
  }
  return 0;
}

std::string reason_text(const RefusedPose& refusal, const Scene& scene) {
  std::string text;
  if (refusal.outside_fraction > 0)
    text = fmt::format("{:.1f} % of it lies outside its region", 100 * refusal.outside_fraction);
  if (refusal.taken_fraction > 0)
    text += fmt::format("{}{:.1f} % of it is taken", text.empty() ? "" : ", ", 100 * refusal.taken_fraction);
  if (text.empty()) return "it lies nearer to others than its halo allows";
  if (refusal.with_instance > 0) {
    const PlacedUnit& other = scene.ledger.units[refusal.with_instance - 1];
    text += fmt::format(", by instance {} of {}", refusal.with_instance, scene.entries[other.entry].name);
  } else if (refusal.taken_fraction > 0) {
    text += ", by another's halo";
  }
  return text;
}

}  // namespace

RefusedPose refused_pose(const GrownChain& chain, const EntrySpace& space,
                         const std::vector<PlacementEntry>& entries) {
  RefusedPose refusal;
  refusal.attempt = chain.attempt;
  refusal.pose = chain.refused->pose;
  FootprintScratch scratch;
  Footprint body;
  const Shape& shape = *chain.refused_shape;
  const bool is_drawn = draw_whole(space.entry, shape, refusal.pose, space.scene.grid(), scratch, body);
  const double all = static_cast<double>(body.count + body.outside);
  if (!is_drawn || all == 0) {
    refusal.outside_fraction = 1;
    return refusal;
  }
  const std::size_t in_region = overlap(body, space.region().places);
  refusal.outside_fraction = (all - static_cast<double>(in_region)) / all;
  refusal.taken_fraction = static_cast<double>(space.closed_voxels(body) + in_region - body.count) / all;
  refusal.with_instance = first_overlapped(body, shape, refusal.pose, space.scene, entries);
  return refusal;
}

std::string refusals_text(const EntryReport& report, const Scene& scene) {
  constexpr std::size_t k_shown = 10;
  const std::size_t count = report.refusals.size();
  std::string text =
      fmt::format("{}: {} of its poses {} not fit", report.name, count, count == 1 ? "does" : "do");
  for (std::size_t i = 0; i < std::min(k_shown, count); ++i)
    text += fmt::format("\n  pose {}: {}", report.refusals[i].attempt + 1,
                        reason_text(report.refusals[i], scene));
  if (count > k_shown) text += fmt::format("\n  and {} more", count - k_shown);
  return text;
}

}  // namespace cryocosm
