// The ring of protofilaments, and filaments with drawn length and bending.
#include "microtubule.hpp"

#include <cmath>

namespace cryocosm::filaments {
namespace {

std::vector<SphereSet::Ball> ring(const MicrotubuleParams& p) {
  std::vector<SphereSet::Ball> balls;
  for (std::int64_t i = 0; i < p.protofilaments; ++i) {
    const double phi = 2 * k_pi * static_cast<double>(i) / static_cast<double>(p.protofilaments);
    balls.push_back(
        {{p.ring_radius_A * std::cos(phi), p.ring_radius_A * std::sin(phi), 0}, p.ball_radius_A, p.density});
  }
  return balls;
}

class Filament final : public Structure {
 public:
  Filament(const SphereSet& ring, const Step& step, std::size_t units, std::size_t min_units)
      : ring_(ring), step_(step), units_(units), min_units_(min_units) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index >= units_) return std::nullopt;
    Unit unit;
    unit.shape = &ring_;
    unit.shared = true;
    unit.step = step_;
    return unit;
  }
  std::size_t min_units() const override { return min_units_; }
  bool has_centerline() const override { return true; }

 private:
  const SphereSet& ring_;
  Step step_;
  std::size_t units_;
  std::size_t min_units_;
};

}  // namespace

Bending bending_of(double persistence_length_A, double spacing_A, double elevation) {
  const double q = std::acos(std::exp(-spacing_A / persistence_length_A)) / spacing_A;
  const double scale = 1 + elevation * elevation;
  return {q / scale, elevation * q / scale};
}

Schema<MicrotubuleParams> Microtubule::schema() {
  Schema<MicrotubuleParams> s("Microtubule: rings of balls stacked along a bent and twisted centerline.");
  s.details(
      "Flexible helical polymer of the paper, equations 6 to 8. The default ring has 250 A outer and 170 A "
      "inner "
      "diameter. A filament grows until it meets something, the border or its length.");
  s.field("protofilaments", &MicrotubuleParams::protofilaments)
      .range(11, 16)
      .help("Number of balls in a ring.");
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
  s.field("spacing", &MicrotubuleParams::spacing_A)
      .unit(units::angstrom)
      .range(5, 1000)
      .help("Distance between two rings along the centerline, d_M in the paper.");
  s.field("persistence_length", &MicrotubuleParams::persistence_length_A)
      .unit(units::angstrom)
      .range(100, 1e12)
      .help("Persistence length, p in the paper: the larger, the straighter.");
  s.field("elevation", &MicrotubuleParams::elevation)
      .range(0, 1)
      .help("Slope of the centerline's helix over its radius, h_z in the paper: 0 bends in a plane.");
  s.field("length", &MicrotubuleParams::length_A)
      .unit(units::angstrom)
      .range(1, 1e8)
      .help("Greatest length along the centerline.");
  s.field("min_units", &MicrotubuleParams::min_units)
      .range(1, 1e6)
      .help("A filament that stops with fewer rings is taken back.");
  s.check("protofilaments must not overlap: 2 ball_radius <= 2 pi ring_radius / protofilaments",
          [](const MicrotubuleParams& p) {
            return p.ball_radius_A * static_cast<double>(p.protofilaments) <= k_pi * p.ring_radius_A;
          });
  s.placed_by("filaments.helix").drawn_by("filaments.spheres");
  return s;
}

Microtubule::Microtubule(const MicrotubuleParams& params, BuildContext& build)
    : params_(params),
      // an edge as wide as a voxel keeps the balls free of steps without blurring the protofilaments further
      ring_(ring(params), build.grid().voxel_A / 2) {}

std::unique_ptr<Structure> Microtubule::draw(Draw& draw) const {
  const Bending bending = bending_of(draw("persistence_length", params_.persistence_length_A),
                                     params_.spacing_A, draw("elevation", params_.elevation));
  Step step;
  step.nearest_A = step.farthest_A = params_.spacing_A;
  step.curvature_per_A = bending.curvature_per_A;
  step.torsion_per_A = bending.torsion_per_A;
  // rings closer than a ball's diameter, voxel rounding included, may touch the rings before them
  step.bonded = static_cast<std::int32_t>(std::ceil(2.5 * params_.ball_radius_A / params_.spacing_A));
  const double length_A = draw("length", params_.length_A);
  const auto units = 1 + static_cast<std::size_t>(length_A / params_.spacing_A);
  return std::make_unique<Filament>(ring_, step, units, static_cast<std::size_t>(params_.min_units));
}

}  // namespace cryocosm::filaments
