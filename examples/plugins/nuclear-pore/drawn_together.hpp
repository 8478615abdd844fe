// Numbers that are drawn together until they fit each other.
#pragma once

#include <array>
#include <optional>

#include "cryocosm/distribution.hpp"

namespace nuclear_pore {

/// The first draw of the distributions that `fits`; empty after `tries`.
template <std::size_t N, class Fits>
std::optional<std::array<double, N>> drawn_together(
    const std::array<cryocosm::Distribution, N>& distributions, cryocosm::Random random, int tries,
    Fits fits) {
  for (int i = 0; i < tries; ++i) {
    std::array<double, N> values;
    for (std::size_t k = 0; k < N; ++k) values[k] = distributions[k].draw(random);
    if (fits(values)) return values;
  }
  return std::nullopt;
}

}  // namespace nuclear_pore
