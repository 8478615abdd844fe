// Presets, checks, and the making of the membrane when it is first needed.
#include "curvature.hpp"

#include <cmath>

#include "bilayer.hpp"
#include "curvature_field.hpp"

namespace cryocosm::membranes {
namespace {

struct Preset {
  const char* name;
  CurvatureEnergy energy;   ///< lengths in units of the radius
  double mass, wavelength;  ///< the latter in radii
};

// Of least energy are: cylinders, planes, saddles of k1 = -k2, tubes with waists and forks, spheres.
constexpr Preset k_presets[] = {{"tubes", {1, 2, 6, -2, -2, 1}, -0.6, 3.5},
                                {"sheets", {1, 1, 1, 0, 0, 0}, -0.4, 4},
                                {"sponge", {1, 0, 1, -2, 2, 2}, 0, 3},
                                {"network", {1, 0, 1, -2, 0.6, 1.09}, -0.4, 3.2},
                                {"spheres", {1, 0, 1, -2, -2, 2}, -0.7, 3}};
constexpr double k_mass = -0.4, k_wavelength = 3.5;  // of energies that users write themselves

const Preset* preset_of(const std::string& shape) {
  for (const Preset& preset : k_presets)
    if (shape == preset.name) return &preset;
  return nullptr;
}

double value_or(double value, double fallback) { return std::isnan(value) ? fallback : value; }

bool any_set(std::initializer_list<double> values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value); });
}
bool sets_polynomial(const CurvatureParams& p) { return any_set({p.a20, p.a11, p.a02, p.b10, p.b01, p.c}); }
bool sets_helfrich(const CurvatureParams& p) { return any_set({p.bending, p.gaussian, p.spontaneous}); }

/// Radii of curvature below two thirds of the radius are not resolved.
constexpr double k_sharpest = 1.5;

bool is_resolved(const CurvatureParams& p) {
  const CurvatureEnergy energy = energy_of(p);
  if (!is_bounded_below(energy)) return true;  // another rule says so
  const Curvatures k = preferred(energy);
  return std::max(std::abs(k.greater_per_A), std::abs(k.smaller_per_A)) <= k_sharpest * (1 + 1e-9);
}

void add_coefficients(Schema<CurvatureParams>& s) {
  using P = CurvatureParams;
  const auto coefficient = [&s](const char* key, double P::*member, const char* help) {
    s.field(key, member).range(-1e6, 1e6).optional().help(help);
  };
  coefficient("a20", &P::a20, "Polynomial: coefficient of k1^2, the greater curvature; 1 when not given.");
  coefficient("a11", &P::a11, "Polynomial: coefficient of k1 k2; 0 when not given.");
  coefficient("a02", &P::a02, "Polynomial: coefficient of k2^2; 1 when not given.");
  coefficient("b10", &P::b10, "Polynomial: coefficient of k1, in 1/radius; 0 when not given.");
  coefficient("b01", &P::b01, "Polynomial: coefficient of k2, in 1/radius; 0 when not given.");
  coefficient("c", &P::c, "Polynomial: the constant, in 1/radius^2; 0 when not given.");
  coefficient("bending", &P::bending, "Helfrich: bending rigidity; 1 when not given.");
  coefficient("gaussian", &P::gaussian, "Helfrich: modulus of the Gaussian curvature; 0 when not given.");
  coefficient("spontaneous", &P::spontaneous, "Helfrich: preferred k1 + k2, in 1/radius; 0 when not given.");
}

std::string summary(const Texture& texture, const GridForm& form, double radius_A) {
  const BendStatistics bends = bend_statistics(form.surface);
  const auto relative = [radius_A](double mean, double deviation) {
    return number_text(std::round(1000 * mean * radius_A) / 1000) + " +- " +
           number_text(std::round(1000 * deviation * radius_A) / 1000);
  };
  const Index3 n = texture.lattice.size;
  return "membranes.curvature: lattice " + std::to_string(n.x) + " x " + std::to_string(n.y) + " x " +
         std::to_string(n.z) + ", energy " + number_text(std::round(texture.coarse_energies.front())) +
         " to " + number_text(std::round(texture.fine_energies.back())) + ", area " +
         number_text(std::round(form.surface.area_A2 / 100)) + " nm2, curvatures times radius " +
         relative(bends.greater_per_A, bends.greater_deviation_per_A) + " and " +
         relative(bends.smaller_per_A, bends.smaller_deviation_per_A);
}

}  // namespace

CurvatureEnergy energy_of(const CurvatureParams& p) {
  if (const Preset* const preset = preset_of(p.shape)) return preset->energy;
  if (p.shape == "helfrich")
    return helfrich(value_or(p.bending, 1), value_or(p.gaussian, 0), value_or(p.spontaneous, 0));
  return {value_or(p.a20, 1), value_or(p.a11, 0), value_or(p.a02, 1),
          value_or(p.b10, 0), value_or(p.b01, 0), value_or(p.c, 0)};
}

