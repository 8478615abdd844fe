// Rare pixels are found by the gaps between them, so a detector of sixteen million costs no more than its
// defects.
#include "detector.hpp"

#include <algorithm>
#include <cmath>

namespace hot_pixels {
namespace {

using namespace cryocosm;

/// Calls take(index) for each of `count` places that is chosen with probability `fraction`, in order. The
/// number of places skipped between two chosen ones is geometric: an exponential, rounded down.
template <class Take>
void choose(std::int64_t count, double fraction, Random& random, Take take) {
  if (fraction <= 0) return;
  const double mean_gap = -1 / std::log1p(-fraction);
  double place = std::floor(random.exponential() * mean_gap);
  while (place < static_cast<double>(count)) {
    take(static_cast<std::int64_t>(place));
    place += 1 + std::floor(random.exponential() * mean_gap);
  }
}

/// `wanted` different columns, or all there are; any set of them is as likely as any other.
std::vector<std::int64_t> draw_columns(std::int64_t wanted, std::int64_t width, Random random) {
  std::vector<std::int64_t> columns;
  for (std::int64_t x = 0, missing = std::min(wanted, width); missing > 0; ++x)
    if (random.index(static_cast<std::uint64_t>(width - x)) < static_cast<std::uint64_t>(missing)) {
      columns.push_back(x);
      --missing;
    }
  return columns;
}

}  // namespace

DetectorDefects draw_defects(const HotParams& hot, const DeadParams& dead, std::int64_t width,
                             std::int64_t height, const Random& random) {
  DetectorDefects defects;
  Random hot_places = random.child("hot pixels");
  Random excesses = random.child("excess");
  choose(width * height, hot.fraction, hot_places, [&](std::int64_t i) {
    defects.hot.push_back({i % width, i / width, hot.excess.draw(excesses)});
  });
  Random dead_places = random.child("dead pixels");
  choose(width * height, dead.fraction, dead_places, [&](std::int64_t i) {
    defects.dead.push_back({i % width, i / width});
  });
  defects.dead_columns = draw_columns(dead.columns, width, random.child("dead columns"));
  return defects;
}

}  // namespace hot_pixels
