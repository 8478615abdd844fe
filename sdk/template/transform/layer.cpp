// Poses in a layer parallel to the xy plane.
#include "layer.hpp"

#include <algorithm>

namespace @NAME@ {

using namespace cryocosm;

Schema<LayerParams> Layer::schema() {
  Schema<LayerParams> s("Flat layer parallel to the xy plane, with uniform rotations.");
  s.field("height", &LayerParams::height)
      .unit(units::fraction)
      .range(0, 1)
      .help("Where the layer's middle lies between the volume's lowest and highest slice.");
  s.field("thickness", &LayerParams::thickness_A)
      .unit(units::angstrom)
      .range(0, 100000)
      .help("Thickness of the layer; what reaches beyond the volume is cut off.");
  return s;
}

std::optional<Proposal> Layer::first(const SceneView& scene, const Unit&, Random& random) const {
  const Box box = bounds(scene.grid());
  const double middle_A = box.low.z + params_.height * (box.high.z - box.low.z);
  const double low_A = std::max(box.low.z, middle_A - params_.thickness_A / 2);
  const double high_A = std::min(box.high.z, middle_A + params_.thickness_A / 2);

  // one after the other: the order in which a call's arguments are evaluated is not fixed
  const double x = random.uniform(box.low.x, box.high.x);
  const double y = random.uniform(box.low.y, box.high.y);
  const double z = random.uniform(low_A, high_A);
  return Proposal{{random_rotation(random), {x, y, z}}, 0};
}

std::optional<Proposal> Layer::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                    Random& random) const {
  const Pose& last = chain.poses[chain.poses.size - 1];
  const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
  const double direction = random.uniform(0, 2 * k_pi);
  const Vec3 step{distance_A * std::cos(direction), distance_A * std::sin(direction), 0};
  return Proposal{{random_rotation(random), last.position_A + step}, 0};
}

}  // namespace @NAME@
