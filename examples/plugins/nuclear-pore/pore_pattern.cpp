// Random sequential addition on a sphere.
#include "pore_pattern.hpp"

#include <algorithm>
#include <cmath>

namespace nuclear_pore {

using namespace cryocosm;

std::optional<std::vector<Vec3>> pore_pattern(std::size_t count, double least_angle_rad, Random& random) {
  constexpr int k_patterns = 100, k_tries = 2000;  // whole patterns, and tries in a row for one pore
  const double most_cosine = std::cos(least_angle_rad);
  for (int i = 0; i < k_patterns; ++i) {
    std::vector<Vec3> axes;
    for (int tries = 0; axes.size() < count && tries < k_tries; ++tries) {
      const Vec3 axis = random_direction(random);
      if (std::any_of(axes.begin(), axes.end(), [&](Vec3 a) { return dot(a, axis) > most_cosine; })) continue;
      axes.push_back(axis);
      tries = -1;
    }
    if (axes.size() == count) return axes;
  }
  return std::nullopt;
}

}  // namespace nuclear_pore
