// Warnings after placing.
#include "pipeline/placement_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "placement/refused_pose.hpp"
#include "placement/region.hpp"

namespace cryocosm {
namespace {

bool has_no_surface(const EntryReport& report) {
  return !report.attaches_to.empty() && report.surface_area_A2 == 0 &&
         report.reason == StopReason::no_more_poses;
}

std::string no_surface_text(const EntryReport& report, const Scene& scene) {
  const bool placed_any = std::any_of(report.attaches_to.begin(), report.attaches_to.end(),
                                      [&](const std::string& name) { return !scene.units(name).empty(); });
  return fmt::format("{}: nothing can be placed on '{}': {}", report.name,
                     fmt::join(report.attaches_to, ", "),
                     placed_any ? "its structures have no surface" : "none of it has been placed");
}

bool is_full(const EntryReport& report) {
  return report.reason == StopReason::no_room || report.reason == StopReason::tries_spent;
}

std::string placed_text(const EntryReport& report) {
  if (report.requested_count > 0)
    return fmt::format("{} of {} chains", report.chains, report.requested_count);
  return fmt::format("{:.2f} % of {:.2f} %", 100 * report.reached_occupancy,
                     100 * report.requested_occupancy);
}

/// What the pipeline does not do yet against a full volume.
std::string advice(const PlacementSpec& placement, std::size_t entries) {
  const bool may_sort = entries > 1 && placement.order == Order::as_listed;
  const bool may_relax = placement.crowding == Crowding::insert;
  if (may_sort && may_relax)
    return "placement.order largest_first leaves more room for large units, placement.crowding relax packs "
           "more "
           "densely";
  if (may_sort) return "placement.order largest_first leaves more room for large units";
  if (may_relax) return "placement.crowding relax packs more densely";
  return {};
}

}  // namespace

std::vector<std::string> placement_warnings(const PipelineSpec& spec, const std::vector<EntryReport>& reports,
                                            const Scene& scene) {
  std::vector<std::string> texts;
  bool any_full = false;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const EntryReport& report = reports[i];
    if (!report.refusals.empty()) texts.push_back(refusals_text(report, scene));
    if (has_no_surface(report)) texts.push_back(no_surface_text(report, scene));
    if (!is_full(report)) continue;
    const bool has_region = report.region_voxels > 0;
    any_full |= has_region;
    texts.push_back(fmt::format("{}: {}, placed {}{}", report.name, to_text(report.reason),
                                placed_text(report),
                                has_region ? std::string() : ": " + why_empty(spec.structures[i], scene)));
  }
  const std::string hint = advice(spec.placement, spec.structures.size());
  if (any_full && !hint.empty()) texts.push_back(hint);
  return texts;
}

}  // namespace cryocosm
