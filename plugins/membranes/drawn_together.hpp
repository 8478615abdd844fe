// Numbers that are drawn together until they fit each other.
#pragma once

#include <array>
#include <optional>

#include "cryocosm/distribution.hpp"

namespace cryocosm::membranes {

/// Tries before a pipeline is refused, and before a run that was let through gives up: what one in
/// 2000 draws meets is missed by 100,000 with a probability of exp(-50).
constexpr int k_tries_to_validate = 2000, k_tries_to_draw = 100000;

/// The first draw of the distributions that `fits`, conditional on nothing else; empty after `tries`.
template <std::size_t N, class Fits>
std::optional<std::array<double, N>> drawn_together(const std::array<Distribution, N>& distributions,
                                                    Random random, int tries, Fits fits) {
  for (int i = 0; i < tries; ++i) {
    std::array<double, N> values;
    for (std::size_t k = 0; k < N; ++k) values[k] = distributions[k].draw(random);
    if (fits(values)) return values;
  }
  return std::nullopt;
}

/// Whether draws that fit are to be found at all. For the rules of a schema.
template <std::size_t N, class Fits>
bool can_be_drawn(const std::array<Distribution, N>& distributions, Fits fits) {
  return drawn_together(distributions, Random(0), k_tries_to_validate, fits).has_value();
}

}  // namespace cryocosm::membranes
