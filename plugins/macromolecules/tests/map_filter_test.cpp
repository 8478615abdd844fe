// Maps on their way to the volume's voxels, through the host's own filters, against closed forms.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "cryocosm/error.hpp"
#include "imaging/imaging.hpp"
#include "map_density.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;

Volume sampled(std::int64_t size, double voxel_A, const std::function<double(Vec3)>& value) {
  Volume volume;
  volume.grid = {{size, size, size}, voxel_A};
  const auto at = [&](std::int64_t i) { return voxel_A * static_cast<double>(i - size / 2); };
  for (std::int64_t z = 0; z < size; ++z)
    for (std::int64_t y = 0; y < size; ++y)
      for (std::int64_t x = 0; x < size; ++x)
        volume.voxels.push_back(static_cast<float>(value({at(x), at(y), at(z)})));
  return volume;
}

struct Moments {
  double sum = 0;
  Vec3 mean_A;
  double variance_A2 = 0;  // along one axis
};

Moments moments(const Volume& v) {
  Moments m;
  double second = 0;
  const Index3 n = v.grid.size;
  for (const bool first_pass : {true, false}) {
    std::size_t i = 0;
    for (std::int64_t z = 0; z < n.z; ++z)
      for (std::int64_t y = 0; y < n.y; ++y)
        for (std::int64_t x = 0; x < n.x; ++x, ++i) {
          const double value = static_cast<double>(v.voxels[i]);
          const Vec3 p =
              v.grid.voxel_A * Vec3{static_cast<double>(x - n.x / 2), static_cast<double>(y - n.y / 2),
                                    static_cast<double>(z - n.z / 2)};
          if (first_pass) {
            m.sum += value;
            m.mean_A = m.mean_A + value * p;
          } else {
            second += value * dot(p - m.mean_A, p - m.mean_A);
          }
        }
    if (first_pass) m.mean_A = m.mean_A / m.sum;
  }
  m.variance_A2 = second / m.sum / 3;
  return m;
}

// A Gaussian of standard deviation 15 A keeps its place and its integral, and becomes as much broader as the
// low-pass (0.225 d) says, plus what sampling it on larger voxels adds: the anti-alias filter, whose variance
// is no more than that of a new voxel, 10^2 / 4.
TEST(MapFilters, lowPassAndResampleAGaussian) {
  const auto imaging = make_imaging();
  const Vec3 centre{4, -7, 2};
  const Volume map =
      sampled(72, 2.5, [&](Vec3 p) { return 5 * std::exp(-dot(p - centre, p - centre) / (2 * 15 * 15)); });
  const Moments before = moments(map);
  for (const double resolution_A : {0.0, 40.0}) {
    const PreparedMap prepared = map_density(map, {10, resolution_A, false}, *imaging, "gaussian.mrc");
    EXPECT_EQ(prepared.volume.grid.voxel_A, 10);
    const Moments after = moments(prepared.volume);
    const double low_pass = std::pow(resolution_A / (std::sqrt(2.0) * k_pi), 2);
    EXPECT_NEAR(after.sum * 1000, before.sum * 2.5 * 2.5 * 2.5, 0.01 * after.sum * 1000);
    EXPECT_NEAR(norm(after.mean_A - centre), 0, 0.1);
    EXPECT_GT(after.variance_A2, 0.98 * (15 * 15 + low_pass));
    EXPECT_LT(after.variance_A2, 1.02 * (15 * 15 + low_pass) + 25);
  }
}

// A wave of period 6 A can not be held by voxels of 10 A; without the filter it would come out as one of 15
// A.
TEST(MapFilters, leaveNoAliases) {
  const auto imaging = make_imaging();
  const Volume map = sampled(120, 1.5, [](Vec3 p) {
    const double inside = dot(p, p) < 60 * 60 ? 1 : 0;
    return inside * (1 + std::cos(2 * k_pi * p.x / 6));
  });
  const PreparedMap prepared = map_density(map, {10, 0, false}, *imaging, "wave.mrc");
  const Index3 n = prepared.volume.grid.size;
  for (std::int64_t x = n.x / 2 - 3; x <= n.x / 2 + 3; ++x) {
    const auto at = static_cast<std::size_t>(x + n.x * (n.y / 2 + n.y * (n.z / 2)));
    EXPECT_NEAR(prepared.volume.voxels[at], 1, 0.02);  // the mean; the amplitude was 1
  }
}

}  // namespace
