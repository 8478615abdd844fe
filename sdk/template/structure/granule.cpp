// Granules: a core ball with smaller balls, the knobs, half sunk into it.
#include "granule.hpp"

#include <utility>
#include <vector>

namespace @NAME@ {
namespace {

using namespace cryocosm;

constexpr double k_core = 0.8;     // radius of the core, relative to the granule's
constexpr double k_knob = 0.35;    // radius of a knob; its centre lies where it just reaches the outline
constexpr double k_edge_A = 5;     // half width of the density's edge
constexpr double k_density = 2.5;  // inner potential above that of ice, V

/// One drawn granule: a chain of a single unit.
class DrawnGranule final : public Structure {
 public:
  explicit DrawnGranule(std::vector<SphereSet::Ball> balls) : shape_(std::move(balls), k_edge_A) {}

  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit granule;
    granule.shape = &shape_;
    return granule;
  }

 private:
  SphereSet shape_;
};

}  // namespace

Schema<GranuleParams> Granule::schema() {
  Schema<GranuleParams> s("Dense solid granule with a knobbly outline.");
  s.field("radius", &GranuleParams::radius_A)
      .unit(units::angstrom)
      .range(20, 5000)
      .help("Radius of the smallest ball that holds the granule.");
  s.field("knobs", &GranuleParams::knobs).range(0, 100).help("Number of knobs; none makes a smooth ball.");
  return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
}

std::unique_ptr<Structure> Granule::draw(Draw& draw) const {
  const double radius_A = draw("radius", params_.radius_A);
  std::vector<SphereSet::Ball> balls;
  balls.push_back({{}, params_.knobs == 0 ? radius_A : k_core * radius_A, k_density});

  Random random = draw.random("knobs");
  for (std::int64_t i = 0; i < params_.knobs; ++i)
    balls.push_back({(1 - k_knob) * radius_A * random_direction(random), k_knob * radius_A, k_density});
  return std::make_unique<DrawnGranule>(std::move(balls));
}

}  // namespace @NAME@
