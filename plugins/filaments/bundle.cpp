// Bundles: members follow the leader's line at a distance that is carried along it.
#include "bundle.hpp"

#include <algorithm>

#include "component.hpp"
#include "pose_stream.hpp"

namespace cryocosm::filaments {
namespace {

constexpr Vec3 k_z{0, 0, 1};

Vec3 tangent(const PlacedUnit& unit) { return rotate(unit.pose.rotation, k_z); }

/// Units of the chain called `chain` among units whose chains ascend.
Span<const PlacedUnit> units_of(Span<const PlacedUnit> units, std::uint32_t chain) {
  const auto* const first = std::lower_bound(
      units.begin(), units.end(), chain, [](const PlacedUnit& u, std::uint32_t c) { return u.chain < c; });
  const auto* const end = std::upper_bound(first, units.end(), chain,
                                           [](std::uint32_t c, const PlacedUnit& u) { return c < u.chain; });
  return {first, static_cast<std::size_t>(end - first)};
}

/// Filaments of an entry have numbers in a row.
std::int64_t filament_count(Span<const PlacedUnit> own) {
  return own.empty() ? 0 : std::int64_t{own[own.size - 1].chain} - own[0].chain + 1;
}

}  // namespace

Vec3 hexagonal_site(std::int64_t n) {
  if (n == 0) return {};
  std::int64_t ring = 1;
  while (3 * ring * (ring + 1) < n) ++ring;  // sites up to and in this ring, but for the middle
  const std::int64_t at = n - 1 - 3 * ring * (ring - 1), side = at / ring, step = at % ring;
  const auto corner = [&](std::int64_t k) {
    const double phi = k_pi / 3 * static_cast<double>(k);
    return static_cast<double>(ring) * Vec3{std::cos(phi), std::sin(phi), 0};
  };
  const double part = static_cast<double>(step) / static_cast<double>(ring);
  return (1 - part) * corner(side) + part * corner(side + 1);
}

Schema<BundleParams> Bundle::schema() {
  Schema<BundleParams> s("Bundles of parallel filaments, on a hexagonal lattice around one that leads.");
  s.field("size", &BundleParams::size).range(1, 1000).help("Number of filaments in a bundle.");
  s.field("spacing", &BundleParams::spacing_A)
      .unit(units::angstrom)
      .range(1, 1e5)
      .help("Distance between the axes of neighbours.");
  s.field("polarity", &BundleParams::polarity)
      .choices({"parallel", "antiparallel", "mixed"})
      .help("Whether members run as the leader does, against it, or each one way or the other at random.");
  s.field("along", &BundleParams::along).point("transform").help("How leaders start and how they go on.");
  s.details(
      "A member's line keeps its distance from the leader's, however that bends, and ends where it ends at "
      "the "
      "latest. Its parent is the leader's unit that it starts beside, so a bundle is a network in "
      "centerlines.vtp.");
  return s;
}

Bundle::Bundle(const BundleParams& params, BuildContext& build)
    : params_(params), along_(required_component<TransformGenerator>(params.along, "along", build)) {}

Span<const PlacedUnit> Bundle::leader(const SceneView& scene) const {
  const Span<const PlacedUnit> own = scene.units({});
  const std::int64_t count = filament_count(own), number = count / params_.size * params_.size;
  if (number == count) return {};
  return units_of(own, own[0].chain + static_cast<std::uint32_t>(number));
}

bool Bundle::is_reversed(Span<const PlacedUnit> leader, Span<const PlacedUnit> own) const {
  if (params_.polarity != "mixed") return params_.polarity == "antiparallel";
  // the same in all tries of a filament: drawn from the leader and the number of members
  Random stream =
      stream_of(leader[0].pose, "polarity").child(static_cast<std::uint64_t>(filament_count(own)));
  return stream.uniform() < 0.5;
}

std::optional<Proposal> Bundle::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const Span<const PlacedUnit> guide = leader(scene);
  if (guide.empty()) return along_.first(scene, unit, random);
  // sites that are taken are refused by the host, so the ones drawn reach a ring beyond the bundle
  const auto sites = static_cast<std::uint64_t>(params_.size + 5);
  Vec3 offset = params_.spacing_A * hexagonal_site(1 + static_cast<std::int64_t>(random.index(sites)));
  offset = rotate(guide[0].pose.rotation, offset);
  const bool reversed = is_reversed(guide, scene.units({}));
  const PlacedUnit& beside = reversed ? guide[guide.size - 1] : guide[0];
  if (reversed)  // carried to the leader's end
    for (std::size_t i = 1; i < guide.size; ++i)
      offset = rotate(rotation_between(tangent(guide[i - 1]), tangent(guide[i])), offset);
  const Vec3 direction = reversed ? -tangent(beside) : tangent(beside);
  const Quaternion rotation =
      rotation_between(k_z, direction) * rotation_about(k_z, 2 * k_pi * random.uniform());
  return Proposal{{normalized(rotation), beside.pose.position_A + offset}, beside.instance};
}

std::optional<Proposal> Bundle::next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                     Random& random) const {
  const Span<const PlacedUnit> guide = leader(scene);
  if (guide.empty()) return along_.next(scene, chain, unit, random);
  const std::size_t index = chain.poses.size;
  if (index >= guide.size) return std::nullopt;
  const Pose& last = chain.poses[index - 1];
  const bool reversed = is_reversed(guide, scene.units({}));
  const PlacedUnit& from = guide[reversed ? guide.size - index : index - 1];
  const PlacedUnit& to = guide[reversed ? guide.size - 1 - index : index];
  const Quaternion turn = rotation_between(tangent(from), tangent(to));
  return Proposal{{normalized(turn * last.rotation * rotation_about(k_z, unit.step.twist_rad)),
                   to.pose.position_A + rotate(turn, last.position_A - from.pose.position_A)}};
}

}  // namespace cryocosm::filaments
