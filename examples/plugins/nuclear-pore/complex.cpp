// Complexes: the spoke, turned about the axis again and again.
#include "complex.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

constexpr double k_edge_A = 8;  // half width of the balls' edge

/// One complex: a chain of a single unit, held by the middle of its pore.
class DrawnComplex final : public Structure {
 public:
  explicit DrawnComplex(std::vector<SphereSet::Ball> balls) : shape_(std::move(balls), k_edge_A) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit complex;
    complex.shape = &shape_;
    complex.anchor = Anchor{};  // the origin, z towards the cytoplasm
    return complex;
  }

 private:
  SphereSet shape_;
};

}  // namespace

std::vector<SphereSet::Ball> around_axis(const std::vector<SphereSet::Ball>& spoke, int symmetry) {
  std::vector<SphereSet::Ball> balls;
  for (int i = 0; i < symmetry; ++i) {
    const Quaternion turn = rotation_about({0, 0, 1}, 2 * k_pi * i / symmetry);
    for (SphereSet::Ball ball : spoke) {
      ball.centre_A = rotate(turn, ball.centre_A);
      balls.push_back(ball);
    }
  }
  return balls;
}

Schema<ComplexParams> Complex::schema() {
  using P = ComplexParams;
  Schema<P> s("Nuclear pore complex: rings, basket and filaments of eight equal spokes, as balls.");
  s.details(
      "A schematic model. The order of its parts is that of the complex (von Appen et al., Nature 526, 140 "
      "(2015)); sizes and places of the balls are chosen.");
  s.field("symmetry", &P::symmetry)
      .range(3, 16)
      .help("Number of spokes around the axis; complexes of other than eight are rare.");
  s.field("ring_diameter", &P::ring_diameter_A)
      .unit(units::angstrom)
      .range(900, 3000)
      .help("Outer diameter of the rings on the two faces of the envelope.");
  s.field("ring_distance", &P::ring_distance_A)
      .unit(units::angstrom)
      .range(300, 3000)
      .help("Distance between the middles of these rings, so that the rim of the pore fits between them.");
  s.field("channel_diameter", &P::channel_diameter_A)
      .unit(units::angstrom)
      .range(100, 2000)
      .help("Diameter of the central channel.");
  s.field("pore_diameter", &P::pore_diameter_A)
      .unit(units::angstrom)
      .range(600, 3000)
      .help("Diameter of the pore that the complex is made for; its anchors bridge 4 nm more or less.");
  s.field("filament_length", &P::filament_length_A)
      .unit(units::angstrom)
      .range(100, 2000)
      .help("Length of the filaments on the cytoplasmic ring.");
  s.field("basket_length", &P::basket_length_A)
      .unit(units::angstrom)
      .range(100, 2000)
      .help("Length of the nuclear basket, along the axis.");
  s.field("density", &P::density_V)
      .unit(units::volt)
      .range(0, 100)
      .help("Inner potential above that of ice; that of filaments and basket is 0.6 of it.");
  return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
}

std::unique_ptr<Structure> Complex::draw(Draw& draw) const {
  ComplexForm form;
  form.ring_diameter_A = draw("ring_diameter", params_.ring_diameter_A);
  form.ring_distance_A = draw("ring_distance", params_.ring_distance_A);
  form.channel_diameter_A = draw("channel_diameter", params_.channel_diameter_A);
  form.pore_diameter_A = draw("pore_diameter", params_.pore_diameter_A);
  form.filament_length_A = draw("filament_length", params_.filament_length_A);
  form.basket_length_A = draw("basket_length", params_.basket_length_A);
  form.density_V = draw("density", params_.density_V);
  const int symmetry = static_cast<int>(params_.symmetry);
  return std::make_unique<DrawnComplex>(around_axis(spoke(form, symmetry), symmetry));
}

}  // namespace nuclear_pore
