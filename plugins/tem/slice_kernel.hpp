// The hot loops: one slice onto one detector row, and back. Each is the exact transpose of the other.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"
#include "view_plan.hpp"

namespace cryocosm::tem {

/// The voxels of one slice as lines, each with k_padding zeros at both ends, and zero lines up to a
/// multiple of k_lines_per_pass. It fits the second-level cache for usual sizes.
class PaddedLines {
 public:
  PaddedLines(std::int64_t count, std::int64_t length);
  std::int64_t count() const { return count_; }
  std::int64_t length() const { return length_; }
  float* line(std::int64_t k) { return data_.data() + k * stride_ + k_padding; }
  const float* line(std::int64_t k) const { return data_.data() + k * stride_ + k_padding; }
  void clear();

 private:
  std::int64_t count_, length_, stride_;
  std::vector<float> data_;
};

/// Copies slice `y` of the volume: lines along x (`lines.length()` = nx), one for each z. [any]
void load_lines_along_x(const float* voxels, const GridSpec& grid, std::int64_t y, PaddedLines& lines);

/// to.line(j)[i] = from.line(i)[j]. [any]
void transpose(const PaddedLines& from, PaddedLines& to);

/// pixels[p] = integral of the slice along the ray of pixel p, in density * Å. `lines` run as
/// plan.lines_along_z says; `row` is scratch. [any]
void project_lines(const ViewPlan& plan, const PaddedLines& lines, std::vector<float>& row, float* pixels);

/// The stretch, transposed: row = scale * voxel_A * (the pixels, interpolated at each sample). [any]
void spread_pixels(const ViewPlan& plan, const float* pixels, float scale, std::vector<float>& row);

/// The shear, transposed, for many views at once: adds to line `k` (line_length values at `out`, not
/// padded) what each view's row holds along its rays. All plans have lines in the same direction. [any]
void gather_line(Span<const ViewPlan* const> plans, Span<const std::vector<float>* const> rows,
                 std::int64_t k, float* out);

}  // namespace cryocosm::tem
