// Poses of shells whose wall crosses the volume.
#include "crossing.hpp"

#include <cmath>

#include "envelope_field.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

/// From the centre to the middle of the wall; of shapes that are no envelopes, to their hull.
double wall_radius_A(const Shape& shape) {
  const EnvelopeField* const envelope = envelope_of(shape);
  return envelope != nullptr ? envelope->shell()->radius_A : shape.radius_A();
}

}  // namespace

Schema<CrossingParams> Crossing::schema() {
  using P = CrossingParams;
  Schema<P> s("Lets the wall of a large shell, such as a nuclear envelope, cross the volume.");
  s.details(
      "A point of the wall is put at a point of the volume, so the shell's centre mostly lies outside: the "
      "entry "
      "needs clip. Rotations about the centre are uniform.");
  s.field("elevation", &P::elevation_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help(
          "Angle between the wall's outward normal and the xy plane: 0 shows the wall edge-on in sections.");
  s.field("azimuth", &P::azimuth_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Direction of the outward normal in the xy plane, from x towards y.");
  s.field("spread", &P::spread)
      .unit(units::fraction)
      .range(0, 1)
      .help(
          "Part of the volume, along each axis about its middle, in which the point lies: 0 is the middle.");
  return s;
}

std::optional<Proposal> Crossing::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const double elevation = params_.elevation_deg.draw(random) * (k_pi / 180);
  const double azimuth = params_.azimuth_deg.draw(random) * (k_pi / 180);
  const Vec3 outward{std::cos(elevation) * std::cos(azimuth), std::cos(elevation) * std::sin(azimuth),
                     std::sin(elevation)};
  const Box box = bounds(scene.grid());
  const Vec3 middle = 0.5 * (box.low + box.high), size = box.high - box.low;
  const double half = params_.spread / 2;
  const double x = half * random.uniform(-1, 1), y = half * random.uniform(-1, 1),
               z = half * random.uniform(-1, 1);
  const Vec3 point = middle + Vec3{x * size.x, y * size.y, z * size.z};
  return Proposal{{random_rotation(random), point - wall_radius_A(*unit.shape) * outward}, 0};
}

std::optional<Proposal> Crossing::next(const SceneView&, const ChainView& chain, const Unit&, Random&) const {
  return Proposal{chain.poses[chain.poses.size - 1], 0};
}

}  // namespace nuclear_pore
