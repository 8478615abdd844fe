// Drawing envelopes: sizes that fit together, a pattern of pores, and a membrane around the space between.
#include "envelope.hpp"

#include <cmath>

#include "cryocosm/error.hpp"
#include "drawn_together.hpp"
#include "envelope_field.hpp"
#include "envelope_surface.hpp"
#include "pore_pattern.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

constexpr double k_A2_per_um2 = 1e8;
/// Of the sphere, covered by discs as wide as the pores' least distance. Random sequential addition of discs
/// jams at 0.547 (Feder, J. Theor. Biol. 87, 237 (1980)).
constexpr double k_most_covered = 0.45;

struct Sizes {
  double radius_A, gap_A, pore_diameter_A, pores_per_um2, pore_distance_A;

  explicit Sizes(const std::array<double, 5>& v)
      : radius_A(v[0]), gap_A(v[1]), pore_diameter_A(v[2]), pores_per_um2(v[3]), pore_distance_A(v[4]) {}
  double area_um2() const { return 4 * k_pi * radius_A * radius_A / k_A2_per_um2; }
  double pores() const { return std::round(pores_per_um2 * area_um2()); }
};

std::array<Distribution, 5> sizes_of(const EnvelopeParams& p) {
  return {p.radius_A, p.gap_A, p.pore_diameter_A, p.pores_per_um2, p.pore_distance_A};
}

/// Whether the sheets' edges around two pores, pore_diameter + gap wide, can not meet.
bool keeps_edges_apart(const Sizes& s) { return s.pore_distance_A >= s.pore_diameter_A + s.gap_A; }

/// Whether a sphere is large beside its pores: they are then seen under less than 60 degrees.
bool is_large(const Sizes& s) { return s.radius_A >= s.pore_distance_A && keeps_edges_apart(s); }

/// Whether the pores find room.
bool has_room(const Sizes& s) {
  const double disc_um2 = k_pi / 4 * s.pore_distance_A * s.pore_distance_A / k_A2_per_um2;
  return is_large(s) && s.pores() * disc_um2 <= k_most_covered * s.area_um2();
}

template <class Fits>
auto of_sizes(Fits fits) {
  return [fits](const std::array<double, 5>& values) { return fits(Sizes(values)); };
}

template <class Fits>
auto can_be_drawn(Fits fits) {
  constexpr int k_tries = 2000;
  return [fits](const EnvelopeParams& p) {
    return drawn_together(sizes_of(p), Random(0), k_tries, of_sizes(fits)).has_value();
  };
}

/// One envelope: a chain of a single unit.
class DrawnEnvelope final : public Structure {
 public:
  DrawnEnvelope(EnvelopeField field, const Box& volume) : field_(std::move(field)), volume_(volume) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &field_;
    return unit;
  }
  std::unique_ptr<Surface> surface(std::size_t, const Pose& pose) const override {
    return std::make_unique<EnvelopeSurface>(field_.shell(), pose, field_.wall().half_thickness_A, volume_);
  }

 private:
  EnvelopeField field_;
  Box volume_;
};

ImplicitField::Wall draw_wall(Draw& draw, const EnvelopeParams& params) {
  ImplicitField::Wall wall;
  wall.layer_distance_A = draw("layer_distance", params.layer_distance_A);
  wall.layer_sigma_A = draw("layer_sigma", params.layer_sigma_A);
  wall.density = draw("density", params.density_V);
  wall.half_thickness_A = wall.layer_distance_A / 2 + 2 * wall.layer_sigma_A;  // as membranes have it
  wall.lumen_part = params.label_lumen ? 1 : 0;
  return wall;
}

}  // namespace

