// A membrane that fills a box and ends at its faces; computed when it is first looked at.
#pragma once

#include "grid_field.hpp"
#include "mesh_surface.hpp"
#include "texture_form.hpp"

namespace cryocosm::membranes {

/// Outside the box distances are positive and beyond the wall, so that nothing is drawn or excluded there.
/// [any]
class CurvatureField final : public ImplicitField {
 public:
  /// `form` is made for the box and for the reach of the wall.
  CurvatureField(std::shared_ptr<const Lazy<GridForm>> form, const CentredBox& box, const Wall& wall,
                 double voxel_A);

  double radius_A() const override { return norm(box_.half_A); }
  const Wall& wall() const override { return inner_.wall(); }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override;
  Vec3 gradient(Vec3 p) const override;
  /// Beside the faces of the box, where the wall ends, nothing within it is surely excluded.
  double tolerance_A() const override { return std::max(inner_.tolerance_A(), wall().half_thickness_A); }
  std::unique_ptr<Surface> surface(const Pose& pose) const;

 private:
  std::shared_ptr<const Lazy<GridForm>> form_;
  GridField inner_;
  CentredBox box_;
  double far_A_;  ///< beyond what the wall reaches
};

}  // namespace cryocosm::membranes
