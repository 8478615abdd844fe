// The parts of a spoke, in cylindrical coordinates.
#include "spoke.hpp"

#include <cmath>
#include <utility>

namespace nuclear_pore {

using namespace cryocosm;

namespace {

constexpr double k_thin = 0.6;  // density of flexible parts, relative to the rest

/// Collects balls; azimuths are parts of the angle from one spoke to the next.
class Parts {
 public:
  Parts(double density_V, int symmetry) : density_V_(density_V), spacing_rad_(2 * k_pi / symmetry) {}

  Vec3 at(double from_axis_A, double azimuth, double height_A) const {
    const double angle = azimuth * spacing_rad_;
    return {from_axis_A * std::cos(angle), from_axis_A * std::sin(angle), height_A};
  }
  void ball(Vec3 centre_A, double radius_A, double relative_density = 1) {
    balls_.push_back({centre_A, radius_A, relative_density * density_V_});
  }
  /// A string of balls that touch or overlap, without the one at `from_A`.
  void string(Vec3 from_A, Vec3 to_A, double radius_A) {
    const double steps = std::ceil(norm(to_A - from_A) / (1.7 * radius_A));
    for (double i = 1; i <= steps; ++i) ball(from_A + (i / steps) * (to_A - from_A), radius_A, k_thin);
  }
  std::vector<SphereSet::Ball> take() { return std::move(balls_); }

 private:
  double density_V_;
  double spacing_rad_;
  std::vector<SphereSet::Ball> balls_;
};

/// Two concentric strands of a ring on one face; `up` is 1 above and -1, turned over, below.
void add_outer_ring(Parts& parts, const ComplexForm& form, double up) {
  const double outer_A = form.ring_diameter_A / 2, z = up * form.ring_distance_A / 2;
  parts.ball(parts.at(outer_A - 80, 0, z), 80);
  parts.ball(parts.at(outer_A - 70, up * 0.36, z + up * 10), 62);
  parts.ball(parts.at(outer_A - 65, up * -0.33, z - up * 5), 60);
  parts.ball(parts.at(outer_A - 190, up * 0.18, z + up * 10), 58);
  parts.ball(parts.at(outer_A - 185, up * -0.27, z - up * 10), 52);
}

/// From the channel to the membrane, in two halves that are each other's image about the spoke's own axis.
void add_inner_ring(Parts& parts, const ComplexForm& form) {
  const double channel_A = form.channel_diameter_A / 2 + 60, membrane_A = form.pore_diameter_A / 2 - 70;
  for (const double up : {1.0, -1.0}) {
    parts.ball(parts.at(channel_A, up * 0.2, up * 50), 50);
    parts.ball(parts.at(channel_A + 40, 0.5, up * 45), 45);
    parts.ball(parts.at(membrane_A, up * 0.16, up * 48), 46);
    parts.ball(parts.at(form.pore_diameter_A / 2 - 130, up * 0.22, up * 165), 45);  // towards the outer ring
  }
  parts.ball(parts.at((channel_A + membrane_A) / 2, 0, 0), 42);
}

/// Through the membrane and into the lumen, where the lobes of all spokes make a ring.
void add_anchors(Parts& parts, const ComplexForm& form) {
  const double membrane_A = form.pore_diameter_A / 2;
  parts.ball(parts.at(membrane_A, 0, 0), 42);
  parts.ball(parts.at(membrane_A + 78, 0, 0), 45);
  parts.ball(parts.at(membrane_A + 72, 0.5, 0), 38);
}

void add_filament(Parts& parts, const ComplexForm& form) {
  const double from_axis_A = form.ring_diameter_A / 2 - 190, z = form.ring_distance_A / 2 + 10;
  const Vec3 root = parts.at(from_axis_A, 0.18, z);
  constexpr double k_inwards = 0.5;  // what the filament goes inwards for each Å of its length
  const double rise_A = form.filament_length_A * std::sqrt(1 - k_inwards * k_inwards);
  parts.string(root, parts.at(from_axis_A - k_inwards * form.filament_length_A, 0.18, z + rise_A), 30);
}

/// A rod of the basket and its part of the ring that ends it.
void add_basket(Parts& parts, const ComplexForm& form) {
  constexpr double k_distal_radius_A = 200;
  const double z = -form.ring_distance_A / 2 - 10, end_A = z - form.basket_length_A;
  const Vec3 root = parts.at(form.ring_diameter_A / 2 - 190, -0.18, z);
  parts.string(root, parts.at(k_distal_radius_A, 0, end_A), 30);
  parts.ball(parts.at(k_distal_radius_A, 0.5, end_A), 45);
}

}  // namespace

std::vector<SphereSet::Ball> spoke(const ComplexForm& form, int symmetry) {
  Parts parts(form.density_V, symmetry);
  add_outer_ring(parts, form, 1);
  add_outer_ring(parts, form, -1);
  add_inner_ring(parts, form);
  add_anchors(parts, form);
  add_filament(parts, form);
  add_basket(parts, form);
  return parts.take();
}

}  // namespace nuclear_pore
