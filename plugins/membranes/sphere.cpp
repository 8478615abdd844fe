// Drawing spherical vesicles: one unit each, whose shape is the distance to a sphere.
#include "sphere.hpp"

#include <cmath>

#include "bilayer.hpp"
#include "sphere_surface.hpp"

namespace cryocosm::membranes {
namespace {

/// Distance to a sphere around the origin; radius of the mid-surface between the two layers.
class SphereField final : public ImplicitField {
 public:
  SphereField(double sphere_radius_A, const Wall& wall, double voxel_A)
      : sphere_radius_A_(sphere_radius_A), wall_(wall), reach_A_(bilayer_reach_A(wall, voxel_A)) {}

  double radius_A() const override { return sphere_radius_A_ + reach_A_; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    for (std::size_t i = 0; i < n; ++i) {
      const Vec3 p = origin + static_cast<double>(first + static_cast<std::int64_t>(i)) * step;
      out[i] = static_cast<float>(std::sqrt(dot(p, p)) - sphere_radius_A_);
    }
  }
  Vec3 gradient(Vec3 p) const override {
    const double r = norm(p);
    return r > 0 ? p / r : Vec3{0, 0, 1};
  }
  std::unique_ptr<Surface> surface(const Pose& pose) const {
    return std::make_unique<SphereSurface>(pose.position_A, sphere_radius_A_, wall_.half_thickness_A);
  }

 private:
  double sphere_radius_A_;
  Wall wall_;
  double reach_A_;
};

}  // namespace

Schema<SphereParams> Sphere::schema() {
  Schema<SphereParams> s("Spherical vesicle with a lipid bilayer.");
  s.details(
      "The layers lie half their distance inside and outside the radius (paper, equation 1, with t as the "
      "distance between the two layers). The wall excludes two layer widths beyond each layer.");
  s.field("radius", &SphereParams::radius_A)
      .unit(units::angstrom)
      .range(k_smallest_radius_A, 1e6)
      .help("Radius of the surface midway between the two layers.");
  add_bilayer_fields(s);
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

std::unique_ptr<Structure> Sphere::draw(Draw& draw) const {
  const double radius_A = draw("radius", params_.radius_A);
  return std::make_unique<Membrane<SphereField>>(SphereField(radius_A, draw_wall(draw, params_), voxel_A_));
}

}  // namespace cryocosm::membranes
