// Drawing ellipsoidal vesicles: parallel bilayers, whose shapes are true distances to an ellipsoid and inside
// it.
#include "ellipsoid.hpp"

#include "bilayer.hpp"
#include "drawn_together.hpp"
#include "ellipsoid_rows.hpp"
#include "ellipsoid_surface.hpp"
#include "offset_field.hpp"

namespace cryocosm::membranes {
namespace {

using Axes = std::array<double, 3>;

/// Distance to an ellipsoid around the origin, along the axes; exact as far as the wall is drawn, and as far
/// inside as `inset_A` more.
class EllipsoidField final : public ImplicitField {
 public:
  EllipsoidField(const Axes& axes_A, const Wall& wall, double voxel_A, double inset_A)
      : form_(axes_A),
        wall_(wall),
        // beyond what float distances round to the reach
        reach_A_(bilayer_reach_A(wall, voxel_A) + 1e-6 * form_.largest_A),
        exact_within_A_(reach_A_ + inset_A) {}

  double radius_A() const override { return form_.largest_A + reach_A_; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    row_distances(form_, exact_within_A_, origin, step, first, n, out);
  }
  Vec3 gradient(Vec3 p) const override { return foot_on(form_, p).point.normal; }
  std::unique_ptr<Surface> surface(const Pose& pose) const {
    return std::make_unique<EllipsoidSurface>(form_, pose, wall_.half_thickness_A);
  }

 private:
  EllipsoidForm form_;
  Wall wall_;
  double reach_A_, exact_within_A_;
};

using Sizes = std::array<double, 5>;  // three axes, lamellae, gap

std::array<Distribution, 5> sizes_of(const EllipsoidParams& params) {
  return with_lamellae(std::array{params.axis_x_A, params.axis_y_A, params.axis_z_A}, params);
}

Axes axes_of(const Sizes& sizes) { return {sizes[0], sizes[1], sizes[2]}; }

Lamellae lamellae_of(const Sizes& sizes, double half_thickness_A) {
  return membranes::lamellae_of(sizes[3], sizes[4], half_thickness_A);
}

/// Whether axes fit each other, and a wall of that half thickness whose inner side has no edges.
auto is_even(const EllipsoidParams& params, double half_thickness_A) {
  return [&params, half_thickness_A](const Sizes& sizes) {
    return eccentricity(axes_of(sizes)) <= params.max_eccentricity &&
           sharpest_bend_A(axes_of(sizes)) > half_thickness_A;
  };
}

/// Whether the innermost bilayer, too, has no edges and is as wide as the smallest vesicle.
auto fits(const EllipsoidParams& params, double half_thickness_A) {
  return [&params, half_thickness_A](const Sizes& sizes) {
    const double depth_A = lamellae_of(sizes, half_thickness_A).depth_A();
    return is_even(params, half_thickness_A + depth_A)(sizes) &&
           std::min({sizes[0], sizes[1], sizes[2]}) - depth_A >= k_smallest_radius_A;
  };
}

template <class P>
void add_axis(Schema<P>& s, const char* key, Distribution P::*axis, const char* help) {
  s.field(key, axis).unit(units::angstrom).range(k_smallest_radius_A, 1e6).help(help);
}

}  // namespace

Schema<EllipsoidParams> Ellipsoid::schema() {
  using P = EllipsoidParams;
  Schema<P> s("Ellipsoidal vesicle with a lipid bilayer of constant thickness.");
  s.details(
      "The layers lie half their distance inside and outside the ellipsoid, along its true normal (paper, "
      "equation 2 put right). Axes are drawn together until their eccentricities are small enough (paper, "
      "equation 12) and the wall is thin enough to follow the sharpest bend.");
  add_axis(s, "axis_x", &P::axis_x_A, "Semi-axis of the surface midway between the two layers, along x.");
  add_axis(s, "axis_y", &P::axis_y_A, "Semi-axis of the surface midway between the two layers, along y.");
  add_axis(s, "axis_z", &P::axis_z_A, "Semi-axis of the surface midway between the two layers, along z.");
  s.field("max_eccentricity", &P::max_eccentricity)
      .range(0, 0.99)
      .help("Greatest numerical eccentricity of a principal section; 0.75 is an axis ratio of 1.5.");
  add_lamella_fields(s);
  s.check("some draws of axis_x, axis_y and axis_z must meet max_eccentricity; none of 2000 did",
          [](const P& p) { return can_be_drawn(sizes_of(p), is_even(p, 0)); });
  s.check(
      "half the wall, layer_distance / 2 + 2 layer_sigma, must be thinner than the sharpest bend's radius, "
      "the "
      "smallest axis squared over the largest, in some draws; in none of 2000 was it",
      [](const P& p) { return can_be_drawn(sizes_of(p), is_even(p, largest_half_thickness_A(p))); });
  s.check(
      "(lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) must be less than the sharpest bend's "
      "radius "
      "by half the wall, and than the smallest axis by 75 A, the smallest vesicle's radius, in some draws; "
      "in "
      "none of 2000 was it",
      [](const P& p) { return can_be_drawn(sizes_of(p), fits(p, largest_half_thickness_A(p))); });
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

std::unique_ptr<Structure> Ellipsoid::draw(Draw& draw) const {
  const ImplicitField::Wall wall = draw_wall(draw, params_);
  const auto sizes = drawn_together(sizes_of(params_), draw.random("axes"), k_tries_to_draw,
                                    fits(params_, wall.half_thickness_A));
  if (!sizes)
    throw DataError("no draw of the axes meets max_eccentricity and leaves room for the wall",
                    "draw the three axes from ranges that lie closer to each other, or fewer lamellae",
                    Code::bad_distribution);
  // a constant, so that the values are recorded
  const Axes axes_A{draw("axis_x", (*sizes)[0]), draw("axis_y", (*sizes)[1]), draw("axis_z", (*sizes)[2])};
  const Lamellae lamellae = lamellae_of(*sizes, wall.half_thickness_A);
  record(draw, lamellae, (*sizes)[4]);
  std::vector<OffsetField<EllipsoidField>> bilayers;
  for (std::size_t i = 0; i < lamellae.count; ++i) {
    const double inset_A = lamellae.inset_A(i);
    bilayers.emplace_back(EllipsoidField(axes_A, wall, voxel_A_, inset_A), inset_A);
  }
  return std::make_unique<Membrane<OffsetField<EllipsoidField>>>(std::move(bilayers));
}

}  // namespace cryocosm::membranes
