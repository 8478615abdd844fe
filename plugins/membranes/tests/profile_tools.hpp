// Density along the normal of a membrane's surface, for the tests of this family.
#pragma once

#include <vector>

#include "bilayer.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {

/// Mean density over slices of 1 Å along the normal of a place, from the voxels around its line.
struct RadialProfile {
  explicit RadialProfile(int half)
      : half_A(half), sum(2 * static_cast<std::size_t>(half)), count(sum.size()) {}
  int half_A;
  std::vector<double> sum, count;
};

inline void add_voxels(const VoxelWindow<float>& window, const SurfacePoint& place, RadialProfile& profile) {
  for (std::int64_t z = 0; z < window.size.z; ++z)
    for (std::int64_t y = 0; y < window.size.y; ++y)
      for (std::int64_t x = 0; x < window.size.x; ++x) {
        const Vec3 p = window.voxel_A * Vec3{static_cast<double>(window.origin.x + x),
                                             static_cast<double>(window.origin.y + y),
                                             static_cast<double>(window.origin.z + z)};
        const Vec3 d = p - place.position_A;
        const double along = dot(d, place.normal), aside = norm(d - along * place.normal);
        // at bends of 75 Å a voxel 10 Å aside lies 0.7 Å off: a fifth of a voxel
        if (aside > 10 || std::abs(along) >= profile.half_A) continue;
        const auto slice = static_cast<std::size_t>(along + profile.half_A);
        profile.sum[slice] += static_cast<double>(window.row(y, z)[x]);
        profile.count[slice] += 1;
      }
}

/// The fields are drawn `times`, each time shifted against the voxels, so that every slice has some.
inline RadialProfile profile_at(const std::vector<const ImplicitField*>& fields, const Pose& pose,
                                const SurfacePoint& place, int half_A, double voxel_A, int times,
                                Random& random) {
  const auto n = 2 * static_cast<std::int64_t>((half_A + 10) / voxel_A) + 3;
  RadialProfile profile(half_A);
  for (int i = 0; i < times; ++i) {
    const Vec3 shift{random.uniform(0, voxel_A), random.uniform(0, voxel_A), random.uniform(0, voxel_A)};
    const Vec3 c = place.position_A + shift;
    const auto low = [&](double x) { return static_cast<std::int64_t>(std::floor(x / voxel_A)) - n / 2; };
    std::vector<float> density(static_cast<std::size_t>(n * n * n));
    const VoxelWindow<float> window{density.data(), {low(c.x), low(c.y), low(c.z)}, {n, n, n}, n, n * n,
                                    voxel_A};
    for (const ImplicitField* field : fields)
      Bilayer{NoParams{}}.draw(*field, {pose.rotation, pose.position_A + shift}, window);
    add_voxels(window, {c, place.normal}, profile);
  }
  return profile;
}

struct Peak {
  double centre_A = 0, sigma_A = 0;
};

/// Mean and deviation of the density between two places of the profile.
inline Peak peak_of(const RadialProfile& profile, double low_A, double high_A) {
  double weight = 0, mean = 0, square = 0;
  for (std::size_t i = 0; i < profile.sum.size(); ++i) {
    const double along = static_cast<double>(i) + 0.5 - profile.half_A;
    if (along < low_A || along > high_A) continue;
    EXPECT_GT(profile.count[i], 0);
    const double density = profile.sum[i] / profile.count[i];
    weight += density;
    mean += density * along;
    square += density * along * along;
  }
  mean /= weight;
  return {mean, std::sqrt(square / weight - mean * mean)};
}

}  // namespace cryocosm::membranes::test
