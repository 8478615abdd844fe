// Drawing spherical vesicles: concentric bilayers, whose shapes are distances to spheres.
#include "sphere.hpp"

#include <cmath>

#include "bilayer.hpp"
#include "drawn_together.hpp"
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

using Sizes = std::array<double, 3>;  // radius, lamellae, gap

std::array<Distribution, 3> sizes_of(const SphereParams& params) {
  return with_lamellae(std::array{params.radius_A}, params);
}

Lamellae lamellae_of(const Sizes& sizes, double half_thickness_A) {
  return membranes::lamellae_of(sizes[1], sizes[2], half_thickness_A);
}

/// Whether the innermost bilayer is a vesicle, too.
auto fits(double half_thickness_A) {
  return [half_thickness_A](const Sizes& sizes) {
    return sizes[0] - lamellae_of(sizes, half_thickness_A).depth_A() >= k_smallest_radius_A;
  };
}

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
  add_lamella_fields(s);
  s.check(
      "radius must exceed (lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) by 75 A, the "
      "smallest "
      "vesicle's radius, in some draws; in none of 2000 did it",
      [](const SphereParams& p) { return can_be_drawn(sizes_of(p), fits(largest_half_thickness_A(p))); });
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

std::unique_ptr<Structure> Sphere::draw(Draw& draw) const {
  const ImplicitField::Wall wall = draw_wall(draw, params_);
  const auto sizes =
      drawn_together(sizes_of(params_), draw.random("radius"), k_tries_to_draw, fits(wall.half_thickness_A));
  if (!sizes)
    throw DataError("no draw of the radius leaves room for the bilayers inside the outermost",
                    "draw radius from a range that lies higher, or fewer lamellae", Code::bad_distribution);
  // a constant, so that the values are recorded
  const double radius_A = draw("radius", (*sizes)[0]);
  const Lamellae lamellae = lamellae_of(*sizes, wall.half_thickness_A);
  record(draw, lamellae, (*sizes)[2]);
  std::vector<SphereField> bilayers;
  for (std::size_t i = 0; i < lamellae.count; ++i)
    bilayers.emplace_back(radius_A - lamellae.inset_A(i), wall, voxel_A_);
  return std::make_unique<Membrane<SphereField>>(std::move(bilayers));
}

}  // namespace cryocosm::membranes
