// Marching squares for the outline, and the distance to its pieces.
#include "plane_figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mitochondrion {
namespace {

struct Point {
  double u, v;
};
struct Segment {
  Point a, b;
};

/// The zero level of the values, in steps.
std::vector<Segment> outline(const PlaneFigure& figure) {
  std::vector<Segment> segments;
  for (std::size_t j = 0; j + 1 < figure.height; ++j)
    for (std::size_t i = 0; i + 1 < figure.width; ++i) {
      const float* const at = &figure.distance_A[j * figure.width + i];
      const std::array<float, 4> value{at[0], at[1], at[figure.width + 1], at[figure.width]};
      constexpr std::array<Point, 4> k_corner{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
      std::array<Point, 4> crossing{};
      std::size_t count = 0;
      for (std::size_t c = 0; c < 4; ++c) {
        const std::size_t d = (c + 1) % 4;
        if ((value[c] < 0) == (value[d] < 0)) continue;
        const double part = static_cast<double>(value[c]) / static_cast<double>(value[c] - value[d]);
        crossing[count++] = {static_cast<double>(i) + k_corner[c].u + part * (k_corner[d].u - k_corner[c].u),
                             static_cast<double>(j) + k_corner[c].v + part * (k_corner[d].v - k_corner[c].v)};
      }
      for (std::size_t c = 0; c + 1 < count; c += 2) segments.push_back({crossing[c], crossing[c + 1]});
    }
  return segments;
}

double squared_distance(Point p, const Segment& s) {
  const double du = s.b.u - s.a.u, dv = s.b.v - s.a.v, squared = du * du + dv * dv;
  const double along =
      squared > 0 ? std::clamp(((p.u - s.a.u) * du + (p.v - s.a.v) * dv) / squared, 0.0, 1.0) : 0.0;
  const double u = p.u - s.a.u - along * du, v = p.v - s.a.v - along * dv;
  return u * u + v * v;
}

/// Replaces the values by signed distances to their zero level, cut off at `far_A`.
void redistance(PlaneFigure& figure, double far_A) {
  const double far = far_A / figure.step_A;
  std::vector<double> squared(figure.distance_A.size(), far * far);
  const auto first = [](double x) { return static_cast<std::size_t>(std::max(0.0, std::ceil(x))); };
  for (const Segment& s : outline(figure))
    for (std::size_t j = first(std::min(s.a.v, s.b.v) - far);
         j < figure.height && static_cast<double>(j) <= std::max(s.a.v, s.b.v) + far; ++j)
      for (std::size_t i = first(std::min(s.a.u, s.b.u) - far);
           i < figure.width && static_cast<double>(i) <= std::max(s.a.u, s.b.u) + far; ++i) {
        double& nearest = squared[j * figure.width + i];
        nearest = std::min(nearest, squared_distance({static_cast<double>(i), static_cast<double>(j)}, s));
      }
  for (std::size_t i = 0; i < squared.size(); ++i) {
    const auto distance = static_cast<float>(figure.step_A * std::sqrt(squared[i]));
    figure.distance_A[i] = figure.distance_A[i] < 0 ? -distance : distance;
  }
}

}  // namespace

double distance_A(const PlaneFigure& figure, double u_A, double v_A) {
  const double last_u = static_cast<double>(figure.width - 1),
               last_v = static_cast<double>(figure.height - 1);
  const double u = (u_A - figure.low_u_A) / figure.step_A, v = (v_A - figure.low_v_A) / figure.step_A;
  const double at_u = std::clamp(u, 0.0, last_u), at_v = std::clamp(v, 0.0, last_v);
  const double beyond = std::hypot(u - at_u, v - at_v);
  if (beyond > 0) return figure.far_A + figure.step_A * beyond;
  const std::size_t i = std::min(static_cast<std::size_t>(at_u), figure.width - 2);
  const std::size_t j = std::min(static_cast<std::size_t>(at_v), figure.height - 2);
  const double s = at_u - static_cast<double>(i), t = at_v - static_cast<double>(j);
  const float* const at = &figure.distance_A[j * figure.width + i];
  const auto mixed = [](float a, float b, double part) {
    return static_cast<double>(a) + part * static_cast<double>(b - a);
  };
  const double low = mixed(at[0], at[1], s), high = mixed(at[figure.width], at[figure.width + 1], s);
  return low + t * (high - low);
}

void make_distance(PlaneFigure& figure, double fillet_A) {
  redistance(figure, fillet_A + 2 * figure.step_A);
  for (float& value : figure.distance_A) value -= static_cast<float>(fillet_A);
  redistance(figure, std::max(figure.far_A - fillet_A, fillet_A + 2 * figure.step_A));
  // the way back, in which concave corners stay round
  const auto far = static_cast<float>(figure.far_A);
  for (float& value : figure.distance_A) value = std::min(value + static_cast<float>(fillet_A), far);
}

}  // namespace mitochondrion