Schema<EnvelopeParams> Envelope::schema() {
  using P = EnvelopeParams;
  Schema<P> s("Nuclear envelope: inner and outer membrane, which are one where they fuse at pores.");
  s.details(
      "A shell between two spheres with round pores, whose rims are half tori; all distances are exact. "
      "Pores "
      "are at random places, but not nearer to each other than pore_distance. A nucleus is larger than most "
      "volumes: set clip to true.");
  s.field("radius", &P::radius_A)
      .unit(units::angstrom)
      .range(1000, 1e6)
      .help("Radius of the nucleus, to the middle between the two membranes.");
  s.field("gap", &P::gap_A)
      .unit(units::angstrom)
      .range(100, 2000)
      .help("Distance between the two membranes, from the middle of one to the middle of the other.");
  s.field("pore_diameter", &P::pore_diameter_A)
      .unit(units::angstrom)
      .range(200, 3000)
      .help("Diameter of the pores where they are narrowest, to the middle of the membrane.");
  s.field("pores_per_um2", &P::pores_per_um2)
      .range(0, 60)
      .help("Number of pores for each square micrometre of the sphere in the middle of the envelope.");
  s.field("pore_distance", &P::pore_distance_A)
      .unit(units::angstrom)
      .range(300, 1e5)
      .help("Least distance between the axes of two pores, along the envelope.");
  s.field("layer_distance", &P::layer_distance_A)
      .unit(units::angstrom)
      .range(25, 45)
      .help("Distance between the two layers of each bilayer.");
  s.field("layer_sigma", &P::layer_sigma_A)
      .unit(units::angstrom)
      .range(0.5, 20)
      .help("Standard deviation of each layer's Gaussian profile.");
  s.field("density", &P::density_V)
      .unit(units::volt)
      .range(0, 100)
      .help("Peak of one layer above vitreous ice.");
  s.field("label_lumen", &P::label_lumen)
      .help("Gives the perinuclear space, as far as nothing else takes it, a label of its own.");
  s.check(
      "pore_distance must be pore_diameter + gap or more, at least in some draws, or rims run into each "
      "other; "
      "in none of 2000 was it",
      can_be_drawn(keeps_edges_apart));
  s.check("radius must be pore_distance or more, at least in some draws; in none of 2000 was it",
          can_be_drawn(is_large));
  s.check(
      "pores_per_um2 must leave room for pore_distance: discs that wide may cover 45 % of the envelope; in "
      "none "
      "of 2000 draws did they cover less",
      can_be_drawn(has_room));
  return s.placed_by("nuclear_pore.crossing").drawn_by("nuclear_pore.wall");
}

std::unique_ptr<Structure> Envelope::draw(Draw& draw) const {
  constexpr int k_tries = 100'000;
  const ImplicitField::Wall wall = draw_wall(draw, params_);
  const auto values = drawn_together(sizes_of(params_), draw.random("sizes"), k_tries, of_sizes(has_room));
  if (!values)
    throw DataError("no draw of radius, gap and pores gives a nucleus with room for its pores",
                    "draw pores_per_um2 or pore_distance from lower ranges, or radius from a higher one",
                    Code::bad_distribution);
  // constants, so that the values are recorded
  const double radius_A = draw("radius", (*values)[0]);
  const double gap_A = draw("gap", (*values)[1]);
  const double pore_diameter_A = draw("pore_diameter", (*values)[2]);
  draw("pores_per_um2", (*values)[3]);
  const double pore_distance_A = draw("pore_distance", (*values)[4]);
  const double pores = draw("pores", Sizes(*values).pores());

  auto shell = std::make_shared<Shell>();
  shell->radius_A = radius_A;
  shell->half_gap_A = gap_A / 2;
  shell->edge_angle_rad = Shell::edge_angle(radius_A, gap_A / 2, pore_diameter_A);
  Random random = draw.random("pattern");
  auto axes = pore_pattern(static_cast<std::size_t>(pores), pore_distance_A / radius_A, random);
  if (!axes)
    throw DataError("a hundred patterns of " + number_text(pores) + " pores jammed on a nucleus of " +
                        number_text(radius_A) + " A",
                    "lower pores_per_um2 or pore_distance", Code::bad_distribution);
  shell->axes = std::move(*axes);
  return std::make_unique<DrawnEnvelope>(EnvelopeField(std::move(shell), wall, grid_.voxel_A), bounds(grid_));
}

}  // namespace nuclear_pore
