// The geometry of a nuclear envelope: a shell between two spheres, with pores whose rims are half tori.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace nuclear_pore {

/// All points within `half_gap_A` of the sheet: a sphere around the origin without the caps of the pores. Its
/// surface is where inner and outer membrane are one: two spheres with holes, and around every hole the part
/// of a torus that joins them. Distances to it are exact everywhere, because they are those to the sheet,
/// less the half gap.
struct Shell {
  double radius_A = 0;        ///< of the sheet
  double half_gap_A = 0;      ///< half the distance between the membranes' mid-surfaces; less than the radius
  double edge_angle_rad = 0;  ///< of the sheet's edge around a pore, seen from the centre
  std::vector<cryocosm::Vec3> axes;  ///< unit vectors through the pores; their caps are apart

  /// Of a pore of this diameter, which is that of the narrowest circle on the membrane's mid-surface.
  static double edge_angle(double radius_A, double half_gap_A, double pore_diameter_A);

  /// Where the pore lies: the middle of its narrowest circle.
  cryocosm::Vec3 pore_centre(std::size_t pore) const;
  double edge_radius_A() const;  ///< of the sheet's edge around a pore
  /// Whether a pore of the shell in this pose reaches into `volume`, roughly: its ball meets the box.
  bool reaches_into(const cryocosm::Box& volume, const cryocosm::Pose& pose, std::size_t pore) const;
};

/// Signed, negative between the membranes.
double distance_A(const Shell& shell, cryocosm::Vec3 p);
/// The same for a point that can lie in the caps of these pores alone.
double distance_A(const Shell& shell, const std::vector<cryocosm::Vec3>& axes, cryocosm::Vec3 p);

/// The nearest point of the surface; of equally near ones, one.
cryocosm::SurfacePoint nearest_on(const Shell& shell, cryocosm::Vec3 p);

/// Closed forms. The rim of one pore, and each of the two spheres without the caps.
double rim_area_A2(const Shell& shell);
double sphere_area_A2(const Shell& shell, double sphere_radius_A);

}  // namespace nuclear_pore
