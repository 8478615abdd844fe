// Where a molecule is held by what it attaches to: its anchor, from its file or from the pipeline.
#pragma once

#include <optional>
#include <string>

#include "atomic_model.hpp"
#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

struct AnchorParams {
  std::string by;  ///< axis, planes or points; empty: no anchor
  Vec3 axis{0, 0, 1};
  Vec3 point_A;
  std::string base, tip;
  double height_A = 0;
};

Schema<AnchorParams> anchor_schema();

inline bool has_points_as_needed(const AnchorParams& p) {
  return p.by == "points" ? !p.base.empty() && !p.tip.empty() : p.base.empty() && p.tip.empty();
}
inline bool has_axis_as_needed(const AnchorParams& p) {
  return p.by == "axis" || (p.axis == AnchorParams{}.axis && p.point_A == AnchorParams{}.point_A);
}

/// Declares the parameter "anchor" in the schema of P, which has a member `anchor`.
template <class P>
void add_anchor_field(Schema<P>& schema) {
  schema.group("anchor", static_cast<AnchorParams P::*>(&P::anchor), anchor_schema())
      .optional()
      .help("Where the molecule is held and which way it points; needed on surfaces, such as membranes.");
  schema.check("anchor.base and anchor.tip must be given with anchor.by 'points', and only then",
               [](const P& p) { return has_points_as_needed(p.anchor); });
  schema.check("anchor.axis must not be zero", [](const P& p) { return norm(p.anchor.axis) > 0; });
  schema.check("anchor.axis and anchor.point are for anchor.by 'axis' only",
               [](const P& p) { return has_axis_as_needed(p.anchor); });
}

/// The anchor in the unit's frame; empty when none was asked for. Coordinates of atomic models are those of
/// the file, coordinates of maps and bead models count from the centre of the box. Reads an atomic model
/// again. Throws DataError (no membrane planes, no such atoms, points that coincide) and what its reader
/// throws. [host]
std::optional<Anchor> load_anchor(const AnchorParams& params, const std::string& path,
                                  const AtomicOptions& options);

}  // namespace cryocosm::macromolecules
