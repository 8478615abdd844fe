// Pieces of fibrils: their bands, their mass, and that they add up.
#include "banded.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace collagen {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{60, 60, 120}, 8};

BandedCylinder::Form form_of(double along_A) {
  BandedCylinder::Form form;
  form.radius_A = 150;
  form.length_A = 670.0 / 8;
  form.along_A = along_A;
  form.density_V = 2;
  return form;
}

/// Fibrils of `pieces` pieces along a line that is not an axis of the grid, about its middle.
std::vector<float> drawn(int pieces) {
  std::vector<float> density(k_grid.count());
  const Quaternion turn = rotation_about(normalized(Vec3{1, 2, 0}), 0.2);
  for (int i = 0; i < pieces; ++i) {
    const double along_A = (i - (pieces - 1) / 2.0) * 670 / 8;
    const Pose pose{turn, Vec3{237, 235, 473} + along_A * rotate(turn, {0, 0, 1})};
    Banded(NoParams{}).draw(BandedCylinder(form_of(along_A)), pose, whole_window(density.data(), k_grid));
  }
  return density;
}

double sum_A3(const std::vector<float>& density) {
  double sum = 0;
  for (const float value : density) sum += value;
  return sum * std::pow(k_grid.voxel_A, 3);
}

TEST(Banding, HasItsZonesAndItsMean) {
  const Banding banding;
  EXPECT_EQ(density_at(banding, 0), 1);
  EXPECT_EQ(density_at(banding, 0.2 * 670), 1);  // the overlap zone ends at 0.23 periods
  EXPECT_NEAR(density_at(banding, 0.23 * 670), 0.9, 1e-12);
  EXPECT_NEAR(density_at(banding, 0.27 * 670), 0.8, 1e-12);
  EXPECT_NEAR(density_at(banding, 335), 0.8, 1e-12);
  EXPECT_NEAR(density_at(banding, 7 * 670 - 30), 1, 1e-12);
  double mean = 0;
  for (int i = 0; i < 6700; ++i) mean += density_at(banding, i * 0.1) / 6700;
  EXPECT_NEAR(mean, 0.46 + 0.54 * 0.8, 1e-6);  // the steps are even about their middles
}

TEST(BandedCylinder, FadesAsTheNextPieceRises) {
  const BandedCylinder before(form_of(0)), after(form_of(670.0 / 8));
  for (double t = 0; t <= 670.0 / 8; t += 0.5)
    EXPECT_NEAR(before.density(t, 0) + after.density(t - 670.0 / 8, 0), 2 * density_at(Banding{}, t), 1e-12);
  EXPECT_EQ(before.density(670.0 / 8, 0), 0);
  EXPECT_EQ(before.density(0, 160), 0);
  EXPECT_NEAR(before.density(0, 150), 1, 1e-12);
}

TEST(Banded, APeriodHasItsMass) {
  // the edge around the axis, of half width e, adds pi e^2 / 5 to the section's area: 0.1 % here, and rows of
  // voxels sum smooth functions to less than that
  const double section_A2 = k_pi * (150 * 150 + 10 * 10 / 5.0);
  EXPECT_NEAR(sum_A3(drawn(8)) / (2 * section_A2 * 670 * (0.46 + 0.54 * 0.8)), 1, 0.002);
}

TEST(Banded, ExcludesWhatTheFormSays) {
  std::vector<std::uint8_t> taken(k_grid.count());
  const Pose pose{rotation_about(normalized(Vec3{1, 2, 0}), 0.7), {237, 235, 473}};
  const BandedCylinder cylinder(form_of(0));
  Banded(NoParams{}).exclude(cylinder, pose, whole_window(taken.data(), k_grid));
  std::size_t at = 0, count = 0;
  for (std::int64_t z = 0; z < k_grid.size.z; ++z)
    for (std::int64_t y = 0; y < k_grid.size.y; ++y)
      for (std::int64_t x = 0; x < k_grid.size.x; ++x, ++at) {
        const Vec3 p = to_unit(pose, 8.0 * Vec3{double(x), double(y), double(z)});
        const double depth_A = std::min(150 - std::hypot(p.x, p.y), 0.55 * 670 / 8 - std::abs(p.z));
        if (std::abs(depth_A) > 1e-6) {
          ASSERT_EQ(taken[at], depth_A > 0) << p.x << " " << p.y << " " << p.z;
        }
        count += taken[at];
      }
  // a piece 1.1 lengths long; a body of its surface over its volume loses or gains parts of a voxel there
  const double volume_A3 = k_pi * 150 * 150 * 1.1 * 670 / 8;
  EXPECT_NEAR(static_cast<double>(count) * 512 / volume_A3, 1, 0.02);
}

}  // namespace
}  // namespace collagen
