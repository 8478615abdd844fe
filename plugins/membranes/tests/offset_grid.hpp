// Area and volume of surfaces parallel to an ellipsoid, by quadrature, for the tests of this family.
#pragma once

#include <algorithm>
#include <cmath>

#include "cryocosm/geometry.hpp"

namespace cryocosm::membranes::test {

struct AreaAndVolume {
  double area_A2 = 0, volume_A3 = 0;
};

/// The points at depth `inset_A` below an ellipsoid, on a grid of its parameters: normals from the gradient
/// of the quadratic form, nothing of curvatures.
class OffsetGrid {
 public:
  static constexpr int k_z = 600, k_phi = 600;
  OffsetGrid(Vec3 axes_A, double inset_A) : axes_A_(axes_A), inset_A_(inset_A) {}
  Vec3 at(double z, double phi) const {
    const double r = std::sqrt(std::max(0.0, 1 - z * z));
    const Vec3 v{r * std::cos(phi), r * std::sin(phi), z};
    const Vec3 normal = normalized(Vec3{v.x / axes_A_.x, v.y / axes_A_.y, v.z / axes_A_.z});
    return Vec3{v.x * axes_A_.x, v.y * axes_A_.y, v.z * axes_A_.z} - inset_A_ * normal;
  }
  /// Of the part between two heights and two angles, from flat quadrilaterals between points that are finer
  /// where the heights come close to the poles.
  AreaAndVolume part(double z0, double z1, double phi0, double phi1, int n_z, int n_phi) const {
    AreaAndVolume sum;
    const double polar0 = std::acos(z1), polar1 = std::acos(z0);
    for (int i = 0; i < n_z; ++i)
      for (int j = 0; j < n_phi; ++j) {
        const auto z = [&](int k) { return std::cos(polar0 + (polar1 - polar0) * k / n_z); };
        const auto phi = [&](int k) { return phi0 + (phi1 - phi0) * k / n_phi; };
        const Vec3 a = at(z(i), phi(j)), b = at(z(i + 1), phi(j)), c = at(z(i + 1), phi(j + 1)),
                   d = at(z(i), phi(j + 1));
        sum.area_A2 += norm(cross(c - a, d - b)) / 2;
        sum.volume_A3 += (dot(a, cross(b, c)) + dot(a, cross(c, d))) / 6;
      }
    return sum;
  }
  AreaAndVolume whole() const { return part(-1, 1, 0, 2 * k_pi, k_z, k_phi); }

 private:
  Vec3 axes_A_;
  double inset_A_;
};

}  // namespace cryocosm::membranes::test
