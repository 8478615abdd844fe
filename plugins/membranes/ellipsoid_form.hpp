// The geometry of an ellipsoid around the origin, along the axes: nearest point, distance, area.
#pragma once

#include <array>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct EllipsoidForm {
  explicit EllipsoidForm(const std::array<double, 3>& axes_A);

  std::array<double, 3> axes_A;     ///< semi-axes along x, y and z
  std::array<double, 3> excess_A2;  ///< each axis squared less the smallest squared
  double smallest_A = 0, largest_A = 0;
};

/// The nearest point of the surface, and the signed distance to it, negative inside.
struct EllipsoidFoot {
  SurfacePoint point;
  double distance_A = 0;
};

/// Exact but for rounding, for any point; on the medial surface one of the equally near ones.
EllipsoidFoot foot_on(const EllipsoidForm& form, Vec3 p);

/// By Carlson's symmetric integral of the second kind (DLMF 19.33.2), exact but for rounding.
double area_A2(const EllipsoidForm& form);

/// The square root of the quadratic form: 1 on the surface, less inside. It changes by at most
/// 1 / smallest_A for each Å.
double scaled_norm(const EllipsoidForm& form, Vec3 p);

/// Of the numerical eccentricities of the three principal sections the greatest (paper, equation 12).
double eccentricity(const std::array<double, 3>& axes_A);
/// The smallest radius of curvature of the surface: at the ends of the longest axis.
double sharpest_bend_A(const std::array<double, 3>& axes_A);

}  // namespace cryocosm::membranes
