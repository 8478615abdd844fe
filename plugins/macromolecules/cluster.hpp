// Clusters of macromolecules: chains of units of one kind or several, for every component that has shapes.
#pragma once

#include <memory>

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// Parameters of a cluster; components derive their own parameters from it.
struct ClusterParams {
  Distribution length = 1;
  double max_length_A = 0;  ///< 0: not set, `length` counts
  double spacing_min = 1;
  double spacing_max = 2;
};

inline bool is_one_unit(const Distribution& length) {
  return length.kind == Distribution::Kind::constant && length.a == 1;
}

template <class P>
void add_cluster_fields(Schema<P>& schema) {
  schema.field("length", static_cast<Distribution P::*>(&P::length))
      .range(1, 1e6)
      .help(
          "Number of units in a cluster, rounded to the nearest integer; clusters of one unit give complete "
          "spatial randomness.");
  schema.field("max_length", static_cast<double P::*>(&P::max_length_A))
      .unit(units::angstrom)
      .range(1, 1e7)
      .optional()
      .help(
          "Greatest length of a cluster's line from centre to centre, in place of a number of units; each "
          "cluster draws its own between zero and this.");
  schema.field("spacing_min", static_cast<double P::*>(&P::spacing_min))
      .range(0.1, 1000)
      .help(
          "Least distance between the centres of consecutive units of a cluster, in diameters of the unit.");
  schema.field("spacing_max", static_cast<double P::*>(&P::spacing_max))
      .range(0.1, 1000)
      .help(
          "Greatest distance between the centres of consecutive units of a cluster, in diameters of the "
          "unit.");
  schema.check("spacing_min must not be greater than spacing_max",
               [](const P& p) { return p.spacing_min <= p.spacing_max; });
  schema.check("length and max_length exclude each other: leave one of them out",
               [](const P& p) { return !(p.max_length_A > 0) || is_one_unit(p.length); });
}

/// One kind of unit that a cluster may hold.
struct ClusterKind {
  const Shape* shape = nullptr;
  double diameter_A = 0;
  double weight = 1;  ///< relative; not negative
  std::optional<Anchor> anchor = {};
};

/// Draws the length of one cluster; its units are drawn one by one, their kind by weight. Unit::class_index
/// is the index of the kind. `kinds` and their shapes must outlive the structure, and not all weights are
/// zero. [any]
std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, Span<const ClusterKind> kinds,
                                        Draw& draw);

/// A cluster of one kind, whose shape must outlive the structure. [any]
std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, const ClusterKind& kind, Draw& draw);

}  // namespace cryocosm::macromolecules
