// A membrane whose distance lies on a lattice, perhaps one that is computed when it is first looked at.
#pragma once

#include "grid_form.hpp"
#include "lazy.hpp"

namespace cryocosm::membranes {

/// Whoever makes one says how far the surface reaches and what its wall is before anything is computed: the
/// host asks for these of structures that it may never draw. [any]
class GridField final : public ImplicitField {
 public:
  /// `form` is exact as far as the wall is drawn, and its surface lies within `surface_radius_A` of the
  /// origin.
  GridField(std::shared_ptr<const Lazy<GridForm>> form, double surface_radius_A, const Wall& wall,
            double voxel_A);

  double radius_A() const override { return radius_A_; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    form_->get()->distance.row(origin, step, first, n, out);
  }
  /// Where the lattice holds no more than a bound, the direction from the surface.
  Vec3 gradient(Vec3 p) const override;
  double tolerance_A() const override { return form_->get()->distance.tolerance_A(); }
  std::unique_ptr<Surface> surface(const Pose& pose) const;

 private:
  std::shared_ptr<const Lazy<GridForm>> form_;
  Wall wall_;
  double radius_A_;
};

}  // namespace cryocosm::membranes
