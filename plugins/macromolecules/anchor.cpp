// Anchors along an axis, between membrane planes, and between two points.
#include "anchor.hpp"

#include <charconv>
#include <cmath>
#include <vector>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "membrane_planes.hpp"

namespace cryocosm::macromolecules {
namespace {

/// "1.5, -2, 30" as a position; empty when it is none.
std::optional<Vec3> coordinates_of(const std::string& text) {
  double values[3];
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (int i = 0; i < 3; ++i) {
    while (at < end && (*at == ' ' || (*at == ',' && i > 0 && at[-1] != ','))) ++at;
    const auto [next, error] = std::from_chars(at, end, values[i]);
    if (error != std::errc() || !std::isfinite(values[i])) return std::nullopt;
    at = next;
  }
  return at == end ? std::optional(Vec3{values[0], values[1], values[2]}) : std::nullopt;
}

/// Residues of one chain, perhaps one atom name of each: "A:12", "A:12-30", "A:12:CA".
struct Selection {
  std::string chain;
  int first = 0, last = 0;
  std::string atom;  ///< empty: all
};

std::optional<int> integer_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<Selection> selection_of(const std::string& text) {
  const std::size_t chain_end = text.find(':');
  if (chain_end == std::string::npos || chain_end == 0) return std::nullopt;
  const std::size_t residues_end = std::min(text.find(':', chain_end + 1), text.size());
  const std::string_view residues(text.data() + chain_end + 1, residues_end - chain_end - 1);
  Selection selection;
  selection.chain = text.substr(0, chain_end);
  if (residues_end < text.size()) selection.atom = text.substr(residues_end + 1);
  const std::size_t dash = residues.find('-', 1);  // a leading one is a sign
  const auto first = integer_of(residues.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : integer_of(residues.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  selection.first = *first;
  selection.last = *last;
  return selection;
}

Vec3 centre_of(const Selection& selection, const AtomicModel& model, const std::string& text,
               const std::string& path) {
  Vec3 sum;
  std::size_t count = 0;
  for (std::size_t i = 0; i < model.atoms.size(); ++i) {
    const AtomName& name = model.names[i];
    if (name.chain != selection.chain || name.residue < selection.first || name.residue > selection.last)
      continue;
    if (!selection.atom.empty() && name.atom != selection.atom) continue;
    sum = sum + model.atoms[i].position_A;
    ++count;
  }
  if (count > 0) return sum / static_cast<double>(count);
  throw DataError("'" + path + "' has no atom '" + text + "'",
                  "name a chain and a residue that it has, such as A:12, A:12-30 or A:12:CA");
}

/// A point of the pipeline in the unit's frame.
Vec3 point_of(const std::string& text, const char* key, const AtomicModel* model, const std::string& path) {
  if (const auto given = coordinates_of(text))
    return model != nullptr ? *given - centre_of_mass_A(*model) : *given;
  const auto selection = selection_of(text);
  if (!selection)
    throw DataError(std::string("anchor.") + key + ": '" + text + "' is no point",
                    "give coordinates in A, such as 0, 0, 12.5, or atoms, such as A:12, A:12-30 or A:12:CA");
  if (model == nullptr)
    throw DataError(std::string("anchor.") + key + ": '" + path + "' has no atoms to name",
                    "give coordinates in A from the centre of its box, such as 0, 0, 12.5",
                    Code::inconsistent);
  return centre_of(*selection, *model, text, path) - centre_of_mass_A(*model);
}

Anchor between_points(const AnchorParams& params, const AtomicModel* model, const std::string& path) {
  const Vec3 base = point_of(params.base, "base", model, path);
  const Vec3 tip = point_of(params.tip, "tip", model, path);
  constexpr double k_least_A = 1;  // closer points tell no direction
  if (norm(tip - base) < k_least_A)
    throw DataError("anchor.base and anchor.tip lie " + number_text(norm(tip - base)) + " A apart in '" +
                        path + "', which tells no direction",
                    "choose points at opposite sides of the membrane");
  return {0.5 * (base + tip), normalized(tip - base)};
}

Anchor between_planes(const AtomicModel* model, const std::string& path) {
  if (model == nullptr)
    throw DataError("'" + path + "' is no atomic model and has no membrane planes",
                    "use anchor.by axis or points", Code::inconsistent);
  const MembranePlanes planes = membrane_planes(*model, path);
  return {planes.middle_A - centre_of_mass_A(*model), planes.normal};
}

}  // namespace

Schema<AnchorParams> anchor_schema() {
  using P = AnchorParams;
  Schema<P> s("Where a molecule is held, and which way it points from there.");
  s.field("by", &P::by)
      .choices({"axis", "planes", "points"})
      .required()
      .help(
          "What says so: an axis through a point, the membrane planes of a PDB file (residues DUM, as OPM "
          "marks them), or two points.");
  s.field("axis", &P::axis)
      .help("With by 'axis': the direction that points out of the membrane, in the file's frame.");
  s.field("point", &P::point_A)
      .unit(units::angstrom)
      .help(
          "With by 'axis': the point that lies midway between the layers; coordinates of the atomic model, "
          "or "
          "from the centre of the map's box.");
  s.field("base", &P::base)
      .optional()
      .help(
          "With by 'points': the point on the inner side, as coordinates (0, 0, -12.5) or atoms (A:12, "
          "A:12-30, "
          "A:12:CA), of which the middle is taken.");
  s.field("tip", &P::tip).optional().help("With by 'points': the point on the outer side.");
  s.field("height", &P::height_A)
      .unit(units::angstrom)
      .range(-1000, 1000)
      .help("Moves the anchor along the axis.");
  return s;
}

std::optional<Anchor> load_anchor(const AnchorParams& params, const std::string& path,
                                  const AtomicOptions& options) {
  if (params.by.empty()) return std::nullopt;
  std::optional<AtomicModel> read;
  if (is_atomic_model(path)) read = read_atomic_model(path, options);
  const AtomicModel* const model = read ? &*read : nullptr;
  Anchor anchor;
  if (params.by == "axis") {
    anchor = {params.point_A, normalized(params.axis)};
    if (model != nullptr) anchor.point_A = params.point_A - centre_of_mass_A(*model);
  } else {
    anchor = params.by == "planes" ? between_planes(model, path) : between_points(params, model, path);
  }
  anchor.point_A = anchor.point_A + params.height_A * anchor.axis;
  return anchor;
}

}  // namespace cryocosm::macromolecules
