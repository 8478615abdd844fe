// Exact squared distances on grids, in linear time: what dilating a mask and finding its depth have in
// common.
#pragma once

#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::macromolecules {

/// Extends squared distances by one dimension, a line at a time (Felzenszwalb & Huttenlocher, Distance
/// transforms of sampled functions, Theory of Computing 8, 2012). Keeps its memory from line to line; one
/// for each thread.
class DistanceLine {
 public:
  /// Each distances2[i] becomes the least over j of distances2[j] + (i - j)². Values are integers, or
  /// infinity where there is nothing; then all results are exact.
  void spread(std::vector<double>& distances2);

 private:
  std::vector<double> before_, from_;
  std::vector<std::size_t> lowest_;
};

/// Calls visit(first, n, stride) for all lines of voxels along x, then y, then z: voxel i of a line has the
/// index first + i * stride.
template <class Visit>
void for_each_line(Index3 size, Visit visit) {
  const std::int64_t n[] = {size.x, size.y, size.z}, stride[] = {1, size.x, size.x * size.y};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::size_t second = axis == 0 ? 1 : 0, third = axis == 2 ? 1 : 2;
    for (std::int64_t b = 0; b < n[third]; ++b)
      for (std::int64_t a = 0; a < n[second]; ++a)
        visit(a * stride[second] + b * stride[third], n[axis], stride[axis]);
  }
}

}  // namespace cryocosm::macromolecules
