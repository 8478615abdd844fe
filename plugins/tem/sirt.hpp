// Simultaneous iterative reconstruction of one slice.
#pragma once

#include <functional>
#include <vector>

#include "view_set.hpp"

namespace cryocosm::tem {

/// x <- x + C A' R (b - A x) from x = 0, where A is the projection, A' its exact transpose, R the inverse
/// of the rays' lengths inside the slice and C that of the voxels' sums over all rays (Gilbert, Journal of
/// Theoretical Biology 36, 105, 1972, in the form of Gregor and Benson, IEEE Trans. Medical Imaging 27, 918,
/// 2008). Immutable once made; each thread brings its own Work.
class Sirt {
 public:
  explicit Sirt(const ViewSet& views);

  struct Work {
    explicit Work(const ViewSet& views);
    PaddedLines slice, slice_along_z, update, along_z;
    SampleRows rows;
    std::vector<float> row, pixels;
  };
  /// `images` holds the slice's row of each view; the result is in work.slice, lines along x.
  /// `after_each` iteration is called and may throw. [any]
  void run(const std::vector<std::vector<float>>& images, std::int64_t iterations, Work& work,
           const std::function<void()>& after_each) const;

 private:
  const ViewSet& views_;
  std::vector<std::vector<float>> per_ray_;  ///< R, by view and pixel; 0 for rays that hardly touch the slice
  std::vector<float> per_voxel_;             ///< C, x fastest
};

}  // namespace cryocosm::tem
