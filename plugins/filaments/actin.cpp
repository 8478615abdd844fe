// filaments.actin: pairs of balls that turn about the centerline.
#include "actin.hpp"

#include "rings.hpp"

namespace cryocosm::filaments {

ActinParams::ActinParams() {
  spacing_A = 60;
  persistence_length_A = Distribution::exponential(1.77e5, 2e5);
  elevation = Distribution::uniform(0.2, 1);
  turn_A = 750;
}

Schema<ActinParams> Actin::schema() {
  Schema<ActinParams> s("Actin-like filament: pairs of balls that turn about a bent centerline.");
  s.details(
      "The paper's averaged actin filament (II-A.2): a pair repeats after half a turn, 375 A, which is the "
      "crossover of the two strands. The least persistence length is that of Nagashima & Asakura, J. Mol. "
      "Biol. "
      "136, 169 (1980).");
  s.field("ball_radius", &ActinParams::ball_radius_A)
      .unit(units::angstrom)
      .range(5, 200)
      .help("Radius of each ball.");
  s.field("separation", &ActinParams::separation_A)
      .unit(units::angstrom)
      .range(0, 400)
      .help("Distance between the centres of a pair.");
  s.field("density", &ActinParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Density inside the balls above vitreous ice.");
  add_spacing_field(s);
  add_centerline_fields(s);
  add_turn_field(s);
  s.check("the balls of a pair must not overlap: separation >= 2 ball_radius",
          [](const ActinParams& p) { return p.separation_A >= 2 * p.ball_radius_A; });
  add_spacing_check(s);
  add_length_check(s);
  s.placed_by("filaments.helix").drawn_by("filaments.spheres");
  return s;
}

Actin::Actin(const ActinParams& params, BuildContext& build)
    : params_(params),
      pair_(ring(params.separation_A / 2, 2, params.ball_radius_A, params.density), edge_A(build.grid())),
      step_(unit_step(params.spacing_A, twist_of(params), 2 * params.ball_radius_A)) {}

std::unique_ptr<Structure> Actin::draw(Draw& draw) const {
  return draw_filament(params_, step_, pair_, draw);
}

}  // namespace cryocosm::filaments
