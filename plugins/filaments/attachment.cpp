// Binding units to placed filaments: a site along them, a side of it, and a distance from the axis.
#include "attachment.hpp"

namespace cryocosm::filaments {

Schema<AttachmentParams> Attachment::schema() {
  Schema<AttachmentParams> s("Binds units to the filaments of another entry.");
  s.field("to", &AttachmentParams::to)
      .required()
      .names_entry()
      .help("Entry whose filaments carry the units.");
  s.field("sites", &AttachmentParams::sites)
      .choices({"random", "every"})
      .help(
          "Random takes any unit of any filament; every takes the n-th ones in turn, each once, n being "
          "'every'.");
  s.field("every", &AttachmentParams::every)
      .range(1, 1e9)
      .help("With sites 'every': 1 decorates all units, 2 every other one, counted along each filament.");
  s.field("distance", &AttachmentParams::distance_A)
      .unit(units::angstrom)
      .range(0.1, 1e5)
      .optional()
      .help(
          "Distance of the unit's centre from the filament's axis; unless given, the sum of the radii of the "
          "balls around both.");
  s.field("azimuth", &AttachmentParams::azimuth_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Side of the filament, about its axis from the x axis of its unit.");
  s.field("spin", &AttachmentParams::spin_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Turn of the bound unit about its z axis, from x along the filament.");
  s.details(
      "The bound unit's z axis points away from the filament and its x axis along it, so that polarity is "
      "kept. "
      "Units that are in the way of one another are refused, and so is a site that is taken.");
  return s;
}

/// Null when no site is left.
const PlacedUnit* Attachment::site(const SceneView& scene, Random& random) const {
  const Span<const PlacedUnit> units = scene.units(params_.to);
  if (units.empty()) return nullptr;
  if (params_.sites == "random") return &units[static_cast<std::size_t>(random.index(units.size))];
  return listed_site(units, scene.attempt());  // each attempt has a site of its own
}

const PlacedUnit* Attachment::listed_site(Span<const PlacedUnit> units, std::uint64_t number) const {
  const std::lock_guard lock(mutex_);
  if (!seen_.continues_in(units)) {
    seen_ = {};
    listed_.clear();
  }
  for (std::size_t i = seen_.count(); i < units.size; ++i)
    if (units[i].index % static_cast<std::uint64_t>(params_.every) == 0) listed_.push_back(i);
  seen_.note(units);
  return number < listed_.size() ? &units[listed_[static_cast<std::size_t>(number)]] : nullptr;
}

std::optional<Proposal> Attachment::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const PlacedUnit* const carrier = site(scene, random);
  if (carrier == nullptr) return std::nullopt;
  const double distance_A =
      params_.distance_A > 0 ? params_.distance_A : carrier->shape->radius_A() + unit.shape->radius_A();
  constexpr double k_rad = k_pi / 180;
  const Vec3 y{0, 1, 0}, z{0, 0, 1};
  // to the side: z becomes the outward x axis and x the axis of the filament, reversed; half a turn mends
  // that
  const Quaternion side =
      carrier->pose.rotation * rotation_about(z, params_.azimuth_deg.draw(random) * k_rad) *
      rotation_about(y, k_pi / 2) * rotation_about(z, k_pi + params_.spin_deg.draw(random) * k_rad);
  return Proposal{{normalized(side), carrier->pose.position_A + distance_A * rotate(side, z)},
                  carrier->instance};
}

std::optional<Proposal> Attachment::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;  // one unit a site, whatever length the structure draws
}

}  // namespace cryocosm::filaments
