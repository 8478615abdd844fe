// Weights of views from the gaps between sorted angles.
#include "angular_weights.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::tem {
namespace {

struct Direction {
  double angle_deg;                ///< in [0, 180)
  std::vector<std::size_t> views;  ///< at this angle
};

constexpr double k_same_deg = 1e-6;  ///< closer than any stage can tell

/// The distinct directions in ascending order.
std::vector<Direction> directions_of(Span<const Tilt> tilts) {
  std::vector<std::pair<double, std::size_t>> sorted;
  for (std::size_t i = 0; i < tilts.size; ++i) {
    const double turned = std::fmod(tilts[i].angle_deg, 180);
    const double positive = turned < 0 ? turned + 180 : turned;
    sorted.emplace_back(positive > 180 - k_same_deg ? 0 : positive, i);
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<Direction> directions;
  for (const auto& [angle_deg, view_index] : sorted) {
    if (directions.empty() || angle_deg - directions.back().angle_deg > k_same_deg)
      directions.push_back({angle_deg, {}});
    directions.back().views.push_back(view_index);
  }
  return directions;
}

/// gap[k] lies between directions k and k+1; the last one closes the circle.
std::vector<double> gaps_of(const std::vector<Direction>& directions) {
  std::vector<double> gaps(directions.size());
  for (std::size_t k = 0; k + 1 < gaps.size(); ++k)
    gaps[k] = directions[k + 1].angle_deg - directions[k].angle_deg;
  gaps.back() = directions.front().angle_deg + 180 - directions.back().angle_deg;
  return gaps;
}

/// Index of the missing wedge, or gaps.size() when there is none.
std::size_t missing_wedge(const std::vector<double>& gaps) {
  const auto widest = std::max_element(gaps.begin(), gaps.end());
  double next = 0;
  for (auto gap = gaps.begin(); gap != gaps.end(); ++gap)
    if (gap != widest) next = std::max(next, *gap);
  // the small excess keeps rounding from deciding; a single direction has no wedge but the circle
  const bool is_wedge = gaps.size() > 1 && *widest > 2 * next + k_same_deg;
  return is_wedge ? static_cast<std::size_t>(widest - gaps.begin()) : gaps.size();
}

}  // namespace

std::vector<double> angular_weights(Span<const Tilt> tilts) {
  std::vector<double> weights(tilts.size);
  if (tilts.empty()) return weights;
  const std::vector<Direction> directions = directions_of(tilts);
  const std::vector<double> gaps = gaps_of(directions);
  const std::size_t wedge = missing_wedge(gaps);
  for (std::size_t k = 0; k < directions.size(); ++k) {
    const std::size_t before = (k + gaps.size() - 1) % gaps.size(), after = k;
    const double left = gaps[before == wedge ? after : before];
    const double right = gaps[after == wedge ? before : after];
    const double share_rad =
        (left + right) / 2 * k_pi / 180 / static_cast<double>(directions[k].views.size());
    for (const std::size_t index : directions[k].views) weights[index] = share_rad;
  }
  return weights;
}

}  // namespace cryocosm::tem
