// Pairs of units of different filaments that lie within reach of each other.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "seen.hpp"

namespace cryocosm::filaments {

/// Finds neighbours in a grid of cells as wide as the reach, which is read once for a scene. [any]
class Neighbours {
 public:
  /// Distances between units' positions; 0 < nearest_A <= farthest_A.
  Neighbours(double nearest_A, double farthest_A) : nearest_A_(nearest_A), farthest_A_(farthest_A) {}

  /// Indices of two units of different chains at such a distance; the first is uniform over those that have
  /// neighbours and the second uniform over its own. Empty when none was found in many draws.
  std::optional<std::pair<std::size_t, std::size_t>> draw(Span<const PlacedUnit> units, Random& random) const;

 private:
  void read(Span<const PlacedUnit> units) const;
  std::vector<std::size_t> of(Span<const PlacedUnit> units, std::size_t unit) const;

  double nearest_A_, farthest_A_;
  mutable std::mutex mutex_;
  mutable Seen seen_;
  mutable std::unordered_map<std::uint64_t, std::vector<std::size_t>> cells_;
};

}  // namespace cryocosm::filaments
