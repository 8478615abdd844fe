// The mid-surface of a placed vesicle, for entries that attach to it and for the mesh.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

class SphereSurface final : public Surface {
 public:
  SphereSurface(Vec3 centre_A, double radius_A, double half_thickness_A = 0)
      : centre_A_(centre_A), radius_A_(radius_A), half_thickness_A_(half_thickness_A) {}
  double area_A2() const override { return 4 * k_pi * radius_A_ * radius_A_; }
  SurfacePoint sample(Random& random) const override;
  SurfacePoint nearest(Vec3 p) const override;
  bool encloses(Vec3 p) const override { return norm(p - centre_A_) < radius_A_; }
  Curvatures curvatures(const SurfacePoint&) const override { return {1 / radius_A_, 1 / radius_A_}; }
  double half_thickness_A() const override { return half_thickness_A_; }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override;
  /// An icosahedron, each triangle cut into four as often as the budget allows, at most seven times.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override;

 private:
  SurfacePoint along(Vec3 direction) const { return {centre_A_ + radius_A_ * direction, direction}; }

  Vec3 centre_A_;
  double radius_A_;
  double half_thickness_A_;
};

}  // namespace cryocosm::membranes