Schema<CurvatureParams> Curvature::schema() {
  using P = CurvatureParams;
  Schema<P> s("Membranes of any topology that fill the volume: tubes, sheets, sponges, networks.");
  s.details(
      "Surfaces that lower an energy of their principal curvatures, from a random start (A. Song, J. Math. "
      "Imaging "
      "Vis. 64, 2022), by a descent of a phase field, coarse to fine. Lengths scale with the radius, "
      "whatever the "
      "voxel size. One membrane, computed when it is first needed.");
  s.field("shape", &P::shape)
      .choices({"tubes", "sheets", "sponge", "network", "spheres", "polynomial", "helfrich"})
      .help("What the energy prefers, or how its coefficients are given.");
  s.field("radius", &P::radius_A)
      .unit(units::angstrom)
      .range(k_smallest_radius_A, 1e5)
      .required()
      .help("Preferred radius of curvature, of tubes and spheres their radius; the scale of the shapes.");
  s.field("mass", &P::mass)
      .range(-0.98, 0.98)
      .optional()
      .help("Mean of the phase field: (1 + mass) / 2 of the volume is inside. By the shape when not given.");
  s.field("wavelength", &P::wavelength_A)
      .unit(units::angstrom)
      .range(k_smallest_radius_A, 1e6)
      .optional()
      .help("Distance between structures of the random start; 3 to 4 radii, by the shape, when not given.");
  s.field("edges", &P::edges)
      .choices({"mirror", "periodic"})
      .help(
          "How the membrane meets the faces of the volume: at right angles, or so that copies fit together.");
  add_coefficients(s);
  add_bilayer_fields(s);
  s.check("the coefficients a20, a11, a02, b10, b01 and c are for shape polynomial",
          [](const P& p) { return p.shape == "polynomial" || !sets_polynomial(p); });
  s.check("bending, gaussian and spontaneous are for shape helfrich",
          [](const P& p) { return p.shape == "helfrich" || !sets_helfrich(p); });
  s.check(
      "the energy is not bounded below: a20 and a02 must not be negative, nor a11^2 greater than 4 a20 a02, "
      "nor may "
      "the linear part fall where the quadratic part is zero; for helfrich, bending must be positive and "
      "gaussian "
      "between -2 bending and 0",
      [](const P& p) { return is_bounded_below(energy_of(p)); });
  s.check("the preferred curvatures must not exceed 1.5 / radius: choose the radius by the sharpest bends",
          is_resolved);
  s.placed_by("membranes.whole").drawn_by("membranes.bilayer");
  return s;
}

Curvature::Curvature(const CurvatureParams& params, BuildContext& build)
    : MembraneGenerator(params), params_(params), grid_(build.grid()), services_(build) {}

void Curvature::require_fit() const {
  const Vec3 size = problem(1).size_A;
  if (params_.radius_A.largest() > std::min({size.x, size.y, size.z}))
    throw DataError("the radius, up to " + number_text(params_.radius_A.largest()) +
                        " A, exceeds the volume's smallest side, " +
                        number_text(std::min({size.x, size.y, size.z})) + " A",
                    "choose a smaller radius or a larger volume", Code::out_of_range);
  constexpr double k_most = 5e8;  // points, of 12 bytes each
  const Index3 n = finest_lattice(problem(std::max(params_.radius_A.smallest(), k_smallest_radius_A))).size;
  const double points = static_cast<double>(n.x) * static_cast<double>(n.y) * static_cast<double>(n.z);
  if (points > k_most)
    throw DataError("shapes of this radius need a lattice of " + std::to_string(n.x) + " x " +
                        std::to_string(n.y) + " x " + std::to_string(n.z) + " points in this volume",
                    "choose a greater radius or a smaller volume", Code::too_large);
}

TextureProblem Curvature::problem(double radius_A) const {
  const Box box = bounds(grid_);
  const Preset* const preset = preset_of(params_.shape);
  TextureProblem problem;
  problem.energy = in_units_of(energy_of(params_), 1 / radius_A);
  problem.radius_A = radius_A;
  problem.mass = value_or(params_.mass, preset ? preset->mass : k_mass);
  problem.wavelength_A =
      value_or(params_.wavelength_A, radius_A * (preset ? preset->wavelength : k_wavelength));
  problem.size_A = box.high - box.low;
  problem.edge = params_.edges == "periodic" ? Edge::periodic : Edge::mirror;
  return problem;
}

std::unique_ptr<Structure> Curvature::draw(Draw& draw) const {
  require_fit();
  const ImplicitField::Wall wall = draw_wall(draw, params_);
  const double radius_A = draw("radius", params_.radius_A);
  const double voxel_A = grid_.voxel_A;
  const CentredBox box{0.5 * problem(radius_A).size_A};
  const auto make = [problem = problem(radius_A), random = draw.random("start"), box, wall, voxel_A,
                     &services = services_]() -> std::shared_ptr<const GridForm> {
    const Texture made = texture(problem, random, services);
    auto form = std::make_shared<const GridForm>(
        texture_form(made, box, finest_step_A(problem), bilayer_reach_A(wall, voxel_A), services));
    services.log(LogLevel::info, summary(made, *form, problem.radius_A));
    return form;
  };
  return std::make_unique<Membrane<CurvatureField>>(
      CurvatureField(std::make_shared<const Lazy<GridForm>>(make), box, wall, voxel_A));
}

}  // namespace cryocosm::membranes
