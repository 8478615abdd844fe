// Convolution of a volume with one symmetric kernel along x, y and z, in place.
#pragma once

#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm {

/// `kernel` has an odd number of weights, the same read from both ends. Beyond the border the volume
/// continues with the border's value (zero flux). Runs on the threads set for imaging; the result does not
/// depend on their number. Extra memory: one slice per thread. [any]
void convolve_separable(Volume& volume, const std::vector<double>& kernel);

}  // namespace cryocosm
