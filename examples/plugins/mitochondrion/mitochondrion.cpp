// Drawing a mitochondrion: two units with one pose.
#include "mitochondrion.hpp"

#include "draw_cristae.hpp"
#include "membrane_field.hpp"
#include "membrane_surface.hpp"

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_layer_sigma_A =
    5.5;  // of each leaflet; half of the layers' distance and two of these are excluded
constexpr std::uint8_t k_intermembrane_space = 1, k_matrix = 2;  // parts

/// The outer membrane, then the inner one. Cristae are drawn when the inner one is asked for: most places are
/// refused for the outer one.
class DrawnMitochondrion final : public Structure {
 public:
  DrawnMitochondrion(const BentCapsule& capsule, double gap_A, const CristaPlan& plan,
                     const ImplicitField::Wall& wall, const Random& random)
      : capsule_(capsule), gap_A_(gap_A), plan_(plan), wall_(wall), random_(random) {}

  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 1) return std::nullopt;
    membranes_[index] = index == 0 ? outer_membrane() : inner_membrane();
    Unit unit;
    unit.shape = membranes_[index].get();
    unit.class_index = static_cast<std::uint32_t>(index);
    unit.step.bonded = static_cast<std::int32_t>(index);
    return unit;
  }
  std::size_t min_units() const override { return 2; }

  std::unique_ptr<Surface> surface(std::size_t index, const Pose& pose) const override {
    if (index == 0) return nullptr;  // inside of a mitochondrion is the matrix
    return std::make_unique<MembraneSurface>(membranes_[1]->compartment(), pose, wall_.half_thickness_A);
  }

 private:
  std::unique_ptr<MembraneField> outer_membrane() const {
    ImplicitField::Wall wall = wall_;
    wall.lumen_part = k_intermembrane_space;  // the inner membrane's label replaces it in the matrix
    return std::make_unique<MembraneField>(std::make_shared<Compartment>(Compartment{capsule_, 0, {}}), wall);
  }

  std::unique_ptr<MembraneField> inner_membrane() const {
    Compartment matrix{capsule_, gap_A_, {}};
    matrix.cristae = draw_cristae(matrix, plan_, random_);
    ImplicitField::Wall wall = wall_;
    wall.lumen_part = k_matrix;
    return std::make_unique<MembraneField>(std::make_shared<Compartment>(std::move(matrix)), wall);
  }

  BentCapsule capsule_;
  double gap_A_;
  CristaPlan plan_;
  ImplicitField::Wall wall_;
  Random random_;
  std::unique_ptr<MembraneField> membranes_[2];
};

}  // namespace

Schema<MitochondrionParams> Mitochondrion::schema() {
  using P = MitochondrionParams;
  Schema<P> s("Mitochondrion: outer and inner membrane, lamellar and tubular cristae, matrix.");
  s.details(
      "A bent capsule with gentle waves. Cristae open into the space between the membranes through narrow "
      "junctions "
      "(Frey and Mannella, Trends Biochem. Sci. 25, 319, 2000); the inner membrane is one closed surface, "
      "and "
      "inside of it is the matrix. Sizes are choices of this plugin.");
  const auto length = [&s](const char* key, Distribution P::*member, double low, double high,
                           const char* help) {
    s.field(key, member).unit(units::angstrom).range(low, high).help(help);
  };
  length("radius", &P::radius_A, 900, 5000, "Radius of the outer membrane, across the axis.");
  length("length", &P::length_A, 100, 20000, "Length of the axis; half a ball lies beyond either end.");
  s.field("bend", &P::bend_deg).unit(units::degree).range(0, 90).help("Angle between the ends of the axis.");
  length("gap", &P::gap_A, 100, 250, "Between the membranes.");
  length("crista_spacing", &P::crista_spacing_A, 380, 5000, "Between cristae along the axis, on average.");
  length("crista_thickness", &P::crista_thickness_A, 160, 260, "Of sacs and tubes.");
  length("junction_width", &P::junction_width_A, 260, 400,
         "Of a crista junction, along the edge of its sac.");
  s.field("lamellar_fraction", &P::lamellar_fraction)
      .unit(units::fraction)
      .range(0, 1)
      .help("Which part of the places along the axis has a flat sac; the others have tubes.");
  length("layer_distance", &P::layer_distance_A, 25, 45, "Between the two layers of each bilayer.");
  s.field("density", &P::density_V)
      .unit(units::volt)
      .range(0, 100)
      .help("Peak of one layer above vitreous ice.");
  s.check("crista_spacing must be at least the largest crista_thickness and 120 A",
          [](const P& p) { return p.crista_spacing_A.smallest() >= p.crista_thickness_A.largest() + 120; });
  return s.placed_by("mitochondrion.in_section").drawn_by("membranes.bilayer");
}

std::unique_ptr<Structure> Mitochondrion::draw(Draw& draw) const {
  BentCapsule capsule;
  capsule.radius_A = draw("radius", params_.radius_A);
  capsule.length_A = draw("length", params_.length_A);
  capsule.bend_rad = draw("bend", params_.bend_deg) * k_pi / 180;
  Random waves = draw.random("waves");
  capsule.waves = random_waves(0.05 * capsule.radius_A, capsule.radius_A, waves);

  CristaPlan plan;
  plan.spacing_A = draw("crista_spacing", params_.crista_spacing_A);
  plan.thickness_A = draw("crista_thickness", params_.crista_thickness_A);
  plan.junction_A = draw("junction_width", params_.junction_width_A);
  plan.lamellar_fraction = draw("lamellar_fraction", params_.lamellar_fraction);

  ImplicitField::Wall wall;
  wall.layer_distance_A = draw("layer_distance", params_.layer_distance_A);
  wall.layer_sigma_A = k_layer_sigma_A;
  wall.density = draw("density", params_.density_V);
  wall.half_thickness_A = wall.layer_distance_A / 2 + 2 * k_layer_sigma_A;
  const double gap_A = draw("gap", params_.gap_A);
  return std::make_unique<DrawnMitochondrion>(capsule, gap_A, plan, wall, draw.random("cristae"));
}

}  // namespace mitochondrion
