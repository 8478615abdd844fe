// Draws numbers with given weights in constant time.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/random.hpp"

namespace cryocosm::membranes {

/// Walker's alias method, built as by Vose (IEEE Trans. Softw. Eng. 17, 972, 1991).
class AliasTable {
 public:
  /// Weights are not negative and not all zero.
  explicit AliasTable(const std::vector<double>& weights) : slots_(weights.size()) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    const double scale = static_cast<double>(weights.size()) / sum;
    std::vector<std::uint32_t> light, heavy;
    for (std::uint32_t i = 0; i < slots_.size(); ++i) {
      slots_[i] = {scale * weights[i], i};
      (slots_[i].own < 1 ? light : heavy).push_back(i);
    }
    while (!light.empty() && !heavy.empty()) {
      const std::uint32_t low = light.back(), high = heavy.back();
      light.pop_back();
      slots_[low].other = high;
      slots_[high].own -= 1 - slots_[low].own;
      if (slots_[high].own >= 1) continue;
      heavy.pop_back();
      light.push_back(high);
    }
    // whoever is left has a weight of 1 but for rounding, and is its own alias
  }

  std::uint32_t draw(Random& random) const {
    const auto i = static_cast<std::uint32_t>(random.index(slots_.size()));
    return random.uniform() < slots_[i].own || slots_[i].other == i ? i : slots_[i].other;
  }

 private:
  struct Slot {
    double own = 1;  ///< probability of the slot's own number
    std::uint32_t other = 0;
  };
  std::vector<Slot> slots_;
};

}  // namespace cryocosm::membranes
