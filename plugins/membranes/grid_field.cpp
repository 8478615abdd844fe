// Gradients near the surface and far from it.
#include "grid_field.hpp"

#include "bilayer.hpp"
#include "mesh_surface.hpp"

namespace cryocosm::membranes {

GridField::GridField(std::shared_ptr<const Lazy<GridForm>> form, double surface_radius_A, const Wall& wall,
                     double voxel_A)
    : form_(std::move(form)), wall_(wall), radius_A_(surface_radius_A + bilayer_reach_A(wall, voxel_A)) {}

Vec3 GridField::gradient(Vec3 p) const {
  const GridForm& form = *form_->get();
  const double distance = form.distance.at(p);
  if (std::abs(distance) < form.distance.exact_within_A()) {
    const Vec3 gradient = form.distance.gradient(p);
    const double length = norm(gradient);
    if (length > 0) return gradient / length;
  }
  const MeshFoot foot = form.surface.tree.nearest(form.surface.mesh, p);
  if (!(foot.distance_A > 0)) return form.surface.normals[form.surface.mesh.triangles[foot.triangle].a];
  return (distance < 0 ? -1 : 1) * (p - foot.position_A) / foot.distance_A;
}

std::unique_ptr<Surface> GridField::surface(const Pose& pose) const {
  return std::make_unique<MeshSurface>(form_->get(), pose, wall_.half_thickness_A);
}

}  // namespace cryocosm::membranes
