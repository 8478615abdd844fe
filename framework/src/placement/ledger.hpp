// What has been placed: units, and the chains that own them. Everything later is made from this.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cryocosm/transform.hpp"

namespace cryocosm {

/// A chain that stays. It keeps its structure alive, because the units' shapes may belong to it.
struct Chain {
  std::uint32_t entry = 0;
  std::uint32_t first_unit = 0;
  std::uint32_t unit_count = 0;
  bool has_centerline = false;
  std::unique_ptr<Structure> structure;
  std::vector<std::pair<std::string, double>> drawn;  ///< parameters as drawn for this structure
};

/// Units in the order of placing; unit i has instance i + 1, chain c has number c + 1.
struct Ledger {
  std::vector<PlacedUnit> units;
  std::vector<Step> steps;                         ///< of the same units, as their structures gave them
  std::vector<std::unique_ptr<Surface>> surfaces;  ///< of the same units; null for those that offer none
  std::vector<bool> is_movable;  ///< whether relaxing may move them: single bodies that nothing else follows
  std::vector<Chain> chains;
};

}  // namespace cryocosm
