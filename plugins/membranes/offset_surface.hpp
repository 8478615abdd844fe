// The surface that lies everywhere as far inside another one.
#pragma once

#include <memory>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

/// Parallel surfaces share their normals; an area element at depth s is (1 - s k1)(1 - s k2) of the one above
/// it, and its curvatures are k / (1 - s k) (do Carmo, "Differential geometry of curves and surfaces",
/// 1976, 3.5).
class OffsetSurface final : public Surface {
 public:
  /// `inset_A` is less than the radius of the base's sharpest inward bend and than the depth of its body.
  OffsetSurface(std::unique_ptr<Surface> base, double inset_A);
  /// By quadrature over a mesh of the base; for ellipsoids within 0.1 %.
  double area_A2() const override { return area_A2_; }
  /// Points of the base, each taken with a probability in proportion to what becomes of its area element.
  SurfacePoint sample(Random& random) const override;
  SurfacePoint nearest(Vec3 p) const override { return below(base_->nearest(p)); }
  bool encloses(Vec3 p) const override { return distance_A(p) < 0; }
  Curvatures curvatures(const SurfacePoint& p) const override;
  double half_thickness_A() const override { return base_->half_thickness_A(); }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override;
  /// The base's mesh, every point moved along its normal.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override;

 private:
  SurfacePoint below(const SurfacePoint& p) const { return {p.position_A - inset_A_ * p.normal, p.normal}; }
  double distance_A(Vec3 p) const;
  double area_kept(const SurfacePoint& base_point) const;

  std::unique_ptr<Surface> base_;
  double inset_A_;
  double area_A2_ = 0;
  double most_kept_ = 0;  ///< of an area element of the base
};

}  // namespace cryocosm::membranes
