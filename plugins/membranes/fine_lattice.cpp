// Hard layers, point by point, from distances.
#include "fine_lattice.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {
namespace {

// A sampled Gaussian of 1.5 points and more is one to 2e-5; layers sampled so finely leave ripples of
// exp(-2 pi^2 1.5^2) after it.
constexpr double k_points_per_sigma = 1.5;

/// Distances on the points of a lattice and one more on every side.
class Distances {
 public:
  Distances(const ImplicitField& field, const Pose& pose, const FineLattice& lattice, Index3 low, Index3 size)
      : stride_y_(size.x + 2), stride_z_(stride_y_ * (size.y + 2)) {
    values_.resize(static_cast<std::size_t>(stride_z_ * (size.z + 2)));
    const Vec3 step = rotate(conjugate(pose.rotation), {lattice.step_A, 0, 0});
    const auto position_A = [&](std::int64_t point) {
      return lattice.first_A + static_cast<double>(point) * lattice.step_A;
    };
    float* row = values_.data();
    for (std::int64_t z = -1; z <= size.z; ++z)
      for (std::int64_t y = -1; y <= size.y; ++y, row += stride_y_) {
        // rows start at point 0, so that the bits do not depend on `low`
        const Vec3 start = to_unit(pose, {lattice.first_A, position_A(low.y + y), position_A(low.z + z)});
        field.distance(start, step, low.x - 1, static_cast<std::size_t>(stride_y_), row);
      }
  }
  const float* row(std::int64_t y, std::int64_t z) const {
    return values_.data() + (z + 1) * stride_z_ + (y + 1) * stride_y_ + 1;
  }
  /// The Laplacian at a point, times the step squared: of a distance the sum of the curvatures of the
  /// parallel surface there.
  float laplacian(const float* at) const {
    return at[1] + at[-1] + at[stride_y_] + at[-stride_y_] + at[stride_z_] + at[-stride_z_] - 6 * at[0];
  }

 private:
  std::int64_t stride_y_, stride_z_;
  std::vector<float> values_;
};

/// What a point holds, from its distance to the surface.
class HardLayer {
 public:
  HardLayer(const ImplicitField::Wall& wall, const FineLattice& lattice)
      : half_distance_(static_cast<float>(wall.layer_distance_A / 2)),
        half_reach_(static_cast<float>((lattice.width_A + lattice.step_A) / 2)),
        farthest_shift_(static_cast<float>(lattice.smoothing_A / 2)),
        shift_per_laplacian_(static_cast<float>(lattice.smoothing_A * lattice.smoothing_A / 2 /
                                                (lattice.step_A * lattice.step_A))),
        full_(static_cast<float>(wall.density * wall.layer_sigma_A * std::sqrt(2 * k_pi) / lattice.width_A)),
        per_A_(static_cast<float>(1 / lattice.step_A)) {}

  bool is_near(float distance) const {
    return std::abs(std::abs(distance) - half_distance_) < half_reach_ + farthest_shift_;
  }
  float value(float distance, float laplacian) const {
    const float shift = std::clamp(shift_per_laplacian_ * laplacian, -farthest_shift_, farthest_shift_);
    const float d = distance - shift;
    return full_ * (part_filled(d - half_distance_) + part_filled(d + half_distance_));
  }

 private:
  float part_filled(float from_middle) const {
    return std::clamp((half_reach_ - std::abs(from_middle)) * per_A_, 0.0F, 1.0F);
  }

  float half_distance_, half_reach_, farthest_shift_, shift_per_laplacian_, full_, per_A_;
};

}  // namespace

FineLattice::FineLattice(const ImplicitField::Wall& wall, double voxel_A) {
  width_A = wall.layer_sigma_A;
  smoothing_A = wall.layer_sigma_A * std::sqrt(1 - 1.0 / 12);  // a hard layer has width^2 / 12 of variance
  per_voxel = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(k_points_per_sigma * voxel_A / smoothing_A)));
  step_A = voxel_A / static_cast<double>(per_voxel);
  first_A = -static_cast<double>(per_voxel - 1) / 2 * step_A;
}

Volume hard_layers(const ImplicitField& field, const Pose& pose, const FineLattice& lattice, Index3 low,
                   Index3 size) {
  const Distances distances(field, pose, lattice, low, size);
  const HardLayer layer(field.wall(), lattice);
  Volume volume{{size, lattice.step_A}, {}};
  volume.voxels.resize(volume.grid.count());
  float* out = volume.voxels.data();
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y, out += size.x) {
      const float* const row = distances.row(y, z);
      for (std::int64_t x = 0; x < size.x; ++x)
        if (layer.is_near(row[x])) out[x] = layer.value(row[x], distances.laplacian(row + x));
    }
  return volume;
}

std::int64_t reach_of_filter(const Imaging& imaging, const FineLattice& lattice) {
  for (std::int64_t half = 64;; half *= 2) {
    Volume line{{{2 * half + 1, 1, 1}, lattice.step_A},
                std::vector<float>(static_cast<std::size_t>(2 * half + 1))};
    line.voxels[static_cast<std::size_t>(half)] = 1;
    imaging.gaussian(line, lattice.smoothing_A);
    const auto first = std::find_if(line.voxels.begin(), line.voxels.end(), [](float v) { return v != 0; });
    if (first != line.voxels.begin()) return half - (first - line.voxels.begin());
  }
}

}  // namespace cryocosm::membranes
