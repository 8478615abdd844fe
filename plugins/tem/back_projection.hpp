// Weighted back-projection of one slice.
#pragma once

#include <vector>

#include "view_set.hpp"
#include "weighting.hpp"

namespace cryocosm::tem {

/// Filters, spreads and gathers. Immutable once made; each thread brings its own Work.
class BackProjection {
 public:
  /// `edge` is what each view adds to voxels that it does not see, times its scale: 0, or for imod a fifth of
  /// the mean of all images.
  BackProjection(const ViewSet& views, RowFilter filter, Weighting weighting, double pixel_A, double edge);

  struct Work {
    explicit Work(const ViewSet& views) : rows(views.plans.size()), along_z(lines_along_z(views)) {}
    SampleRows rows;
    PaddedLines along_z;
    RowFilter::Scratch scratch;
  };
  /// Adds to the slice at `slice` (lines `stride` apart, one for each z). `images` holds the slice's row of
  /// each view, and an empty row more when their number is odd; they are filtered in place. [any]
  void run(std::vector<std::vector<float>>& images, Work& work, float* slice, std::int64_t stride) const;

 private:
  const ViewSet& views_;
  RowFilter filter_;
  Weighting weighting_;
  double pixel_A_;
  std::vector<std::vector<float>> edges_;  ///< by view and sample; empty when there is nothing to add
};

}  // namespace cryocosm::tem
