// The wall and the mid-surface within the box.
#include "curvature_field.hpp"

#include "bilayer.hpp"

namespace cryocosm::membranes {
namespace {

/// A surface that ends at the faces of a box, also when its mesh is made coarser.
class CutSurface final : public Surface {
 public:
  CutSurface(const std::shared_ptr<const GridForm>& form, const CentredBox& box, const Pose& pose,
             double half_thickness_A)
      : inner_(form, pose, half_thickness_A), box_(box), pose_(pose) {}
  double area_A2() const override { return inner_.area_A2(); }
  SurfacePoint sample(Random& random) const override { return inner_.sample(random); }
  SurfacePoint nearest(Vec3 p) const override { return inner_.nearest(p); }
  bool encloses(Vec3 p) const override { return box_.beyond_A(to_unit(pose_, p)) <= 0 && inner_.encloses(p); }
  Curvatures curvatures(const SurfacePoint& p) const override { return inner_.curvatures(p); }
  double half_thickness_A() const override { return inner_.half_thickness_A(); }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override {
    return inner_.on_sphere(centre, radius_A, random);
  }
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override {
    Mesh whole;
    inner_.mesh(max_triangles, whole.points, whole.triangles);
    for (Vec3& p : whole.points) p = to_unit(pose_, p);
    const Mesh cut = within(whole, box_);
    for (const Vec3 p : cut.points) points.push_back(to_tomogram(pose_, p));
    triangles.insert(triangles.end(), cut.triangles.begin(), cut.triangles.end());
  }

 private:
  MeshSurface inner_;
  CentredBox box_;
  Pose pose_;
};

}  // namespace

CurvatureField::CurvatureField(std::shared_ptr<const Lazy<GridForm>> form, const CentredBox& box,
                               const Wall& wall, double voxel_A)
    : form_(form),
      inner_(std::move(form), norm(box.half_A), wall, voxel_A),
      box_(box),
      // nothing is drawn there; farther, and a window across a face would be taken for one without a wall
      far_A_(1.00001 * bilayer_reach_A(wall, voxel_A)) {}

void CurvatureField::distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const {
  inner_.distance(origin, step, first, n, out);
  for (std::size_t i = 0; i < n; ++i) {
    const Vec3 p = origin + static_cast<double>(first + static_cast<std::int64_t>(i)) * step;
    const double beyond_A = box_.beyond_A(p);
    if (beyond_A > 0) out[i] = static_cast<float>(far_A_ + beyond_A);
  }
}

Vec3 CurvatureField::gradient(Vec3 p) const {
  if (box_.beyond_A(p) <= 0) return inner_.gradient(p);
  const Vec3 h = box_.half_A;
  const Vec3 nearest{std::clamp(p.x, -h.x, h.x), std::clamp(p.y, -h.y, h.y), std::clamp(p.z, -h.z, h.z)};
  return normalized(p - nearest);
}

std::unique_ptr<Surface> CurvatureField::surface(const Pose& pose) const {
  return std::make_unique<CutSurface>(form_->get(), box_, pose, wall().half_thickness_A);
}

}  // namespace cryocosm::membranes
