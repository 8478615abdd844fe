// Texts about entries that ended early.
#include "pipeline/placement_warnings.hpp"

#include <gtest/gtest.h>

namespace cryocosm {
namespace {

EntryReport ended(const char* name, StopReason reason) {
  EntryReport report;
  report.name = name;
  report.reason = reason;
  report.region_voxels = 1000;
  report.requested_occupancy = 0.02;
  report.reached_occupancy = 0.0125;
  return report;
}

PipelineSpec two_entries() {
  PipelineSpec spec;
  spec.structures.resize(2);
  return spec;
}

const Scene k_scene(GridSpec{{8, 8, 8}, 10});

TEST(PlacementWarnings, AreNoneWhenAllWentWell) {
  EntryReport list = ended("list", StopReason::no_more_poses);
  list.requested_count = 1000;  // a list may be shorter than the count
  EXPECT_TRUE(
      placement_warnings(two_entries(), {ended("a", StopReason::target_reached), list}, k_scene).empty());
}

TEST(PlacementWarnings, SayWhatWasPlacedAndWhatMayHelp) {
  PipelineSpec spec = two_entries();
  EntryReport counted = ended("b", StopReason::no_room);
  counted.requested_count = 7;
  counted.chains = 3;
  const std::vector<EntryReport> reports{ended("a", StopReason::tries_spent), counted};
  EXPECT_EQ(placement_warnings(spec, reports, k_scene),
            (std::vector<std::string>{"a: tries spent, placed 1.25 % of 2.00 %",
                                      "b: no room left, placed 3 of 7 chains",
                                      "placement.order largest_first leaves more room for large units, "
                                      "placement.crowding relax packs more densely"}));
  spec.placement.order = Order::largest_first;
  EXPECT_EQ(placement_warnings(spec, reports, k_scene).back(), "placement.crowding relax packs more densely");
  spec.placement.crowding = Crowding::relax;
  EXPECT_EQ(placement_warnings(spec, reports, k_scene).size(), 2U);
  spec.placement.order = Order::as_listed;
  EXPECT_EQ(placement_warnings(spec, reports, k_scene).back(),
            "placement.order largest_first leaves more room for large units");
}

TEST(PlacementWarnings, SayThatNothingWasThereToAttachTo) {
  EntryReport bound = ended("channel", StopReason::no_more_poses);
  bound.attaches_to = {"vesicle", "tube"};
  EXPECT_EQ(placement_warnings(two_entries(), {bound}, k_scene),
            (std::vector<std::string>{
                "channel: nothing can be placed on 'vesicle, tube': none of it has been placed"}));
  Scene scene(GridSpec{{8, 8, 8}, 10});
  scene.ledger.units.resize(1);
  scene.entries.push_back({"tube", 0, 1, {}, 0});
  EXPECT_EQ(placement_warnings(two_entries(), {bound}, scene).front(),
            "channel: nothing can be placed on 'vesicle, tube': its structures have no surface");
  bound.surface_area_A2 = 100;  // a transform may end for reasons of its own
  EXPECT_TRUE(placement_warnings(two_entries(), {bound}, k_scene).empty());
}

TEST(PlacementWarnings, ListTheFirstTenRefusedPoses) {
  EntryReport list = ended("list", StopReason::no_more_poses);
  for (std::uint64_t i = 0; i < 12; ++i) {
    RefusedPose refusal;
    refusal.attempt = 2 * i;
    refusal.outside_fraction = 0.125;
    list.refusals.push_back(refusal);
  }
  const auto texts = placement_warnings(two_entries(), {list}, k_scene);
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].substr(0, 92),
            "list: 12 of its poses do not fit\n  pose 1: 12.5 % of it lies outside its region\n  pose 3: 12");
  EXPECT_EQ(texts[0].substr(texts[0].rfind('\n')), "\n  and 2 more");
}

}  // namespace
}  // namespace cryocosm
