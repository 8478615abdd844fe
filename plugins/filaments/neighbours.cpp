// Pairs of units of different filaments that lie within reach of each other.
#include "neighbours.hpp"

#include <cmath>

namespace cryocosm::filaments {
namespace {

/// A name for the cell of `p`, shifted by whole cells; 21 bits for each axis.
std::uint64_t cell_of(Vec3 p, double width_A, int dx = 0, int dy = 0, int dz = 0) {
  const auto axis = [&](double x, int shift) {
    constexpr std::int64_t k_middle = std::int64_t{1} << 20;
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(x / width_A)) + shift + k_middle) &
           0x1FFFFF;
  };
  return axis(p.x, dx) | axis(p.y, dy) << 21 | axis(p.z, dz) << 42;
}

}  // namespace

void Neighbours::read(Span<const PlacedUnit> units) const {
  if (!seen_.continues_in(units)) {
    seen_ = {};
    cells_.clear();
  }
  for (std::size_t i = seen_.count(); i < units.size; ++i)
    cells_[cell_of(units[i].pose.position_A, farthest_A_)].push_back(i);
  seen_.note(units);
}

std::vector<std::size_t> Neighbours::of(Span<const PlacedUnit> units, std::size_t unit) const {
  const Vec3 here = units[unit].pose.position_A;
  std::vector<std::size_t> found;
  for (int z = -1; z <= 1; ++z)
    for (int y = -1; y <= 1; ++y)
      for (int x = -1; x <= 1; ++x) {
        const auto cell = cells_.find(cell_of(here, farthest_A_, x, y, z));
        if (cell == cells_.end()) continue;
        for (const std::size_t other : cell->second) {
          const double distance = norm(units[other].pose.position_A - here);
          if (units[other].chain != units[unit].chain && distance >= nearest_A_ && distance <= farthest_A_)
            found.push_back(other);
        }
      }
  return found;
}

std::optional<std::pair<std::size_t, std::size_t>> Neighbours::draw(Span<const PlacedUnit> units,
                                                                    Random& random) const {
  constexpr int k_draws = 1000;
  if (units.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  read(units);
  for (int i = 0; i < k_draws; ++i) {
    const auto unit = static_cast<std::size_t>(random.index(units.size));
    const std::vector<std::size_t> others = of(units, unit);
    if (!others.empty())
      return std::pair(unit, others[static_cast<std::size_t>(random.index(others.size()))]);
  }
  return std::nullopt;
}

}  // namespace cryocosm::filaments
