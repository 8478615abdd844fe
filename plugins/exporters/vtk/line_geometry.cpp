// Discrete curves: Menger's curvature, and the angle between osculating planes.
#include "line_geometry.hpp"

#include <cmath>
#include <tuple>

namespace cryocosm::exporters {
namespace {

Vec3 unit_or_zero(Vec3 v) {
  const double n = norm(v);
  return n > 0 ? v / n : Vec3{};
}

/// Tangent in the middle of three points of a circle, or of a parabola.
Vec3 middle_tangent(Vec3 before, Vec3 after) {
  const double a = norm(before), b = norm(after);
  return a > 0 && b > 0 ? unit_or_zero((b / a) * before + (a / b) * after) : unit_or_zero(before + after);
}

/// Of the circle through three points.
double curvature(Vec3 before, Vec3 after) {
  const double product = norm(before) * norm(after) * norm(before + after);
  return product > 0 ? 2 * norm(cross(before, after)) / product : 0;
}

/// Turn of the osculating plane along `middle`, per length.
double torsion(Vec3 before, Vec3 middle, Vec3 after) {
  const Vec3 b1 = cross(before, middle), b2 = cross(middle, after);
  const double length = (norm(before) + norm(middle) + norm(after)) / 3;
  const double across = dot(cross(b1, b2), unit_or_zero(middle)), along = dot(b1, b2);
  return length > 0 && (across != 0 || along != 0) ? std::atan2(across, along) / length : 0;
}

/// The tangent at the other end of a chord of a circle.
Vec3 mirrored(Vec3 tangent, Vec3 chord) {
  const Vec3 u = unit_or_zero(chord);
  return u == Vec3{} ? tangent : 2 * dot(tangent, u) * u - tangent;
}

}  // namespace

std::vector<LinePoint> line_geometry(Span<const PlacedUnit> units) {
  const std::size_t n = units.size;
  std::vector<Vec3> chords;
  for (std::size_t i = 1; i < n; ++i)
    chords.push_back(units[i].pose.position_A - units[i - 1].pose.position_A);
  std::vector<LinePoint> line(n);
  for (std::size_t i = 1; i < n; ++i) line[i].arc_length_A = line[i - 1].arc_length_A + norm(chords[i - 1]);
  if (n == 2) line[0].tangent = line[1].tangent = unit_or_zero(chords[0]);
  if (n < 3) return line;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    line[i].tangent = middle_tangent(chords[i - 1], chords[i]);
    line[i].curvature_per_A = curvature(chords[i - 1], chords[i]);
    // a point has a chord on either side, and each chord but the outermost a torsion
    const double before = i >= 2 ? torsion(chords[i - 2], chords[i - 1], chords[i]) : 0;
    const double after = i + 2 < n ? torsion(chords[i - 1], chords[i], chords[i + 1]) : 0;
    line[i].torsion_per_A = i >= 2 && i + 2 < n ? (before + after) / 2 : before + after;
  }
  for (const auto& [end, next, chord] : {std::tuple(std::size_t{0}, std::size_t{1}, chords.front()),
                                         std::tuple(n - 1, n - 2, chords.back())}) {
    line[end].tangent = mirrored(line[next].tangent, chord);
    line[end].curvature_per_A = line[next].curvature_per_A;
    line[end].torsion_per_A = line[next].torsion_per_A;
  }
  return line;
}

int polarity(Span<const PlacedUnit> units, const std::vector<LinePoint>& line) {
  double along = 0;
  for (std::size_t i = 0; i < units.size; ++i)
    along += dot(line[i].tangent, rotate(units[i].pose.rotation, {0, 0, 1}));
  return along < 0 ? -1 : 1;
}

}  // namespace cryocosm::exporters
