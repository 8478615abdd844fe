// The mid-surface of a placed membrane of any shape.
#pragma once

#include <memory>

#include "grid_form.hpp"

namespace cryocosm::membranes {

/// Points lie on the flat triangles; normals and curvatures are interpolated between their corners.
class MeshSurface final : public Surface {
 public:
  MeshSurface(std::shared_ptr<const GridForm> form, const Pose& pose, double half_thickness_A)
      : form_(std::move(form)), pose_(pose), half_thickness_A_(half_thickness_A) {}
  double area_A2() const override { return form_->surface.area_A2; }
  SurfacePoint sample(Random& random) const override;
  SurfacePoint nearest(Vec3 p) const override;
  bool encloses(Vec3 p) const override { return form_->distance.at(to_unit(pose_, p)) < 0; }
  Curvatures curvatures(const SurfacePoint& p) const override;
  double half_thickness_A() const override { return half_thickness_A_; }
  /// Each triangle meets the sphere in arcs of a circle; a point is drawn uniformly from all of them.
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override;
  /// All triangles if there are few enough, or the surface of a coarser lattice.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override;

 private:
  SurfacePoint placed(const MeshFoot& foot) const;

  std::shared_ptr<const GridForm> form_;
  Pose pose_;
  double half_thickness_A_;
};

}  // namespace cryocosm::membranes
