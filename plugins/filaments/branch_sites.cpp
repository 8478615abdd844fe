// Branch points of filaments, read off the ledger as it grows.
#include "branch_sites.hpp"

#include <algorithm>

namespace cryocosm::filaments {

BranchSites::Filament& BranchSites::filament_of(std::size_t unit) const {
  const auto after = std::upper_bound(filaments_.begin(), filaments_.end(), unit,
                                      [](std::size_t u, const Filament& f) { return u < f.first; });
  return *(after - 1);
}

void BranchSites::read(Span<const PlacedUnit> parents, Span<const PlacedUnit> own) const {
  if (!parents_seen_.continues_in(parents) || !own_seen_.continues_in(own)) {
    filaments_.clear();
    parents_seen_ = own_seen_ = {};
  }
  for (std::size_t i = parents_seen_.count(); i < parents.size; ++i)
    if (parents[i].index == 0) filaments_.push_back({i, {}});
  const std::uint32_t first = parents[0].instance;
  for (std::size_t i = own_seen_.count(); i < own.size; ++i) {
    const std::uint32_t parent = own[i].parent;
    if (own[i].index == 0 && parent >= first && parent - first < parents.size)
      filament_of(parent - first).branches.push_back(parent - first);
  }
  parents_seen_.note(parents);
  own_seen_.note(own);
}

bool BranchSites::may_branch(Span<const PlacedUnit> parents, std::size_t unit) const {
  const Filament& filament = filament_of(unit);
  if (filament.branches.size() >= limits_.most_per_filament) return false;
  return std::none_of(filament.branches.begin(), filament.branches.end(), [&](std::size_t other) {
    return norm(parents[unit].pose.position_A - parents[other].pose.position_A) < limits_.spacing_A;
  });
}

std::optional<std::size_t> BranchSites::draw(Span<const PlacedUnit> parents, Span<const PlacedUnit> own,
                                             Random& random) const {
  constexpr int k_draws = 200;
  const std::lock_guard lock(mutex_);
  read(parents, own);
  for (int i = 0; i < k_draws; ++i) {
    const auto unit = static_cast<std::size_t>(random.index(parents.size));
    if (may_branch(parents, unit)) return unit;
  }
  return std::nullopt;
}

}  // namespace cryocosm::filaments
