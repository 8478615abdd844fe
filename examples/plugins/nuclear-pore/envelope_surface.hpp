// The mid-surface of a placed envelope: inner and outer membrane and the rims of all pores, in one piece.
#pragma once

#include <memory>

#include "shell.hpp"

namespace nuclear_pore {

class EnvelopeSurface final : public cryocosm::Surface {
 public:
  /// `volume` is the tomogram: pores that reach into it come first in meshes.
  EnvelopeSurface(std::shared_ptr<const Shell> shell, const cryocosm::Pose& pose, double half_thickness_A,
                  const cryocosm::Box& volume);
  double area_A2() const override { return outer_A2_ + inner_A2_ + rims_A2_; }
  cryocosm::SurfacePoint sample(cryocosm::Random& random) const override;
  cryocosm::SurfacePoint nearest(cryocosm::Vec3 p) const override {
    return placed(nearest_on(*shell_, to_unit(pose_, p)));
  }
  /// Between the membranes, in the perinuclear space.
  bool encloses(cryocosm::Vec3 p) const override { return distance_A(*shell_, to_unit(pose_, p)) < 0; }
  cryocosm::Curvatures curvatures(const cryocosm::SurfacePoint& p) const override;
  double half_thickness_A() const override { return half_thickness_A_; }
  std::optional<cryocosm::SurfacePoint> on_sphere(cryocosm::Vec3 centre, double radius_A,
                                                  cryocosm::Random& random) const override;
  /// At least 40 triangles: two icosahedra. When all pores are too many, those that reach into the volume are
  /// there alone, or none.
  void mesh(std::size_t max_triangles, std::vector<cryocosm::Vec3>& points,
            std::vector<cryocosm::Triangle>& triangles) const override;

 private:
  cryocosm::SurfacePoint placed(const cryocosm::SurfacePoint& p) const {
    return {to_tomogram(pose_, p.position_A), rotate(pose_.rotation, p.normal)};
  }
  cryocosm::SurfacePoint on_sphere_part(double sphere_radius_A, cryocosm::Random& random) const;
  cryocosm::SurfacePoint on_rim(cryocosm::Random& random) const;

  std::shared_ptr<const Shell> shell_;
  cryocosm::Pose pose_;
  double half_thickness_A_;
  cryocosm::Box volume_;
  double outer_A2_, inner_A2_, rims_A2_;
};

}  // namespace nuclear_pore
