// Geometry of one view: where every voxel of a slice lands on the detector, as two one-dimensional steps.
#pragma once

#include <cstdint>
#include <vector>

namespace cryocosm::tem {

/// One slice perpendicular to the tilt axis (y) and the detector row that it projects onto.
struct SliceGeometry {
  std::int64_t nx = 0, nz = 0;  ///< voxels of the slice
  std::int64_t width = 0;       ///< pixels of the detector row
  double voxel_A = 1;
  double pixel_A = 1;
};

/// The projection of a slice at one tilt angle a. With every centre in the true middle, c = (n-1)/2
/// for n voxels or pixels, the point (x, z) lands, with all lengths in Å, at
///
///     x' = c_width + (x - c_nx) cos a + (z - c_nz) sin a + shift,
///
/// so a positive angle moves what lies at high z towards +x.
///
/// A line is a row of voxels along x (or along z when |a| is over 45 degrees, so that a ray never steps
/// over a voxel). Shear: each line is shifted by a constant, with linear interpolation, and all are
/// summed to one row of samples u (Joseph, "An improved algorithm for reprojecting rays through pixel
/// images", IEEE Trans. Med. Imaging 1, 1982). Stretch: each sample goes to the four pixels around its
/// place by cubic convolution (Keys, IEEE Trans. ASSP 29, 1981), which keeps its mass, its centre and its
/// width, and is the identity at 0 degrees when pixels are as large as voxels. Where pixels are smaller than
/// the distance between samples, the cubic is as wide as four samples instead: it interpolates.
struct ViewPlan {
  bool lines_along_z = false;
  std::int64_t line_count = 0;
  std::int64_t line_length = 0;
  std::int64_t row_length = 0;  ///< samples of the sheared row, padding included

  /// For each line, and for zero-weight ones up to a multiple of k_lines_per_pass: its sample 0 goes
  /// to row[start] with weight `near` and to row[start + 1] with weight `far`; near + far = 1.
  std::vector<std::int32_t> start;
  std::vector<float> near, far;

  /// For each pixel: the first of the `taps` samples near it, and the weight of each one in density * Å
  /// (`taps` values per pixel).
  std::int64_t taps = 0;
  std::vector<std::int32_t> first;
  std::vector<float> weight_A;
};

constexpr std::int64_t k_lines_per_pass = 4;  ///< lines that the kernel sums in one pass
constexpr std::int64_t k_padding = 8;         ///< zeros at either end of lines and rows

/// Cubic convolution kernel of Keys: 1 at 0, 0 at the other whole numbers and beyond 2. It reproduces
/// quadratics. [any]
double keys_cubic(double distance);

/// The stretch's weight of a sample `distance` pixels away when samples are `scale` pixels apart; over all
/// pixels, or over all samples times `scale` where that is above 1, the weights sum to 1. [any]
double stretch_weight(double distance, double scale);

/// Any finite angle is valid. [any]
ViewPlan plan_view(const SliceGeometry& geometry, double angle_deg, double shift_x_A);

}  // namespace cryocosm::tem
