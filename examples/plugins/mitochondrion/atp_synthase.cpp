// The dimer's balls, and rows of it.
#include "atp_synthase.hpp"

#include <algorithm>
#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

// A scheme, not a model: two rotors in the membrane, two stalks and two heads, 86 degrees apart as in yeast
// (Davies et al., PNAS 109, 13602, 2012). z leads into the matrix, the row runs along y.
constexpr double k_half_angle_rad = 43 * k_pi / 180;
constexpr double k_edge_A = 5;

std::vector<SphereSet::Ball> balls_of_dimer(double density_V) {
  std::vector<SphereSet::Ball> balls;
  for (const double side : {-1.0, 1.0}) {
    const Vec3 foot{side * 45, 0, -10};
    const Vec3 axis{side * std::sin(k_half_angle_rad), 0, std::cos(k_half_angle_rad)};
    balls.push_back({foot, 30, density_V});              // c ring and subunit a
    balls.push_back({foot + 55 * axis, 15, density_V});  // stalks
    balls.push_back({foot + 80 * axis, 15, density_V});
    balls.push_back({foot + 130 * axis, 47, density_V});  // F1
  }
  return balls;
}

class DrawnRow final : public Structure {
 public:
  DrawnRow(const SphereSet& dimer, std::size_t count, std::size_t least, double spacing_A)
      : dimer_(dimer), count_(count), least_(least), spacing_A_(spacing_A) {}

  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index >= count_) return std::nullopt;
    Unit dimer;
    dimer.shape = &dimer_;
    dimer.shared = true;
    dimer.step.nearest_A = dimer.step.farthest_A = spacing_A_;
    dimer.step.bonded = index > 0 ? 1 : 0;
    dimer.anchor = Anchor{};
    return dimer;
  }
  std::size_t min_units() const override { return std::min(least_, count_); }
  bool has_centerline() const override { return count_ > 1; }

 private:
  const SphereSet& dimer_;
  std::size_t count_, least_;
  double spacing_A_;
};

}  // namespace

Schema<AtpSynthaseParams> AtpSynthase::schema() {
  using P = AtpSynthaseParams;
  Schema<P> s("Rows of ATP synthase dimers, as balls.");
  s.details(
      "Dimers sit in rows along the sharply bent ridges of cristae, heads in the matrix (Davies et al., PNAS "
      "108, "
      "14121, 2011). The balls and the spacing are schematic. Place them by mitochondrion.rim_rows.");
  s.field("spacing", &P::spacing_A)
      .unit(units::angstrom)
      .range(100, 500)
      .help("Between the dimers of a row.");
  s.field("dimers", &P::dimers).range(1, 1000).help("In a row at most, rounded to a whole number.");
  s.field("least_dimers", &P::least_dimers).range(1, 1000).help("Rows that come out shorter are taken back.");
  s.field("density", &P::density_V)
      .unit(units::volt)
      .range(0.001, 100)
      .help("Inner potential above that of ice.");
  return s.placed_by("macromolecules.self_avoiding_walk").drawn_by("filaments.spheres");
}

AtpSynthase::AtpSynthase(const AtpSynthaseParams& params)
    : params_(params), dimer_(balls_of_dimer(params.density_V), k_edge_A) {}

std::unique_ptr<Structure> AtpSynthase::draw(Draw& draw) const {
  const double spacing_A = draw("spacing", params_.spacing_A);
  const auto count = static_cast<std::size_t>(std::llround(draw("dimers", params_.dimers)));
  return std::make_unique<DrawnRow>(dimer_, count, static_cast<std::size_t>(params_.least_dimers), spacing_A);
}

}  // namespace mitochondrion
