// Computes the shear and stretch tables of one view.
#include "view_plan.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/geometry.hpp"

namespace cryocosm::tem {
namespace {

double middle(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

std::int64_t round_up(std::int64_t n, std::int64_t multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

/// Fills start, near, far and row_length; returns the sample number u of row[0].
std::int64_t plan_shear(ViewPlan& plan, double slope) {
  const double reach = std::abs(slope) * middle(plan.line_count);
  const auto lowest = static_cast<std::int64_t>(std::floor(-reach));
  const auto highest = static_cast<std::int64_t>(std::floor(reach)) + plan.line_length;
  plan.row_length = highest - lowest + 1 + 2 * k_padding;

  const auto rounded = static_cast<std::size_t>(round_up(plan.line_count, k_lines_per_pass));
  plan.start.resize(rounded);
  plan.near.resize(rounded);
  plan.far.resize(rounded);
  for (std::size_t k = 0; k < rounded; ++k) {
    const bool exists = static_cast<std::int64_t>(k) < plan.line_count;
    const auto line = exists ? static_cast<double>(k) : static_cast<double>(plan.line_count - 1);
    const double offset = (line - middle(plan.line_count)) * slope;
    const double whole = std::floor(offset);
    const double fraction = offset - whole;
    plan.start[k] = static_cast<std::int32_t>(static_cast<std::int64_t>(whole) - lowest + k_padding);
    plan.near[k] = exists ? static_cast<float>(1 - fraction) : 0.0F;
    plan.far[k] = exists ? static_cast<float>(fraction) : 0.0F;
  }
  return lowest - k_padding;
}

/// Fills first and weight_A: sample u lies at c + (u - c_line) * scale + shift on the detector.
void plan_stretch(ViewPlan& plan, const SliceGeometry& geometry, double scale, double shift,
                  std::int64_t u_of_row) {
  const auto width = static_cast<std::size_t>(geometry.width);
  const double reach = 2 * std::max(1.0, std::abs(scale)) / std::abs(scale);  // of the cubic, in samples
  plan.taps = static_cast<std::int64_t>(std::ceil(2 * reach));
  plan.row_length = std::max(plan.row_length, plan.taps);
  const auto taps = static_cast<std::size_t>(plan.taps);
  plan.first.assign(width, 0);
  plan.weight_A.assign(width * taps, 0.0F);
  // of one sample: lengths along the ray and across it, the latter in pixels
  const double mass_A = geometry.voxel_A * (geometry.voxel_A / geometry.pixel_A);
  const double first_u = static_cast<double>(u_of_row);
  const auto highest_first = static_cast<double>(plan.row_length - plan.taps);
  for (std::size_t p = 0; p < width; ++p) {
    const double x = static_cast<double>(p) - middle(geometry.width) - shift;
    const double lowest_u = middle(plan.line_length) + x / scale - reach;
    // pixels that see nothing but vacuum get any place and zero weights
    const double first = std::clamp(std::ceil(lowest_u) - first_u, 0.0, highest_first);
    plan.first[p] = static_cast<std::int32_t>(first);
    for (std::size_t tap = 0; tap < taps; ++tap) {
      const double u = first + static_cast<double>(tap) + first_u;
      const double distance = x - (u - middle(plan.line_length)) * scale;
      plan.weight_A[p * taps + tap] = static_cast<float>(stretch_weight(distance, std::abs(scale)) * mass_A);
    }
  }
}

}  // namespace

double keys_cubic(double distance) {
  const double t = std::abs(distance);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  return 0;
}

double stretch_weight(double distance, double scale) {
  const double width = std::max(1.0, scale);
  return keys_cubic(distance / width) / width;
}

ViewPlan plan_view(const SliceGeometry& geometry, double angle_deg, double shift_x_A) {
  const double angle = angle_deg * k_pi / 180;
  const double cosine = std::cos(angle), sine = std::sin(angle);
  ViewPlan plan;
  plan.lines_along_z = std::abs(sine) > std::abs(cosine);
  plan.line_length = plan.lines_along_z ? geometry.nz : geometry.nx;
  plan.line_count = plan.lines_along_z ? geometry.nx : geometry.nz;
  const double slope = plan.lines_along_z ? cosine / sine : sine / cosine;
  const double scale = (plan.lines_along_z ? sine : cosine) * (geometry.voxel_A / geometry.pixel_A);
  const std::int64_t u_of_row = plan_shear(plan, slope);
  plan_stretch(plan, geometry, scale, shift_x_A / geometry.pixel_A, u_of_row);
  return plan;
}

}  // namespace cryocosm::tem
