// Sheets across the axis, with junctions in the side; and ribbons, which become tubes.
#include "draw_cristae.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_step_A = 16;    // of the lattices of figures
constexpr double k_far_A = 360;    // beyond what any wall reaches
constexpr double k_fillet_A = 60;  // of the membrane, where a junction enters a sheet

constexpr double k_half_ribbon_A = 16;  // a figure has to be seen by its lattice

using Outline = std::function<double(double u_A, double v_A)>;  // negative inside

/// Inside of both, with a round corner.
double both_A(double a, double b) {
  constexpr double k_corner_A = 250;
  if (a < -k_corner_A || b < -k_corner_A) return std::max(a, b);
  return std::hypot(a + k_corner_A, b + k_corner_A) - k_corner_A;
}

/// Distance to a straight stripe from (u0, v0) along a direction, of that length and half width.
double stripe_A(double u, double v, double angle_rad, double from_A, double to_A, double half_width_A) {
  const double along = u * std::cos(angle_rad) + v * std::sin(angle_rad);
  const double across = v * std::cos(angle_rad) - u * std::sin(angle_rad);
  return std::max(std::abs(across) - half_width_A,
                  std::abs(along - (from_A + to_A) / 2) - (to_A - from_A) / 2);
}

Quaternion rotation_to(Vec3 u, Vec3 v) {
  const Quaternion first = rotation_between({1, 0, 0}, u);
  const Vec3 y = rotate(first, {0, 1, 0});
  const double angle = std::atan2(dot(cross(y, v), u), dot(y, v));
  return normalized(rotation_about(u, angle) * first);
}

/// Leaves of a figure only what hangs together with points further than `outside_A` from its middle: parts
/// that no junction opens would be membranes of their own.
void keep_open_parts(PlaneFigure& figure, double outside_A) {
  std::vector<bool> is_open(figure.distance_A.size());
  std::vector<std::size_t> front;
  const auto visit = [&](std::size_t at) {
    if (is_open[at] || figure.distance_A[at] >= 0) return;
    is_open[at] = true;
    front.push_back(at);
  };
  for (std::size_t j = 0; j < figure.height; ++j)
    for (std::size_t i = 0; i < figure.width; ++i)
      if (std::hypot(figure.u_A(i), figure.v_A(j)) > outside_A) visit(j * figure.width + i);
  while (!front.empty()) {
    const std::size_t at = front.back(), i = at % figure.width, j = at / figure.width;
    front.pop_back();
    if (i > 0) visit(at - 1);
    if (i + 1 < figure.width) visit(at + 1);
    if (j > 0) visit(at - figure.width);
    if (j + 1 < figure.height) visit(at + figure.width);
  }
  for (std::size_t at = 0; at < is_open.size(); ++at)
    if (!is_open[at]) figure.distance_A[at] = std::abs(figure.distance_A[at]);
}

class Drawing {
 public:
  Drawing(const Compartment& without, const CristaPlan& plan, const Random& random)
      : made_(without), plan_(plan), random_(random), radius_A_(without.capsule.radius_A - without.inset_A) {}

  std::vector<Crista> run() {
    const double end_A = made_.capsule.length_A / 2 + 0.5 * made_.capsule.radius_A;
    for (double along_A = -end_A + plan_.spacing_A * random_.uniform(0, 0.5); along_A < end_A;
         along_A += plan_.spacing_A * random_.uniform(0.8, 1.2)) {
      const bool is_lamellar = random_.uniform() < plan_.lamellar_fraction;
      constexpr int k_tubes = 4, k_tries = 8;
      const std::size_t wanted = made_.cristae.size() + (is_lamellar ? 1 : k_tubes);
      for (int i = 0; i < k_tries && made_.cristae.size() < wanted; ++i) {
        Crista crista = is_lamellar ? lamella(along_A) : tube(along_A);
        if (is_apart(crista)) made_.cristae.push_back(std::move(crista));
      }
    }
    return std::move(made_.cristae);
  }

 private:
  /// A round sheet, nearer to one side than to the other, with one to three junctions there.
  Crista lamella(double along_A) {
    const double side = random_.uniform(0, 2 * k_pi);
    Crista crista = in_plane(along_A, random_.uniform(-0.12, 0.12));
    const double extent_A = random_.uniform(0.65, 1.05) * radius_A_,
                 off_A = random_.uniform(0, 0.35) * radius_A_;
    const auto junctions = static_cast<int>(1 + random_.index(3));
    const double half_A = std::max(k_half_ribbon_A, (plan_.junction_A - plan_.thickness_A) / 2);
    std::vector<double> angles;
    for (int i = 0; i < junctions; ++i)
      angles.push_back(side + (i - (junctions - 1) / 2.0) * random_.uniform(0.5, 0.9));
    const Outline sheet = [=](double u, double v) {
      return std::hypot(u - off_A * std::cos(side), v - off_A * std::sin(side)) - extent_A;
    };
    const Outline necks = [=](double u, double v) {
      double nearest = std::numeric_limits<double>::infinity();
      for (const double angle : angles)
        nearest = std::min(nearest, stripe_A(u, v, angle, 0.2 * radius_A_, radius_A_ + 400, half_A));
      return nearest;
    };
    fill(crista, sheet, necks, radius_A_ + 100);
    return crista;
  }

