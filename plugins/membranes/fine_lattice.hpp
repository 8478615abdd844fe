// A lattice finer than the voxels, which every window sees alike; hard layers on it.
#pragma once

#include "cryocosm/run_context.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

/// `per_voxel` points along each side of a voxel; those of voxel i are i * per_voxel and on.
struct FineLattice {
  FineLattice(const ImplicitField::Wall& wall, double voxel_A);

  std::int64_t per_voxel;
  double step_A;
  double first_A;      ///< position of point 0, along each axis
  double width_A;      ///< of a hard layer
  double smoothing_A;  ///< standard deviation of the filter that makes a hard layer one of the wall's width
};

/// Hard layers of `field` on the points from `low` on. A point holds how much of its cell a layer fills,
/// times the density that leaves the layer its peak after smoothing. Smoothing draws a bent layer to the side
/// that it bends to, by half its curvatures' sum times the filter's variance: so far the layers lie on the
/// other side here.
Volume hard_layers(const ImplicitField& field, const Pose& pose, const FineLattice& lattice, Index3 low,
                   Index3 size);

/// How many points the host's filter spreads a value to, on either side along each axis.
std::int64_t reach_of_filter(const Imaging& imaging, const FineLattice& lattice);

}  // namespace cryocosm::membranes
