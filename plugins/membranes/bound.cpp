// Points of surfaces, and how a unit is held there.
#include "bound.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {
namespace {

std::vector<std::string> names_of(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::size_t first = begin, last = end;
    while (first < last && text[first] == ' ') ++first;
    while (last > first && text[last - 1] == ' ') --last;
    names.push_back(text.substr(first, last - first));
    begin = end + 1;
  }
  return names;
}

bool has_empty_name(const std::string& text) {
  const std::vector<std::string> names = names_of(text);
  return std::find(names.begin(), names.end(), std::string()) != names.end();
}

template <class Visit>
void for_each_surface(const SceneView& scene, Span<const std::string> entries, Visit visit) {
  for (const std::string& name : entries)
    for (const PlacedSurface& placed : scene.surfaces(name)) visit(placed);
}

/// One of the surfaces, with a probability in proportion to its area.
const PlacedSurface* drawn_surface(const SceneView& scene, Span<const std::string> entries, Random& random) {
  double total_A2 = 0;
  for_each_surface(scene, entries, [&](const PlacedSurface& placed) { total_A2 += placed.area_A2; });
  double left_A2 = random.uniform() * total_A2;
  const PlacedSurface* drawn = nullptr;
  for_each_surface(scene, entries, [&](const PlacedSurface& placed) {
    if (drawn == nullptr || left_A2 >= 0) drawn = &placed;
    left_A2 -= placed.area_A2;
  });
  return drawn;
}

/// How far a surface falls away from its tangent plane beneath the unit; parabolic.
double sagitta_A(const Curvatures& bend, double radius_A) {
  const double sharpest = std::max(std::abs(bend.greater_per_A), std::abs(bend.smaller_per_A));
  return sharpest * radius_A * radius_A / 2;
}

/// The rotation that takes `axis` to `up`, tilted by `wobble_rad` in a random direction, after a random spin.
Quaternion held_rotation(Vec3 axis, Vec3 up, double wobble_rad, Random& random) {
  const Quaternion turn = rotation_between(axis, up);
  const Quaternion spin = rotation_about(up, random.uniform(0, 2 * k_pi));
  if (wobble_rad == 0) return normalized(spin * turn);
  const double azimuth = random.uniform(0, 2 * k_pi);
  const Vec3 sideways = rotate(rotation_between({0, 0, 1}, up), {std::cos(azimuth), std::sin(azimuth), 0});
  return normalized(rotation_about(sideways, wobble_rad) * spin * turn);
}

}  // namespace

Schema<BoundParams> Bound::schema() {
  using P = BoundParams;
  Schema<P> s("Puts units on the surfaces of earlier entries, such as proteins into membranes.");
  s.details(
      "Points are uniform by area; the next unit of a cluster lies on the same surface, at its distance from "
      "the last (paper, equation 11). A unit is held by its anchor, whose axis is turned to the normal, with "
      "a "
      "random spin. Where it meets its own membrane it takes the lipids' place.");
  s.field("on", &P::on)
      .required()
      .help("Name of an earlier entry whose surfaces the units lie on. Of several, with commas.");
  s.field("hold", &P::hold)
      .choices({"transmembrane", "peripheral", "tethered"})
      .help(
          "Whether the anchor lies midway between the two layers, on the membrane's face, or at the end of a "
          "linker on it, around which the unit turns freely.");
  s.field("side", &P::side)
      .choices({"outward", "inward", "both"})
      .help("Where the anchor's axis points: out of the closed surface, into it, or one or the other.");
  s.field("inward_fraction", &P::inward_fraction)
      .unit(units::fraction)
      .range(0, 1)
      .help("With side 'both': which part of the units point inward.");
  s.field("height", &P::height_A)
      .unit(units::angstrom)
      .range(-500, 500)
      .help(
          "Distance of the anchor from where it is held, along the side it points to; for tethered units the "
          "linker's length.");
  s.field("wobble", &P::wobble_deg)
      .unit(units::degree)
      .range(0, 90)
      .help("Angle between the anchor's axis and the normal, in a random direction.");
  s.check("on must name one entry, or several with commas between them",
          [](const P& p) { return !has_empty_name(p.on); });
  s.check("wobble must be left at 0 with hold 'tethered': such units turn freely", [](const P& p) {
    return p.hold != "tethered" || (p.wobble_deg.kind == Distribution::Kind::constant && p.wobble_deg.a == 0);
  });
  return s;
}

Bound::Bound(const BoundParams& params) : params_(params), on_(names_of(params.on)) {}

Proposal Bound::held_at(const SurfacePoint& point, const PlacedSurface& placed, const Unit& unit,
                        Random& random) const {
  const Anchor anchor = unit.anchor.value_or(Anchor{});
  const bool is_inward =
      params_.side == "inward" || (params_.side == "both" && random.uniform() < params_.inward_fraction);
  const Vec3 up = is_inward ? -point.normal : point.normal;
  const double half_A = placed.surface->half_thickness_A();
  const double height_A = params_.height_A.draw(random) + (params_.hold == "transmembrane" ? 0 : half_A);
  Proposal proposal;
  proposal.pose.rotation =
      params_.hold == "tethered"
          ? random_rotation(random)
          : held_rotation(anchor.axis, up, params_.wobble_deg.draw(random) * (k_pi / 180), random);
  proposal.pose.position_A =
      point.position_A + height_A * up - rotate(proposal.pose.rotation, anchor.point_A);
  proposal.parent = placed.instance;
  const double bend_A = sagitta_A(placed.surface->curvatures(point), unit.shape->radius_A());
  proposal.embedding = {point.position_A, point.normal, half_A + std::min(bend_A, half_A)};
  return proposal;
}

std::optional<Proposal> Bound::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const PlacedSurface* const placed = drawn_surface(scene, view(on_), random);
  if (placed == nullptr) return std::nullopt;
  return held_at(placed->surface->sample(random), *placed, unit, random);
}

std::optional<Proposal> Bound::next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                    Random& random) const {
  const PlacedSurface* last = nullptr;
  for_each_surface(scene, view(on_), [&](const PlacedSurface& placed) {
    if (placed.instance == chain.parent) last = &placed;
  });
  if (last == nullptr) return std::nullopt;
  const Anchor anchor = unit.anchor.value_or(Anchor{});
  const Pose& tail = chain.poses[chain.poses.size - 1];
  const Vec3 from_A = last->surface->nearest(to_tomogram(tail, anchor.point_A)).position_A;
  const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
  const auto point = last->surface->on_sphere(from_A, distance_A, random);
  if (!point) return std::nullopt;
  return held_at(*point, *last, unit, random);
}

}  // namespace cryocosm::membranes
