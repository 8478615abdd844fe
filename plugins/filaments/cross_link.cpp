// Cross-links: half way between two units of different filaments, along the line that joins them.
#include "cross_link.hpp"

namespace cryocosm::filaments {

Schema<CrossLinkParams> CrossLink::schema() {
  Schema<CrossLinkParams> s("Puts units between two filaments of another entry that lie side by side.");
  s.field("of", &CrossLinkParams::of).required().names_entry().help("Entry whose filaments are linked.");
  s.field("nearest", &CrossLinkParams::nearest_A)
      .unit(units::angstrom)
      .range(1, 1e5)
      .help("Least distance between the axes of filaments that are linked.");
  s.field("farthest", &CrossLinkParams::farthest_A)
      .unit(units::angstrom)
      .range(1, 1e5)
      .help("Greatest distance between them: the reach of the linker.");
  s.check("nearest must not be greater than farthest",
          [](const CrossLinkParams& p) { return p.nearest_A <= p.farthest_A; });
  s.details(
      "The linker's z axis runs from one filament to the other, and its spin about it is uniform. Its parent "
      "is "
      "the unit on the filament that it starts from.");
  return s;
}

std::optional<Proposal> CrossLink::first(const SceneView& scene, const Unit&, Random& random) const {
  const Span<const PlacedUnit> units = scene.units(entry_);
  const auto pair = pairs_.draw(units, random);
  if (!pair) return std::nullopt;
  const Vec3 from = units[pair->first].pose.position_A, to = units[pair->second].pose.position_A;
  const Vec3 z{0, 0, 1};
  const Quaternion rotation =
      rotation_between(z, normalized(to - from)) * rotation_about(z, 2 * k_pi * random.uniform());
  return Proposal{{normalized(rotation), 0.5 * (from + to)}, units[pair->first].instance};
}

std::optional<Proposal> CrossLink::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;  // one linker a pair, whatever length the structure draws
}

}  // namespace cryocosm::filaments
