// Ranges of angles and orders of acquisition.
#include "tilt_scheme.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::tem {
namespace {

/// Indices of the angles on either side of the start, each list going outwards.
struct Sides {
  std::size_t start = 0;
  std::vector<std::size_t> above, below;
};

Sides sides_of(const std::vector<double>& angles_deg, double start_deg) {
  std::vector<std::size_t> ascending(angles_deg.size());
  for (std::size_t i = 0; i < ascending.size(); ++i) ascending[i] = i;
  std::stable_sort(ascending.begin(), ascending.end(),
                   [&](std::size_t a, std::size_t b) { return angles_deg[a] < angles_deg[b]; });
  const auto nearest =
      std::min_element(ascending.begin(), ascending.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(angles_deg[a] - start_deg) < std::abs(angles_deg[b] - start_deg);
      });
  Sides sides;
  sides.start = *nearest;
  sides.above.assign(nearest + 1, ascending.end());
  sides.below.assign(std::make_reverse_iterator(nearest), ascending.rend());
  return sides;
}

std::vector<std::size_t> alternating(const Sides& sides, std::size_t group) {
  std::vector<std::size_t> sequence{sides.start};
  const auto take = [&](const std::vector<std::size_t>& side, std::size_t& taken) {
    for (std::size_t n = 0; n < group && taken < side.size(); ++n) sequence.push_back(side[taken++]);
  };
  std::size_t above = 0, below = 0;
  while (above < sides.above.size() || below < sides.below.size()) {
    take(sides.above, above);
    take(sides.below, below);
  }
  return sequence;
}

}  // namespace

std::vector<double> angles_between(double first_deg, double last_deg, double step_deg) {
  // the small excess lets a step such as 0.1 reach `last`
  const auto count = static_cast<std::size_t>(std::floor((last_deg - first_deg) / step_deg + 1e-9)) + 1;
  std::vector<double> angles_deg(count);
  for (std::size_t i = 0; i < count; ++i)
    angles_deg[i] = std::min(first_deg + static_cast<double>(i) * step_deg, last_deg);
  return angles_deg;
}

std::vector<std::int64_t> acquisition_order(const std::vector<double>& angles_deg, const std::string& scheme,
                                            double start_deg, std::int64_t group) {
  std::vector<std::int64_t> place(angles_deg.size());
  if (scheme == "continuous" || angles_deg.empty()) {
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<std::int64_t>(i);
    return place;
  }
  const Sides sides = sides_of(angles_deg, start_deg);
  // one group as long as a side makes a bidirectional series
  const auto size = scheme == "bidirectional" ? angles_deg.size() : static_cast<std::size_t>(group);
  const std::vector<std::size_t> sequence = alternating(sides, size);
  for (std::size_t i = 0; i < sequence.size(); ++i) place[sequence[i]] = static_cast<std::int64_t>(i);
  return place;
}

}  // namespace cryocosm::tem
