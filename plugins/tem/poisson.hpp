// Random counts.
#pragma once

#include "cryocosm/random.hpp"

namespace cryocosm::tem {

/// A draw of Poisson's distribution; 0 for a mean that is 0 or less. Exact: inversion below a mean of 10,
/// above it transformed rejection (Hörmann, Insurance: Mathematics and Economics 12, 39, 1993). Takes as many
/// numbers from the stream as it needs. [worker]
double poisson(double mean, Random& random);

}  // namespace cryocosm::tem
