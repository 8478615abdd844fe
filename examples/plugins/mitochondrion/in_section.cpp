// Centres within the volume, x axes nearly in its plane.
#include "in_section.hpp"

namespace mitochondrion {

using namespace cryocosm;

Schema<InSectionParams> InSection::schema() {
  using P = InSectionParams;
  Schema<P> s("Centres within the volume, with the unit's x axis nearly parallel to the xy plane.");
  s.details(
      "For organelles that a lamella cuts, together with the entry's clip. Cells that lie flat on a grid "
      "have their "
      "long organelles along it.");
  s.field("tilt", &P::tilt_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help("Angle of the x axis to the xy plane; the turn about the x axis itself is any.");
  s.field("margin", &P::margin)
      .unit(units::fraction)
      .range(0, 0.49)
      .help("Part of the volume at either end of each axis in which no centre lies.");
  return s;
}

std::optional<Proposal> InSection::first(const SceneView& scene, const Unit&, Random& random) const {
  const Box box = bounds(scene.grid());
  const auto within = [&](double low, double high) {
    const double margin_A = params_.margin * (high - low);
    return random.uniform(low + margin_A, high - margin_A);
  };
  Proposal proposal;
  proposal.pose.position_A.x = within(box.low.x, box.high.x);
  proposal.pose.position_A.y = within(box.low.y, box.high.y);
  proposal.pose.position_A.z = within(box.low.z, box.high.z);
  const Quaternion roll = rotation_about({1, 0, 0}, random.uniform(0, 2 * k_pi));
  const Quaternion tilt = rotation_about({0, 1, 0}, params_.tilt_deg.draw(random) * k_pi / 180);
  const Quaternion heading = rotation_about({0, 0, 1}, random.uniform(0, 2 * k_pi));
  proposal.pose.rotation = normalized(heading * tilt * roll);
  return proposal;
}

std::optional<Proposal> InSection::next(const SceneView&, const ChainView& chain, const Unit&,
                                        Random&) const {
  Proposal proposal;
  proposal.pose = chain.poses[chain.poses.size - 1];
  return proposal;
}

}  // namespace mitochondrion
