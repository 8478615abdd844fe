// Placing one entry: batches of chains grown side by side, committed in order, until there is a reason to
// stop.
#pragma once

#include <limits>

#include "placement/relaxation.hpp"

namespace cryocosm {

/// What an entry asks for; whichever is reached first ends it.
struct Target {
  double covered = std::numeric_limits<double>::infinity();  ///< voxels, or square Å of surfaces
  std::size_t chains = std::numeric_limits<std::size_t>::max();
};

/// [host]
class EntryPlacer {
 public:
  EntryPlacer(std::uint32_t entry_index, const Random& random, Workbench& bench);

  /// Places chains until the target is reached or `tries` in a row could not start, and says which.
  StopReason insert(std::int64_t tries);

  /// Goes on where inserting gave up, by making room; gives up after `tries` attempts in a row.
  StopReason relax(Relaxer& relaxer, std::int64_t tries);

  bool done() const { return covered() >= target_.covered || report_.chains >= target_.chains; }
  EntryReport finish(StopReason reason);

 private:
  /// In the unit of the target.
  double covered() const {
    return space_.is_on_surfaces() ? bench_.shaded_A2[space_.entry_index]
                                   : static_cast<double>(bench_.covered[space_.entry_index]);
  }
  std::vector<GrownChain> grow_batch(std::size_t size);
  GrownChain grow_one(std::uint64_t attempt);
  std::size_t batch_size() const;
  bool still_fits(const GrownChain& chain) const;
  std::optional<StopReason> settle(GrownChain chain, bool scene_has_grown);
  void commit(GrownChain chain);
  void keep_surfaces(const Chain& chain);

  Random random_;
  Workbench& bench_;
  EntrySpace& space_;
  Target target_;
  EntryReport report_;
  std::size_t first_unit_;
  std::size_t fatal_refusals_ = 0;
  std::uint64_t attempts_ = 0;
  std::int64_t most_failures_ = 0;  ///< in a row
  std::int64_t failures_in_a_row_ = 0;
  bool only_full_ = true;  ///< whether all failures in a row found no room
};

}  // namespace cryocosm
