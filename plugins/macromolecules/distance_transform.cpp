// Exact squared distances on grids, in linear time.
#include "distance_transform.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cryocosm::macromolecules {

// The lower envelope of parabolas: the k-th of those that are lowest somewhere stands at lowest_[k] and is
// the lowest from from_[k] on. Starts are quotients of integers: they are exact where they hit a voxel.
void DistanceLine::spread(std::vector<double>& distances2) {
  const std::size_t n = distances2.size();
  before_ = distances2;
  lowest_.resize(n);
  from_.resize(n);
  const auto parabola_at_0 = [&](std::size_t j) {
    const auto x = static_cast<double>(j);
    return before_[j] + x * x;
  };
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isfinite(before_[i])) continue;
    double start = -std::numeric_limits<double>::infinity();
    for (; count > 0; --count) {
      const std::size_t j = lowest_[count - 1];
      const double crossing = (parabola_at_0(i) - parabola_at_0(j)) / static_cast<double>(2 * (i - j));
      if (crossing > from_[count - 1]) {
        start = crossing;
        break;
      }
    }
    lowest_[count] = i;
    from_[count++] = start;
  }
  if (count == 0) return;
  std::size_t k = 0;
  for (std::size_t i = 0; i < n; ++i) {
    while (k + 1 < count && from_[k + 1] < static_cast<double>(i)) ++k;
    const double d = static_cast<double>(i) - static_cast<double>(lowest_[k]);
    distances2[i] = d * d + before_[lowest_[k]];
  }
}

}  // namespace cryocosm::macromolecules
