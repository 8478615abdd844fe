// The mid-surface of a placed ellipsoid.
#pragma once

#include "ellipsoid_form.hpp"

namespace cryocosm::membranes {

class EllipsoidSurface final : public Surface {
 public:
  EllipsoidSurface(const EllipsoidForm& form, const Pose& pose, double half_thickness_A = 0)
      : form_(form), pose_(pose), area_A2_(membranes::area_A2(form)), half_thickness_A_(half_thickness_A) {}
  double area_A2() const override { return area_A2_; }
  /// A uniform direction v is taken with a probability in proportion to the area that v's part of the
  /// unit sphere is stretched to.
  SurfacePoint sample(Random& random) const override;
  SurfacePoint nearest(Vec3 p) const override;
  bool encloses(Vec3 p) const override { return scaled_norm(form_, to_unit(pose_, p)) < 1; }
  /// Those of the level set of the quadratic form.
  Curvatures curvatures(const SurfacePoint& p) const override;
  double half_thickness_A() const override { return half_thickness_A_; }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override;
  /// A stretched icosphere, as a sphere's.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override;

 private:
  SurfacePoint placed(const SurfacePoint& p) const {
    return {to_tomogram(pose_, p.position_A), rotate(pose_.rotation, p.normal)};
  }

  EllipsoidForm form_;
  Pose pose_;
  double half_thickness_A_;
  double area_A2_;
};

}  // namespace cryocosm::membranes
