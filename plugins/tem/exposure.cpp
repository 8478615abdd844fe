// Sharing of the dose, the critical-exposure filter, and the two effects of ice.
#include "exposure.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cryocosm/error.hpp"
#include "electron_optics.hpp"

namespace cryocosm::tem {
namespace {

double cosine_of(double angle_deg) { return std::abs(std::cos(angle_deg * k_pi / 180)); }

std::vector<double> shared(const std::vector<Tilt>& tilts, double total_e_per_A2, double growth) {
  std::vector<double> parts;
  for (const Tilt& tilt : tilts) parts.push_back(std::pow(cosine_of(tilt.angle_deg), -growth));
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
  for (std::size_t v = 0; v < parts.size(); ++v) {
    // at 90 degrees the cosine is 1e-17 rather than 0
    if (growth > 0 && cosine_of(tilts[v].angle_deg) < 1e-9)
      throw DataError("a dose that grows with the tilt has no value at the " +
                          number_text(tilts[v].angle_deg) + " deg of image " + std::to_string(v),
                      "set growth to 0, or leave out tilts of 90 degrees");
    parts[v] *= total_e_per_A2 / sum;
  }
  return parts;
}

}  // namespace

Schema<IceParams> ice_schema() {
  Schema<IceParams> s("The ice around the specimen.");
  s.field("thickness", &IceParams::thickness_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Of the whole layer at tilt 0; without any, ice takes no electrons and adds no noise.");
  s.field("mean_free_path", &IceParams::mean_free_path_A)
      .unit(units::angstrom)
      .range(10, 1e9)
      .help("Distance over which all but 1/e of the electrons are lost to the image.");
  s.field("structure_factor", &IceParams::structure_factor)
      .range(0, 1)
      .help("Variance of the number of molecules in a volume, divided by the mean number; 1 for a gas.");
  return s;
}

void assign_doses(std::vector<Tilt>& tilts, double total_e_per_A2, double growth,
                  const std::vector<double>& per_view_e_per_A2) {
  if (!per_view_e_per_A2.empty() && per_view_e_per_A2.size() != tilts.size())
    throw DataError("there are " + std::to_string(per_view_e_per_A2.size()) + " doses for " +
                        std::to_string(tilts.size()) + " images",
                    "list one dose for each image in the parameter per_view", Code::wrong_size);
  const std::vector<double> doses =
      per_view_e_per_A2.empty() ? shared(tilts, total_e_per_A2, growth) : per_view_e_per_A2;
  std::vector<std::size_t> order(tilts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return tilts[a].acquired < tilts[b].acquired; });
  double received = 0;
  for (const std::size_t v : order) {
    tilts[v].dose_e_per_A2 = doses[v];
    tilts[v].pre_exposure_e_per_A2 = received;
    received += doses[v];
  }
}

double critical_exposure_e_per_A2(double k, double voltage_kV) {
  const double at_300_kV = 0.245 * std::pow(k, -1.665) + 2.81;  // infinite at k = 0: nothing is lost there
  return at_300_kV * squared_speed(voltage_kV) / squared_speed(300);
}

double undamaged(double critical_e_per_A2, double pre_exposure_e_per_A2, double dose_e_per_A2) {
  const double within = dose_e_per_A2 / (2 * critical_e_per_A2);
  const double average = within > 0 ? -std::expm1(-within) / within : 1;
  return std::exp(-pre_exposure_e_per_A2 / (2 * critical_e_per_A2)) * average;
}

double passing_ice(const IceParams& ice, double angle_deg) {
  return ice.thickness_A > 0 ? std::exp(-ice.thickness_A / (ice.mean_free_path_A * cosine_of(angle_deg))) : 1;
}

double ice_deviation_V_A(const IceParams& ice, double angle_deg, double pixel_A) {
  constexpr double k_molecules_per_A3 = 0.93 / 18.015 * 0.602214076;  // 0.93 g/cm^3
  // h^2 / (2 pi m e) times the scattering amplitude at zero angle of two hydrogen atoms and one of oxygen
  constexpr double k_integral_V_A3 = 47.8780 * (2 * 0.5288 + 1.9834);
  if (ice.thickness_A <= 0) return 0;
  const double per_area = k_molecules_per_A3 * ice.thickness_A / cosine_of(angle_deg) * ice.structure_factor;
  return k_integral_V_A3 * std::sqrt(per_area) / pixel_A;
}

}  // namespace cryocosm::tem
