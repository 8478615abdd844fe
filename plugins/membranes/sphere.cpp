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
  double sphere_radius_A() const { return sphere_radius_A_; }

 private:
  double sphere_radius_A_;
  Wall wall_;
  double reach_A_;
};

class Vesicle final : public Structure {
 public:
  explicit Vesicle(const SphereField& field) : field_(field) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &field_;
    return unit;
  }
  std::unique_ptr<Surface> surface(const Pose& pose) const override {
    return std::make_unique<SphereSurface>(pose.position_A, field_.sphere_radius_A());
  }

 private:
  SphereField field_;
};

}  // namespace

Schema<SphereParams> Sphere::schema() {
  Schema<SphereParams> s("Spherical vesicle with a lipid bilayer.");
  s.details(
      "The layers lie half their distance inside and outside the radius (paper, equation 1, with t as the "
      "distance between the two layers). The wall excludes two layer widths beyond each layer.");
  s.field("radius", &SphereParams::radius_A)
      .unit(units::angstrom)
      .range(75, 1e6)
      .help("Radius of the surface midway between the two layers.");
  s.field("layer_distance", &SphereParams::layer_distance_A)
      .unit(units::angstrom)
      .range(25, 45)
      .help("Distance between the two layers of the bilayer, t in the paper.");
  s.field("layer_sigma", &SphereParams::layer_sigma_A)
      .unit(units::angstrom)
      .range(0.5, 20)
      .help("Standard deviation of each layer's Gaussian profile.");
  s.field("density", &SphereParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Peak of one layer above vitreous ice.");
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

std::unique_ptr<Structure> Sphere::draw(Draw& draw) const {
  const double radius_A = draw("radius", params_.radius_A);
  ImplicitField::Wall wall;
  wall.layer_distance_A = draw("layer_distance", params_.layer_distance_A);
  wall.layer_sigma_A = draw("layer_sigma", params_.layer_sigma_A);
  wall.density = draw("density", params_.density);
  wall.half_thickness_A = wall.layer_distance_A / 2 + 2 * wall.layer_sigma_A;
  return std::make_unique<Vesicle>(SphereField(radius_A, wall, voxel_A_));
}

}  // namespace cryocosm::membranes
