// The circle of a plane and a sphere, cut at the triangle's sides.
#include "triangle_arcs.hpp"

#include <algorithm>

namespace cryocosm::membranes {

void add_arcs(const std::array<Vec3, 3>& corners, Vec3 centre_A, double radius_A, std::vector<Arc>& arcs) {
  const Vec3 across = cross(corners[1] - corners[0], corners[2] - corners[0]);
  const double twice_area = norm(across);
  if (!(twice_area > 0)) return;
  const Vec3 normal = across / twice_area;
  const double height = dot(corners[0] - centre_A, normal);
  const double squared = radius_A * radius_A - height * height;
  if (!(squared > 0)) return;
  Arc circle;
  circle.centre_A = centre_A + height * normal;
  const Quaternion turn = rotation_between({0, 0, 1}, normal);
  circle.u_A = std::sqrt(squared) * rotate(turn, {1, 0, 0});
  circle.v_A = std::sqrt(squared) * rotate(turn, {0, 1, 0});

  // a side's line is at angles where its function is zero: level + a cos + b sin
  const auto inwards = [&](std::size_t side) {
    return cross(normal, corners[(side + 1) % 3] - corners[side]);
  };
  std::vector<double> cuts{-k_pi, k_pi};
  for (std::size_t side = 0; side < 3; ++side) {
    const Vec3 in = inwards(side);
    const double level = dot(circle.centre_A - corners[side], in);
    const double a = dot(circle.u_A, in), b = dot(circle.v_A, in), size = std::hypot(a, b);
    if (!(std::abs(level) < size)) continue;
    const double middle = std::atan2(b, a), spread = std::acos(-level / size);
    for (const double angle : {middle + spread, middle - spread})
      cuts.push_back(std::remainder(angle, 2 * k_pi));
  }
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Vec3 p = circle.at((cuts[i] + cuts[i + 1]) / 2);
    const bool is_within = dot(p - corners[0], inwards(0)) >= 0 && dot(p - corners[1], inwards(1)) >= 0 &&
                           dot(p - corners[2], inwards(2)) >= 0;
    if (!is_within || !(cuts[i] < cuts[i + 1])) continue;
    circle.from_rad = cuts[i];
    circle.to_rad = cuts[i + 1];
    arcs.push_back(circle);
  }
}

}  // namespace cryocosm::membranes
