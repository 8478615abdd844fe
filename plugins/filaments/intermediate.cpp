// filaments.intermediate: intermediate filaments, a ring of protofibrils along a worm-like chain.
#include "intermediate.hpp"

#include "rings.hpp"

namespace cryocosm::filaments {

IntermediateParams::IntermediateParams() {
  spacing_A = 40;
  persistence_length_A = 1e4;
  turn_A = 1000;
}

Schema<IntermediateParams> Intermediate::schema() {
  Schema<IntermediateParams> s("Intermediate filament: twisted protofibrils along a flexible centerline.");
  s.details(
      "100 A wide, and flexible: the persistence length is of the order of a micrometre. The turn of the "
      "protofibrils is a model's, not a measured one.");
  s.field("protofibrils", &IntermediateParams::protofibrils)
      .range(1, 16)
      .help("Number of protofibrils around the axis.");
  s.field("ring_radius", &IntermediateParams::ring_radius_A)
      .unit(units::angstrom)
      .range(1, 500)
      .help("Distance of the protofibrils from the axis.");
  s.field("ball_radius", &IntermediateParams::ball_radius_A)
      .unit(units::angstrom)
      .range(5, 200)
      .help("Radius of the balls that make up a protofibril.");
  s.field("density", &IntermediateParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Density inside the balls above vitreous ice.");
  add_spacing_field(s);
  add_centerline_fields(s);
  add_turn_field(s);
  s.check("protofibrils must not overlap: 2 ball_radius <= 2 pi ring_radius / protofibrils",
          [](const IntermediateParams& p) {
            return p.protofibrils == 1 ||
                   p.ball_radius_A * static_cast<double>(p.protofibrils) <= k_pi * p.ring_radius_A;
          });
  add_spacing_check(s);
  add_length_check(s);
  s.placed_by("filaments.worm_like_chain").drawn_by("filaments.spheres");
  return s;
}

Intermediate::Intermediate(const IntermediateParams& params, BuildContext& build)
    : params_(params),
      ring_(ring(params.ring_radius_A, params.protofibrils, params.ball_radius_A, params.density),
            edge_A(build.grid())),
      step_(unit_step(params.spacing_A, twist_of(params), 2 * params.ball_radius_A)) {}

std::unique_ptr<Structure> Intermediate::draw(Draw& draw) const {
  return draw_filament(params_, step_, ring_, draw);
}

}  // namespace cryocosm::filaments
