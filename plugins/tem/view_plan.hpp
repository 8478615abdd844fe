// Geometry of one view: where every voxel of a slice lands on the detector, as two one-dimensional steps.
#pragma once

#include <cstdint>
#include <vector>

namespace cryocosm::tem {

/// One slice perpendicular to the tilt axis (y) and the detector row that it projects onto.
struct SliceGeometry {
  std::int64_t nx = 0, nz = 0;  ///< voxels of the slice
  std::int64_t width = 0;       ///< pixels of the detector row
  double voxel_A = 1;           ///< of voxels and pixels alike
};

/// The projection of a slice at one tilt angle a. With every centre in the true middle, c = (n-1)/2
/// for n voxels or pixels, the point (x, z) lands at
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
/// width, and is the identity at 0 degrees.
struct ViewPlan {
  bool lines_along_z = false;
  std::int64_t line_count = 0;
  std::int64_t line_length = 0;
  std::int64_t row_length = 0;  ///< samples of the sheared row, padding included

  /// For each line, and for zero-weight ones up to a multiple of k_lines_per_pass: its sample 0 goes
  /// to row[start] with weight `near` and to row[start + 1] with weight `far`; near + far = 1.
  std::vector<std::int32_t> start;
  std::vector<float> near, far;

  /// For each pixel: the first of the k_taps samples near it, and voxel_A times the cubic of each one's
  /// distance (k_taps values per pixel).
  std::vector<std::int32_t> first;
  std::vector<float> weight_A;
};

constexpr std::int64_t k_lines_per_pass = 4;  ///< lines that the kernel sums in one pass
constexpr std::int64_t k_padding = 8;         ///< zeros at either end of lines and rows
constexpr std::int64_t k_taps = 6;            ///< the cubic is 4 pixels wide, a pixel at most sqrt(2) samples

/// Cubic convolution kernel of Keys: 1 at 0, 0 at the other whole numbers and beyond 2. It reproduces
/// quadratics. [any]
double keys_cubic(double distance);

/// Any finite angle is valid. [any]
ViewPlan plan_view(const SliceGeometry& geometry, double angle_deg, double shift_x_A);

}  // namespace cryocosm::tem
