// The mid-surface of a placed torus.
#pragma once

#include "torus_form.hpp"

namespace cryocosm::membranes {

class TorusSurface final : public Surface {
 public:
  TorusSurface(const TorusForm& form, const Pose& pose, double half_thickness_A = 0)
      : form_(form), pose_(pose), half_thickness_A_(half_thickness_A) {}
  double area_A2() const override { return 4 * k_pi * k_pi * form_.major_A * form_.minor_A; }
  /// Both angles are uniform; that around the tube is taken in proportion to the distance from the axis.
  SurfacePoint sample(Random& random) const override;
  SurfacePoint nearest(Vec3 p) const override { return placed(nearest_on(form_, to_unit(pose_, p))); }
  bool encloses(Vec3 p) const override { return distance_A(form_, to_unit(pose_, p)) < 0; }
  /// Around the tube, and around the axis: there they change sign where the normal leads along it.
  Curvatures curvatures(const SurfacePoint& p) const override;
  double half_thickness_A() const override { return half_thickness_A_; }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override;
  /// Rings around the tube, in proportion to the two girths; at least 3 of 3 points: 18 triangles.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override;

 private:
  SurfacePoint at(double around_axis, double around_tube) const;
  SurfacePoint placed(const SurfacePoint& p) const {
    return {to_tomogram(pose_, p.position_A), rotate(pose_.rotation, p.normal)};
  }

  TorusForm form_;
  Pose pose_;
  double half_thickness_A_;
};

}  // namespace cryocosm::membranes
