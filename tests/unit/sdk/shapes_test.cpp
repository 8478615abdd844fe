// Density templates and sets of balls: what they refuse, and that their radii bound all they hold.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "cryocosm/error.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm {
namespace {

template <class F>
void expect_data_error(F make, Code code, const std::string& message, const std::string& hint = "") {
  try {
    make();
    ADD_FAILURE() << "nothing was thrown; expected: " << message;
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.hint(), hint);
  }
}

const GridSpec k_grid{{6, 5, 4}, 2};

DensityTemplate one_voxel(Index3 at) {
  std::vector<float> density(k_grid.count());
  std::vector<std::uint8_t> mask(k_grid.count());
  const auto index = static_cast<std::size_t>(at.x + k_grid.size.x * (at.y + k_grid.size.y * at.z));
  density[index] = 3;
  mask[index] = 1;
  return DensityTemplate(k_grid, density, mask);
}

TEST(DensityTemplate, CentreIsVoxelHalfOfTheSize) {
  const DensityTemplate t = one_voxel({3, 2, 2});
  EXPECT_EQ(t.kind(), "template");
  EXPECT_EQ(t.centre(), (Index3{3, 2, 2}));
  EXPECT_EQ(t.mask_count(), 1U);
  EXPECT_EQ(t.density().size, k_grid.count());
  // the centre voxel alone: half its diagonal for the mask, its trilinear support for the density
  EXPECT_DOUBLE_EQ(t.mask_radius_A(), std::sqrt(3.0));
  EXPECT_DOUBLE_EQ(t.radius_A(), 2 * std::sqrt(3.0));
}

// Every corner of every masked voxel and the whole cell that trilinear interpolation reaches lie within the
// radii.
TEST(DensityTemplate, RadiiBoundMaskAndSupport) {
  for (std::int64_t z = 0; z < k_grid.size.z; ++z)
    for (std::int64_t y = 0; y < k_grid.size.y; ++y)
      for (std::int64_t x = 0; x < k_grid.size.x; ++x) {
        const DensityTemplate t = one_voxel({x, y, z});
        const Vec3 voxel{static_cast<double>(x - 3) * 2, static_cast<double>(y - 2) * 2,
                         static_cast<double>(z - 2) * 2};
        double corner = 0, support = 0;
        for (const int i : {-1, 1})
          for (const int j : {-1, 1})
            for (const int k : {-1, 1}) {
              const Vec3 d{static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)};
              corner = std::max(corner, norm(voxel + d));
              support = std::max(support, norm(voxel + 2 * d));
            }
        EXPECT_GE(t.mask_radius_A(), corner - 1e-12);
        EXPECT_GE(t.radius_A(), support - 1e-12);
        EXPECT_GE(t.radius_A(), t.mask_radius_A());
      }
}

TEST(DensityTemplate, RefusesWhatIsNone) {
  const std::size_t n = k_grid.count();
  const std::vector<float> density(n, 1.0F);
  const std::vector<std::uint8_t> mask(n, 1);
  const std::string grid_text = "a template needs a grid of at least one voxel and a positive voxel size";
  for (const GridSpec& bad : {GridSpec{{0, 5, 4}, 2}, GridSpec{{6, -5, 4}, 2}, GridSpec{{6, 5, 4}, 0},
                              GridSpec{{6, 5, 4}, std::numeric_limits<double>::quiet_NaN()}})
    expect_data_error([&] { DensityTemplate(bad, density, mask); }, Code::bad_data, grid_text);
  const std::string size_text = "density and mask of a template must have one value per voxel of its grid";
  expect_data_error([&] { DensityTemplate(k_grid, std::vector<float>(n - 1), mask); }, Code::wrong_size,
                    size_text);
  expect_data_error([&] { DensityTemplate(k_grid, density, {}); }, Code::wrong_size, size_text);
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    std::vector<float> bad = density;
    bad[7] = value;
    expect_data_error([&] { DensityTemplate(k_grid, bad, mask); }, Code::bad_data,
                      "the density of a template is not finite everywhere");
  }
  expect_data_error([&] { DensityTemplate(k_grid, density, std::vector<std::uint8_t>(n)); }, Code::bad_data,
                    "the mask of a template is empty",
                    "lower the level that separates molecule from background");
}

TEST(SphereSet, RadiusBoundsAllBallsAndTheirEdges) {
  const SphereSet set({{{3, 4, 0}, 2, 1}, {{0, 0, -1}, 5, 0.5}}, 1.5);
  EXPECT_EQ(set.kind(), "spheres");
  EXPECT_EQ(set.balls().size, 2U);
  EXPECT_EQ(set.edge_A(), 1.5);
  EXPECT_DOUBLE_EQ(set.radius_A(), 5 + 2 + 2 * 1.5);
}

TEST(SphereSet, RefusesWhatIsNone) {
  expect_data_error([] { SphereSet({}, 1); }, Code::bad_data, "a set of balls is empty");
  expect_data_error(
      [] {
        SphereSet({{{0, 0, 0}, 0, 1}}, 1);
      },
      Code::bad_data, "a ball needs a positive and finite radius, not 0");
  expect_data_error(
      [] {
        SphereSet({{{0, 0, 0}, -2.5, 1}}, 1);
      },
      Code::bad_data, "a ball needs a positive and finite radius, not -2.5");
  expect_data_error(
      [] {
        SphereSet({{{0, 0, 0}, 1, 1}}, 0);
      },
      Code::bad_data, "the edge width of a set of balls must be positive and finite, not 0");
  const double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
  for (const SphereSet::Ball& ball : {SphereSet::Ball{{none, 0, 0}, 1, 1}, SphereSet::Ball{{0, endless, 0}, 1, 1},
                                      SphereSet::Ball{{}, 1, none}})
    expect_data_error([&] { SphereSet({ball}, 1); }, Code::bad_data,
                      "a ball's centre or density is not finite");
  expect_data_error(
      [&] {
        SphereSet({{{}, endless, 1}}, 1);
      },
      Code::bad_data, "a ball needs a positive and finite radius, not inf");
}

}  // namespace
}  // namespace cryocosm
