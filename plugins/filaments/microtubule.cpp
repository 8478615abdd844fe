// filaments.microtubule: the lattice of tubulin, as rings or as a helix with a seam.
#include "microtubule.hpp"

#include <cmath>

#include "rings.hpp"

namespace cryocosm::filaments {
namespace {

bool is_helical(const MicrotubuleParams& p) { return p.lattice == "helical"; }

/// Height that a protofilament gains on the one before it: `starts` monomers in a full turn.
double stagger_A(const MicrotubuleParams& p) {
  return static_cast<double>(p.starts) * p.spacing_A / static_cast<double>(p.protofilaments);
}

/// One dimer of every protofilament. Neighbours touch alpha to alpha and beta to beta (B lattice) but for the
/// seam between the last and the first, which an odd number of starts shifts by half a dimer.
std::vector<SphereSet::Ball> dimers(const MicrotubuleParams& p) {
  const double middle = (static_cast<double>(p.protofilaments) - 1) / 2;
  std::vector<SphereSet::Ball> balls;
  for (std::int64_t i = 0; i < p.protofilaments; ++i)
    for (const int half : {-1, 1}) {
      const double z_A = stagger_A(p) * (static_cast<double>(i) - middle) + half * p.spacing_A / 2;
      balls.push_back({on_ring(p.ring_radius_A, i, p.protofilaments, z_A), p.ball_radius_A,
                       p.density * (1 + half * p.dimer_contrast)});
    }
  return balls;
}

std::vector<SphereSet::Ball> unit_of(const MicrotubuleParams& p) {
  return is_helical(p) ? dimers(p) : ring(p.ring_radius_A, p.protofilaments, p.ball_radius_A, p.density);
}

UnitStep step_of(const MicrotubuleParams& p) {
  if (!is_helical(p)) return unit_step(p.spacing_A, 0, 2 * p.ball_radius_A);
  const double lattice_A = stagger_A(p) * (static_cast<double>(p.protofilaments) - 1) + p.spacing_A;
  return unit_step(2 * p.spacing_A, 0, lattice_A + 2 * p.ball_radius_A);
}

}  // namespace

MicrotubuleParams::MicrotubuleParams() {
  spacing_A = 40;
  persistence_length_A = 5.2e7;
}

Schema<MicrotubuleParams> Microtubule::schema() {
  Schema<MicrotubuleParams> s("Microtubule: protofilaments of balls around a bent and twisted centerline.");
  s.details(
      "Flexible helical polymer of the paper, equations 6 to 8. The default ring has 250 A outer and 170 A "
      "inner "
      "diameter. A filament grows until it meets something, the border or its length.");
  s.field("protofilaments", &MicrotubuleParams::protofilaments)
      .range(11, 16)
      .help("Number of protofilaments.");
  s.field("lattice", &MicrotubuleParams::lattice)
      .choices({"rings", "helical"})
      .help(
          "Rings stacks flat rings of monomers, one ring a unit; helical staggers the protofilaments and has "
          "units of one tubulin dimer each, two spacings long.");
  s.field("starts", &MicrotubuleParams::starts)
      .range(0, 6)
      .help(
          "With lattice 'helical': monomers that the lattice climbs in a turn. An odd number makes a seam.");
  s.field("dimer_contrast", &MicrotubuleParams::dimer_contrast)
      .range(0, 1)
      .help(
          "With lattice 'helical': how much denser than their mean the beta and thinner the alpha subunits "
          "are, "
          "which makes the dimer's repeat visible.");
  s.field("ring_radius", &MicrotubuleParams::ring_radius_A)
      .unit(units::angstrom)
      .range(20, 1000)
      .help("Distance of the balls' centres from the axis.");
  s.field("ball_radius", &MicrotubuleParams::ball_radius_A)
      .unit(units::angstrom)
      .range(5, 200)
      .help("Radius of each ball.");
  s.field("density", &MicrotubuleParams::density)
      .unit(units::volt)
      .range(0, 100)
      .help("Density inside the balls above vitreous ice.");
  add_spacing_field(s);
  add_centerline_fields(s);
  s.check("protofilaments must not overlap: 2 ball_radius <= 2 pi ring_radius / protofilaments",
          [](const MicrotubuleParams& p) {
            return p.ball_radius_A * static_cast<double>(p.protofilaments) <= k_pi * p.ring_radius_A;
          });
  add_spacing_check(s);
  add_length_check(s);
  s.placed_by("filaments.helix").drawn_by("filaments.spheres");
  return s;
}

Microtubule::Microtubule(const MicrotubuleParams& params, BuildContext& build)
    : params_(params), unit_(unit_of(params), edge_A(build.grid())), step_(step_of(params)) {}

std::unique_ptr<Structure> Microtubule::draw(Draw& draw) const {
  return draw_filament(params_, step_, unit_, draw);
}

}  // namespace cryocosm::filaments
