// Finding rims, and going along them.
#include "rim_rows.hpp"

#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

const PlacedSurface* drawn_by_area(Span<const PlacedSurface> surfaces, Random& random) {
  double total_A2 = 0;
  for (const PlacedSurface& placed : surfaces) total_A2 += placed.area_A2;
  double left_A2 = random.uniform() * total_A2;
  const PlacedSurface* drawn = nullptr;
  for (const PlacedSurface& placed : surfaces) {
    if (drawn == nullptr || left_A2 >= 0) drawn = &placed;
    left_A2 -= placed.area_A2;
  }
  return drawn;
}

bool contains(const Box& box, Vec3 p) {
  return p.x >= box.low.x && p.y >= box.low.y && p.z >= box.low.z && p.x <= box.high.x && p.y <= box.high.y &&
         p.z <= box.high.z;
}

/// Turns z to the outside of the rim and y along the row.
Quaternion held_rotation(const Rim& rim, Vec3 axis) {
  const Quaternion up = rotation_between(axis, rim.out);
  const Vec3 y = rotate(up, {0, 1, 0});
  const double angle = std::atan2(dot(cross(y, rim.along), rim.out), dot(y, rim.along));
  return normalized(rotation_about(rim.out, angle) * up);
}

Proposal held_at(const Rim& rim, const PlacedSurface& placed, const Unit& unit) {
  const Anchor anchor = unit.anchor.value_or(Anchor{});
  Proposal proposal;
  proposal.pose.rotation = held_rotation(rim, anchor.axis);
  proposal.pose.position_A = rim.point.position_A - rotate(proposal.pose.rotation, anchor.point_A);
  proposal.parent = placed.instance;
  // beneath the unit the rim falls away from its tangent plane, by its own radius at most
  proposal.embedding = {rim.point.position_A, rim.point.normal,
                        placed.surface->half_thickness_A() + rim.bend_radius_A};
  return proposal;
}

}  // namespace

Schema<RimRowsParams> RimRows::schema() {
  using P = RimRowsParams;
  Schema<P> s("Rows along the rims of earlier surfaces, such as ATP synthases on cristae.");
  s.details(
      "A rim is where a surface bends sharply one way and hardly the other. A unit sits on its apex, its "
      "anchor's axis "
      "out of the bulge and its y axis along the rim; where it meets the membrane it takes the lipids' "
      "place.");
  s.field("on", &P::on).required().names_entry().help("Name of an earlier entry whose surfaces have rims.");
  s.field("side", &P::side)
      .choices({"inward", "outward"})
      .help("Where the rims bulge and the anchor's axis points: into the closed surface, or out of it.");
  s.field("largest_radius", &P::largest_radius_A)
      .unit(units::angstrom)
      .range(20, 2000)
      .help("Radius of the bend up to which it is a rim.");
  s.field("most_along", &P::most_along)
      .range(0, 2)
      .help("How sharply a rim may bend along the row, relative to its bend across; 1 and more: as it will.");
  return s;
}

std::optional<Rim> RimRows::apex_near(const Surface& surface, const SurfacePoint& point) const {
  const RimLimits limits{params_.largest_radius_A, params_.most_along};
  const auto rim = rim_at(surface, point, limits);
  if (!rim || (dot(rim->out, point.normal) < 0) != (params_.side == "inward")) return std::nullopt;
  return apex(surface, *rim, limits);
}

/// The apex at `distance_A` from `from`, in the direction of its row.
std::optional<Rim> RimRows::rim_ahead(const Surface& surface, const Rim& from, double distance_A) const {
  constexpr int k_most = 8;
  constexpr double k_close = 0.01;
  constexpr double k_straight = 0.86;  // rows turn by 30 degrees at most from one unit to the next
  double reach_A = distance_A;
  for (int i = 0; i < k_most; ++i) {
    const SurfacePoint ahead = surface.nearest(from.point.position_A + reach_A * from.along);
    std::optional<Rim> rim = apex_near(surface, ahead);
    if (!rim) return std::nullopt;
    const Vec3 way = rim->point.position_A - from.point.position_A;
    const double found_A = norm(way);
    if (dot(rim->along, way) < 0) rim->along = -rim->along;
    if (dot(way, from.along) < k_straight * found_A || dot(way, rim->along) < k_straight * found_A)
      return std::nullopt;
    if (std::abs(found_A - distance_A) < k_close * distance_A) return rim;
    reach_A += distance_A - found_A;
  }
  return std::nullopt;
}

std::optional<Proposal> RimRows::first(const SceneView& scene, const Unit& unit, Random& random) const {
  constexpr int k_tries = 500;  // rims are a small part of a surface, and not all of it lies in the volume
  const Box volume = bounds(scene.grid());
  for (int i = 0; i < k_tries; ++i) {
    const PlacedSurface* const placed = drawn_by_area(scene.surfaces(params_.on), random);
    if (placed == nullptr) return std::nullopt;
    const SurfacePoint point = placed->surface->sample(random);
    if (!contains(volume, point.position_A)) continue;
    std::optional<Rim> rim = apex_near(*placed->surface, point);
    if (!rim) continue;
    if (random.uniform() < 0.5) rim->along = -rim->along;
    return held_at(*rim, *placed, unit);
  }
  return std::nullopt;
}

std::optional<Proposal> RimRows::next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                      Random& random) const {
  const Anchor anchor = unit.anchor.value_or(Anchor{});
  const Pose& tail = chain.poses[chain.poses.size - 1];
  for (const PlacedSurface& placed : scene.surfaces(params_.on)) {
    if (placed.instance != chain.parent) continue;
    Rim last;
    last.point = placed.surface->nearest(to_tomogram(tail, anchor.point_A));
    last.along = rotate(tail.rotation, {0, 1, 0});
    const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
    const auto rim = rim_ahead(*placed.surface, last, distance_A);
    if (!rim) return std::nullopt;
    return held_at(*rim, placed, unit);
  }
  return std::nullopt;
}

}  // namespace mitochondrion
