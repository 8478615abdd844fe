// filaments.chromatin: nucleosomes on a string of linker DNA.
#include "chromatin.hpp"

#include <algorithm>
#include <cmath>

#include "rings.hpp"

namespace cryocosm::filaments {
namespace {

/// A disc on edge, its axis along x: the core of histones, and two turns of DNA around it.
std::vector<SphereSet::Ball> nucleosome(const ChromatinParams& p) {
  const double dna_A = p.linker_radius_A;
  const double turn_A = p.width_A / 2 - dna_A, half_pitch_A = p.height_A / 2 - dna_A;
  const auto in_turn = static_cast<std::int64_t>(k_pi / std::asin(dna_A / turn_A));
  const double core_A = std::min(p.height_A / 2, std::hypot(turn_A, half_pitch_A) - dna_A);
  std::vector<SphereSet::Ball> balls{{{0, 0, 0}, core_A, p.density}};
  for (std::int64_t i = 0; i < in_turn; ++i)
    for (const int side : {-1, 1}) {
      const Vec3 q = on_ring(turn_A, i, in_turn);
      balls.push_back({{side * half_pitch_A, q.x, q.y}, dna_A, p.density});
    }
  return balls;
}

/// Half a linker on either side, so that a chain has no gaps.
std::vector<SphereSet::Ball> with_linkers(std::vector<SphereSet::Ball> balls, const ChromatinParams& p) {
  const double near_A = p.width_A / 2 + p.linker_radius_A, far_A = p.spacing_A / 2;
  for (double z_A = near_A; z_A < far_A; z_A += 2 * p.linker_radius_A)
    for (const int side : {-1, 1}) balls.push_back({{0, 0, side * z_A}, p.linker_radius_A, p.density});
  return balls;
}

}  // namespace

ChromatinParams::ChromatinParams() {
  spacing_A = 220;
  persistence_length_A = 300;
  turn_A = 550;
  min_units = 5;
}

Schema<ChromatinParams> Chromatin::schema() {
  Schema<ChromatinParams> s("Chromatin fibre: nucleosomes on a string of linker DNA.");
  s.details(
      "Beads on a string: discs of 110 by 55 A, one for each 220 A of a worm-like chain. Their turn per unit "
      "and "
      "the persistence length are those of a model; a fibre folded to a known lattice is made with "
      "filaments.repeat.");
  s.field("width", &ChromatinParams::width_A)
      .unit(units::angstrom)
      .range(20, 500)
      .help("Diameter of a nucleosome's disc.");
  s.field("height", &ChromatinParams::height_A)
      .unit(units::angstrom)
      .range(10, 500)
      .help("Thickness of the disc.");
  s.field("linker_radius", &ChromatinParams::linker_radius_A)
      .unit(units::angstrom)
      .range(2, 100)
      .help("Half the width of the DNA between nucleosomes.");
  s.field("density", &ChromatinParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Density inside the balls above vitreous ice.");
  add_spacing_field(s);
  add_centerline_fields(s);
  add_turn_field(s);
  s.check("two turns of DNA must fit on the disc: 4 linker_radius <= height <= width",
          [](const ChromatinParams& p) {
            return 4 * p.linker_radius_A <= p.height_A && p.height_A <= p.width_A;
          });
  s.check("nucleosomes must not overlap: spacing >= width",
          [](const ChromatinParams& p) { return p.spacing_A >= p.width_A; });
  add_length_check(s);
  s.placed_by("filaments.worm_like_chain").drawn_by("filaments.spheres");
  return s;
}

Chromatin::Chromatin(const ChromatinParams& params, BuildContext& build)
    : params_(params),
      nucleosome_(with_linkers(nucleosome(params), params), edge_A(build.grid())),
      step_(unit_step(params.spacing_A, twist_of(params), params.spacing_A + 2 * params.linker_radius_A)) {}

std::unique_ptr<Structure> Chromatin::draw(Draw& draw) const {
  return draw_filament(params_, step_, nucleosome_, draw);
}

}  // namespace cryocosm::filaments
