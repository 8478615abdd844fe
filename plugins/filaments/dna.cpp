// filaments.dna: double-stranded DNA, a rod of balls along a worm-like chain.
#include "dna.hpp"

#include "rings.hpp"

namespace cryocosm::filaments {

DnaParams::DnaParams() {
  spacing_A = 17;
  persistence_length_A = 500;
}

Schema<DnaParams> Dna::schema() {
  Schema<DnaParams> s("Double-stranded DNA: a rod of balls along a worm-like chain.");
  s.details(
      "20 A wide, with a persistence length of 50 nm; a unit is five base pairs, half a turn of B-DNA. The "
      "strands are not resolved: use filaments.repeat with a model of your own for that.");
  s.field("ball_radius", &DnaParams::ball_radius_A)
      .unit(units::angstrom)
      .range(5, 200)
      .help("Half the width of the rod.");
  s.field("density", &DnaParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Density inside the balls above vitreous ice.");
  add_spacing_field(s);
  add_centerline_fields(s);
  add_spacing_check(s);
  add_length_check(s);
  s.placed_by("filaments.worm_like_chain").drawn_by("filaments.spheres");
  return s;
}

Dna::Dna(const DnaParams& params, BuildContext& build)
    : params_(params),
      ball_({{{0, 0, 0}, params.ball_radius_A, params.density}}, edge_A(build.grid())),
      step_(unit_step(params.spacing_A, 0, 2 * params.ball_radius_A)) {}

std::unique_ptr<Structure> Dna::draw(Draw& draw) const { return draw_filament(params_, step_, ball_, draw); }

}  // namespace cryocosm::filaments
