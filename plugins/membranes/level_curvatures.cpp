// The second derivatives along the level, over the slope.
#include "level_curvatures.hpp"

#include <cmath>

namespace cryocosm::membranes {

Curvatures curvatures_of_level(const Derivatives& at) {
  const double slope = norm(at.gradient);
  if (!(slope > 0)) return {};
  const Quaternion turn = rotation_between({0, 0, 1}, at.gradient / slope);
  const Vec3 u = rotate(turn, {1, 0, 0}), v = rotate(turn, {0, 1, 0});
  const auto bend = [&](Vec3 a, Vec3 b) {
    return (at.xx * a.x * b.x + at.yy * a.y * b.y + at.zz * a.z * b.z + at.xy * (a.x * b.y + a.y * b.x) +
            at.yz * (a.y * b.z + a.z * b.y) + at.zx * (a.z * b.x + a.x * b.z)) /
           slope;
  };
  const double uu = bend(u, u), vv = bend(v, v), uv = bend(u, v);
  const double mean = (uu + vv) / 2, half = (uu - vv) / 2, spread = std::sqrt(half * half + uv * uv);
  return {mean + spread, mean - spread};
}

}  // namespace cryocosm::membranes
