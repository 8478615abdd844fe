// Sampled Gaussians: the kernel of the Gaussian filter and the width of the anti-alias filter.
#pragma once

#include <vector>

namespace cryocosm {

/// Weights of a Gaussian of standard deviation `sigma` (voxels), centre in the middle; positive, of sum 1 and
/// of exactly the variance asked for. One weight for sigma 0. [any]
std::vector<double> gaussian_kernel(double sigma);

/// The Gaussian that takes voxels of `old_A` to voxels of `new_A` > `old_A`: a sample of edge v counts as
/// blurred with standard deviation v/2, and variances add. [any]
double antialias_sigma_A(double old_A, double new_A);

}  // namespace cryocosm
