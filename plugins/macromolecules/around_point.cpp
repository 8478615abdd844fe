// macromolecules.around_point: clusters that start around a given point.
#include "around_point.hpp"

#include <cmath>

#include "cryocosm/error.hpp"
#include "self_avoiding_walk.hpp"
#include "volume_text.hpp"

namespace cryocosm::macromolecules {

Schema<AroundPointParams> AroundPoint::schema() {
  Schema<AroundPointParams> s("Molecules and clusters that start around a given point.");
  s.field("point", &AroundPointParams::point_A)
      .unit(units::angstrom)
      .optional()
      .help("The point that they gather around; the middle of the volume unless given.");
  s.field("spread", &AroundPointParams::spread)
      .choices({"gaussian", "ball"})
      .help("Whether the first units are spread as a Gaussian or evenly in a ball.");
  s.field("width", &AroundPointParams::width_A)
      .unit(units::angstrom)
      .range(0.1, 1e6)
      .help("Standard deviation of the Gaussian along each axis, or radius of the ball.");
  s.details(
      "Rotations are uniform; the next units of a chain follow as in macromolecules.self_avoiding_walk.");
  return s;
}

AroundPoint::AroundPoint(const AroundPointParams& params, BuildContext& build)
    : point_A_(params.point_A), width_A_(params.width_A), is_ball_(params.spread == "ball") {
  const Box box = bounds(build.grid());
  if (std::isnan(point_A_.x)) point_A_ = 0.5 * (box.low + box.high);
  if (!contains(box, point_A_))
    throw DataError("the point " + position_text(point_A_) + " lies outside the volume, which reaches from " +
                        position_text(box.low) + " to " + position_text(box.high),
                    "choose a point inside the volume", Code::out_of_range);
}

std::optional<Proposal> AroundPoint::first(const SceneView&, const Unit&, Random& random) const {
  Vec3 offset;
  if (is_ball_) {
    const double r = std::cbrt(random.uniform());
    offset = r * random_direction(random);
  } else {
    offset.x = random.normal();
    offset.y = random.normal();
    offset.z = random.normal();
  }
  const Quaternion rotation = random_rotation(random);
  return Proposal{{rotation, point_A_ + width_A_ * offset}};
}

std::optional<Proposal> AroundPoint::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                          Random& random) const {
  return walk_step(chain, unit, random);
}

}  // namespace cryocosm::macromolecules
