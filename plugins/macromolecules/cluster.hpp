// Clusters of macromolecules: chains of equal units, shared by every component that has one shape.
#pragma once

#include <memory>

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// Parameters of a cluster; components derive their own parameters from it.
struct ClusterParams {
  Distribution length = 1;
  double spacing_min = 1;
  double spacing_max = 2;
};

template <class P>
void add_cluster_fields(Schema<P>& schema) {
  schema.field("length", static_cast<Distribution P::*>(&P::length))
      .range(1, 1e6)
      .help(
          "Number of units in a cluster, rounded to the nearest integer; clusters of one unit give complete "
          "spatial randomness.");
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
}

/// Draws the length of one cluster. `shape` must outlive the structure. [any]
std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, const Shape& shape, double diameter_A,
                                        Draw& draw);

}  // namespace cryocosm::macromolecules
