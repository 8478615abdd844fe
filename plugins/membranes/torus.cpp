// Drawing tori: bilayers around the same circle, whose shapes are distances to tori.
#include "torus.hpp"

#include "bilayer.hpp"
#include "clones.hpp"
#include "drawn_together.hpp"
#include "torus_surface.hpp"

namespace cryocosm::membranes {
namespace {

/// distance_A() for a part of a row; counters that fit 32 bits can be turned into doubles side by side.
CRYOCOSM_MEMBRANES_CLONES void row_distances(const TorusForm& form, Vec3 origin, Vec3 step,
                                             std::int64_t first, int n, float* __restrict out) {
  const TorusForm torus = form;
  const auto start = static_cast<double>(first);
  for (int i = 0; i < n; ++i)
    out[i] = static_cast<float>(distance_A(torus, origin + (start + static_cast<double>(i)) * step));
}

/// Distance to a torus around the origin, its axis along z.
class TorusField final : public ImplicitField {
 public:
  TorusField(const TorusForm& form, const Wall& wall, double voxel_A)
      : form_(form), wall_(wall), reach_A_(bilayer_reach_A(wall, voxel_A)) {}

  // a little more, for what float distances round to the reach
  double radius_A() const override { return (form_.major_A + form_.minor_A) * (1 + 1e-6) + reach_A_; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    constexpr std::size_t k_part = 1 << 20;
    for (std::size_t done = 0; done < n; done += k_part)
      row_distances(form_, origin, step, first + static_cast<std::int64_t>(done),
                    static_cast<int>(std::min(k_part, n - done)), out + done);
  }
  Vec3 gradient(Vec3 p) const override { return nearest_on(form_, p).normal; }
  std::unique_ptr<Surface> surface(const Pose& pose) const {
    return std::make_unique<TorusSurface>(form_, pose, wall_.half_thickness_A);
  }

 private:
  TorusForm form_;
  Wall wall_;
  double reach_A_;
};

using Sizes = std::array<double, 4>;  // major and minor radius, lamellae, gap

std::array<Distribution, 4> sizes_of(const TorusParams& params) {
  return with_lamellae(std::array{params.major_radius_A, params.minor_radius_A}, params);
}

Lamellae lamellae_of(const Sizes& sizes, double half_thickness_A) {
  return membranes::lamellae_of(sizes[2], sizes[3], half_thickness_A);
}

/// Whether the hole is wide enough for half a wall around it, and so the minor radius below the major.
auto has_hole(double half_thickness_A) {
  return [half_thickness_A](const Sizes& sizes) { return sizes[0] >= sizes[1] + half_thickness_A; };
}

/// Whether the innermost bilayer, too, is as wide as the smallest vesicle.
auto fits(double half_thickness_A) {
  return [half_thickness_A](const Sizes& sizes) {
    return has_hole(half_thickness_A)(sizes) &&
           sizes[1] - lamellae_of(sizes, half_thickness_A).depth_A() >= k_smallest_radius_A;
  };
}

}  // namespace

Schema<TorusParams> Torus::schema() {
  using P = TorusParams;
  Schema<P> s("Torus, a closed tube around a hole, with a lipid bilayer.");
  s.details(
      "The layers lie half their distance inside and outside the tube (paper, equation 3 put right). The two "
      "radii are drawn together until the hole is open: the major radius exceeds the minor by half the "
      "wall.");
  s.field("major_radius", &P::major_radius_A)
      .unit(units::angstrom)
      .range(k_smallest_radius_A, 1e6)
      .help("Radius of the circle that the middle of the tube runs along.");
  s.field("minor_radius", &P::minor_radius_A)
      .unit(units::angstrom)
      .range(k_smallest_radius_A, 1e6)
      .help("Radius of the tube, to the surface midway between the two layers.");
  add_lamella_fields(s);
  s.check("minor_radius must not exceed major_radius, at least in some draws; in all of 2000 it did",
          [](const P& p) { return can_be_drawn(sizes_of(p), has_hole(0)); });
  s.check(
      "major_radius must exceed minor_radius by half the wall, layer_distance / 2 + 2 layer_sigma, at least "
      "in "
      "some draws, or the hole closes; in none of 2000 did it",
      [](const P& p) { return can_be_drawn(sizes_of(p), has_hole(largest_half_thickness_A(p))); });
  s.check(
      "minor_radius must exceed (lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) by 75 A, the "
      "smallest vesicle's radius, in some draws with an open hole; in none of 2000 did it",
      [](const P& p) { return can_be_drawn(sizes_of(p), fits(largest_half_thickness_A(p))); });
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

std::unique_ptr<Structure> Torus::draw(Draw& draw) const {
  const ImplicitField::Wall wall = draw_wall(draw, params_);
  const auto sizes =
      drawn_together(sizes_of(params_), draw.random("radii"), k_tries_to_draw, fits(wall.half_thickness_A));
  if (!sizes)
    throw DataError("no draw of the radii leaves the hole of the torus open and room for its bilayers",
                    "draw major_radius from a range that lies above that of minor_radius, or fewer lamellae",
                    Code::bad_distribution);
  // a constant, so that the values are recorded
  TorusForm form;
  form.major_A = draw("major_radius", (*sizes)[0]);
  form.minor_A = draw("minor_radius", (*sizes)[1]);
  const Lamellae lamellae = lamellae_of(*sizes, wall.half_thickness_A);
  record(draw, lamellae, (*sizes)[3]);
  std::vector<TorusField> bilayers;
  for (std::size_t i = 0; i < lamellae.count; ++i)
    bilayers.emplace_back(TorusForm{form.major_A, form.minor_A - lamellae.inset_A(i)}, wall, voxel_A_);
  return std::make_unique<Membrane<TorusField>>(std::move(bilayers));
}

}  // namespace cryocosm::membranes
