// Where placed filaments have branches, and where they may have more: kept while a scene grows.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "seen.hpp"

namespace cryocosm::filaments {

/// How branches may sit on filaments.
struct BranchLimits {
  std::size_t most_per_filament = 5;
  double spacing_A = 0;  ///< between the branch points of a filament
};

/// Draws branch points in constant time. It remembers what it has seen of the scene, so that a scene of n
/// units is read once and not once for every filament; what it answers depends on the scene alone. [any]
class BranchSites {
 public:
  explicit BranchSites(const BranchLimits& limits) : limits_(limits) {}

  /// Index of a unit of `parents` to branch from, uniform over the units that may be; empty when none was
  /// found in many draws. `parents` are the units of one entry, and their branches are among `own`, which may
  /// be the same.
  std::optional<std::size_t> draw(Span<const PlacedUnit> parents, Span<const PlacedUnit> own,
                                  Random& random) const;

 private:
  struct Filament {
    std::size_t first = 0;              ///< of its units in `parents`
    std::vector<std::size_t> branches;  ///< units of `parents`
  };
  void read(Span<const PlacedUnit> parents, Span<const PlacedUnit> own) const;
  Filament& filament_of(std::size_t unit) const;
  bool may_branch(Span<const PlacedUnit> parents, std::size_t unit) const;

  BranchLimits limits_;
  mutable std::mutex mutex_;
  mutable std::vector<Filament> filaments_;
  mutable Seen parents_seen_, own_seen_;
};

}  // namespace cryocosm::filaments
