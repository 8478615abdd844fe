// What components say about their structures, collected for the record.
#pragma once

#include <string>
#include <vector>

#include "placement/engine.hpp"

namespace cryocosm {

/// Such as {"mass", 4100, "kDa"}.
struct Fact {
  std::string name;
  double value = 0;
  std::string unit;  ///< empty for plain numbers
};

/// One element for each entry. What a component throws becomes an Error that names it. [host]
std::vector<std::vector<Fact>> facts_of(const std::vector<PlacementEntry>& entries);

}  // namespace cryocosm