  /// A ribbon so narrow that the membrane around it is a tube, winding inwards from one junction.
  Crista tube(double along_A) {
    const double off_A = random_.uniform(-0.3, 0.3) * plan_.spacing_A, tilt_rad = random_.uniform(-0.2, 0.2);
    Crista crista = in_plane(along_A + off_A, tilt_rad);
    const double side = random_.uniform(0, 2 * k_pi), end_A = random_.uniform(-0.7, 0.4) * radius_A_;
    const double swing_A = random_.uniform(-0.12, 0.12) * radius_A_;
    const Outline ribbon = [=](double u, double v) {
      const double along = u * std::cos(side) + v * std::sin(side);
      const double bent = swing_A * (1 - std::cos(k_pi * std::max(0.0, 0.7 - along / radius_A_)));
      const double across = v * std::cos(side) - u * std::sin(side) - bent;
      return std::max({std::abs(across) - k_half_ribbon_A, end_A - along, along - radius_A_});
    };
    const Outline neck = [=](double u, double v) {
      return stripe_A(u, v, side, 0.7 * radius_A_, radius_A_ + 400, k_half_ribbon_A);
    };
    fill(crista, ribbon, neck, radius_A_ + 100);
    return crista;
  }

  /// A sheet without a figure yet, across the axis but for a small tilt.
  Crista in_plane(double along_A, double tilt_rad) {
    const AxisFrame frame = axis_frame(made_.capsule, along_A);
    const double azimuth = random_.uniform(0, 2 * k_pi);
    const Vec3 hinge = std::cos(azimuth) * frame.normal + std::sin(azimuth) * frame.binormal;
    const Quaternion tilt = rotation_about(hinge, tilt_rad);
    Crista crista;
    crista.half_thickness_A = plan_.thickness_A / 2;
    crista.plane.position_A = frame.position_A;
    crista.plane.rotation = normalized(tilt * rotation_to(frame.normal, frame.binormal));
    crista.normal = rotate(crista.plane.rotation, {0, 0, 1});
    // slopes stay below 0.15: in-plane ways are then right to a hundredth
    const double length_A = random_.uniform(1.2, 2) * radius_A_, direction = random_.uniform(0, 2 * k_pi);
    crista.wave.wave_vector_per_A = 2 * k_pi / length_A * Vec3{std::cos(direction), std::sin(direction), 0};
    crista.wave.amplitude_A = random_.uniform(0, 0.15) * length_A / (2 * k_pi);
    crista.wave.phase_rad = random_.uniform(0, 2 * k_pi);
    return crista;
  }

  /// The sheet as far as it keeps clear of the side, and the junctions, which go through it.
  void fill(Crista& crista, const Outline& sheet, const Outline& junctions, double reach_A) const {
    PlaneFigure& figure = crista.figure;
    figure.step_A = k_step_A;
    figure.far_A = k_far_A;
    const double low_A = -(reach_A + k_far_A);
    figure.low_u_A = figure.low_v_A = low_A;
    figure.width = figure.height = static_cast<std::size_t>(std::ceil(-2 * low_A / k_step_A)) + 1;
    const double keep_A = plan_.rim_clear_A + crista.half_thickness_A + made_.inset_A;
    for (std::size_t j = 0; j < figure.height; ++j)
      for (std::size_t i = 0; i < figure.width; ++i) {
        const double u = figure.u_A(i), v = figure.v_A(j);
        const double bounded =
            both_A(sheet(u, v), distance_A(made_.capsule, on_sheet(crista, u, v)) + keep_A);
        figure.distance_A.push_back(static_cast<float>(std::min(bounded, junctions(u, v))));
      }
    keep_open_parts(figure, reach_A);
    make_distance(figure, crista.half_thickness_A + k_fillet_A);
  }

  static Vec3 on_sheet(const Crista& crista, double u, double v) {
    const BentCapsule::Wave& wave = crista.wave;
    const double phase = wave.wave_vector_per_A.x * u + wave.wave_vector_per_A.y * v + wave.phase_rad;
    return to_tomogram(crista.plane, {u, v, wave.amplitude_A * std::cos(phase)});
  }

  /// Whether the matrix between it and all others is wide enough.
  bool is_apart(const Crista& crista) const {
    constexpr std::size_t k_every = 3;  // points of the lattice
    const PlaneFigure& figure = crista.figure;
    const double keep_A = crista.half_thickness_A + plan_.clear_A;
    for (std::size_t j = 0; j < figure.height; j += k_every)
      for (std::size_t i = 0; i < figure.width; i += k_every) {
        if (figure.distance_A[j * figure.width + i] > 0) continue;
        const Vec3 p = on_sheet(crista, figure.u_A(i), figure.v_A(j));
        for (const Crista& other : made_.cristae)
          if (least_distance_A(other, p) < keep_A && distance_A(other, p) < keep_A) return false;
      }
    return true;
  }

  Compartment made_;
  CristaPlan plan_;
  Random random_;
  double radius_A_;  ///< of the inner membrane
};

}  // namespace

std::vector<Crista> draw_cristae(const Compartment& without, const CristaPlan& plan, Random random) {
  return Drawing(without, plan, random).run();
}

}  // namespace mitochondrion
