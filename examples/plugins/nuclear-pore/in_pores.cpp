// From an envelope's shape and pose to the poses of its complexes.
#include "in_pores.hpp"

#include "envelope_field.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

struct Pore {
  Vec3 centre_A;
  Vec3 axis;                   ///< towards the cytoplasm
  std::uint32_t envelope = 0;  ///< instance
};

/// Pore number `number` of those that reach into the volume, in the order of envelopes and their pores.
std::optional<Pore> pore_number(std::uint64_t number, Span<const PlacedUnit> envelopes, const Box& volume) {
  for (const PlacedUnit& unit : envelopes) {
    const EnvelopeField* const envelope = envelope_of(*unit.shape);
    if (envelope == nullptr) continue;
    const Shell& shell = *envelope->shell();
    for (std::size_t i = 0; i < shell.axes.size(); ++i) {
      if (!shell.reaches_into(volume, unit.pose, i)) continue;
      if (number-- > 0) continue;
      return Pore{to_tomogram(unit.pose, shell.pore_centre(i)), rotate(unit.pose.rotation, shell.axes[i]),
                  unit.instance};
    }
  }
  return std::nullopt;
}

}  // namespace

Schema<InPoresParams> InPores::schema() {
  using P = InPoresParams;
  Schema<P> s("Puts one unit into every pore of the nuclear envelopes of an earlier entry.");
  s.details(
      "A unit's anchor comes to lie in the middle of the pore, its axis points to the cytoplasm. Near the "
      "pore's "
      "plane it takes the membrane's place. The entry ends with its last pore; what does not fit is listed "
      "in "
      "run.json.");
  s.field("on", &P::on).required().names_entry().help("Name of the entry with the envelopes.");
  s.field("turn", &P::turn_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Turn of each unit about the axis of its pore.");
  s.field("reach", &P::reach_A)
      .unit(units::angstrom)
      .range(0, 1000)
      .help("How far from the pore's plane, on either side, a unit may take the place of the membrane.");
  return s;
}

std::optional<Proposal> InPores::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const auto pore = pore_number(scene.attempt(), scene.units(params_.on), bounds(scene.grid()));
  if (!pore) return std::nullopt;
  const Anchor anchor = unit.anchor.value_or(Anchor{});
  Proposal proposal;
  const double turn_rad = params_.turn_deg.draw(random) * (k_pi / 180);
  proposal.pose.rotation =
      normalized(rotation_about(pore->axis, turn_rad) * rotation_between(anchor.axis, pore->axis));
  proposal.pose.position_A = pore->centre_A - rotate(proposal.pose.rotation, anchor.point_A);
  proposal.parent = pore->envelope;
  proposal.if_refused = IfRefused::report_it;
  proposal.embedding = {pore->centre_A, pore->axis, params_.reach_A};
  return proposal;
}

std::optional<Proposal> InPores::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;
}

}  // namespace nuclear_pore
