// The kernels: each pair is a transpose, and the filter and the shifts do what their formulas say.
#include <gtest/gtest.h>

#include "hosts.hpp"
#include "row_filter.hpp"
#include "row_shift.hpp"
#include "slice_kernel.hpp"
#include "weighting.hpp"

namespace cryocosm::tem {
namespace {

std::vector<float> random_values(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values(n);
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

/// A slice as lines in the direction that the plan wants.
PaddedLines lines_of(const ViewPlan& plan, const std::vector<float>& slice, const SliceGeometry& geometry) {
  PaddedLines along_x(geometry.nz, geometry.nx);
  load_lines_along_x(slice.data(), {{geometry.nx, 1, geometry.nz}, geometry.voxel_A}, 0, along_x);
  if (!plan.lines_along_z) return along_x;
  PaddedLines along_z(geometry.nx, geometry.nz);
  transpose(along_x, along_z);
  return along_z;
}

std::vector<float> forward(const SliceGeometry& geometry, double angle_deg, const std::vector<float>& slice) {
  const ViewPlan plan = plan_view(geometry, angle_deg, 0);
  std::vector<float> row, pixels(static_cast<std::size_t>(geometry.width));
  project_lines(plan, lines_of(plan, slice, geometry), row, pixels.data());
  return pixels;
}

std::vector<float> backward(const SliceGeometry& geometry, double angle_deg,
                            const std::vector<float>& pixels) {
  const ViewPlan plan = plan_view(geometry, angle_deg, 0);
  std::vector<float> row;
  spread_pixels(plan, pixels.data(), 1, row);
  PaddedLines lines(plan.line_count, plan.line_length);
  const std::vector<const ViewPlan*> plans{&plan};
  const std::vector<const std::vector<float>*> rows{&row};
  for (std::int64_t k = 0; k < plan.line_count; ++k) gather_line(view(plans), view(rows), k, lines.line(k));
  std::vector<float> slice(static_cast<std::size_t>(geometry.nx * geometry.nz));
  for (std::int64_t z = 0; z < geometry.nz; ++z)
    for (std::int64_t x = 0; x < geometry.nx; ++x)
      slice[static_cast<std::size_t>(z * geometry.nx + x)] =
          plan.lines_along_z ? lines.line(x)[z] : lines.line(z)[x];
  return slice;
}

TEST(SliceKernel, BackProjectionIsTheTransposeOfProjection) {
  const SliceGeometry shapes[] = {{31, 17, 31, 2.5, 2.5}, {30, 16, 30, 1, 1}, {5, 40, 12, 1, 1},
                                  {1, 1, 1, 1, 1},        {2, 3, 1, 1, 1},    {31, 17, 20, 2, 3},
                                  {9, 12, 30, 2, 1},      {2, 2, 1, 1, 50}};
  for (const SliceGeometry& geometry : shapes)
    for (const double angle_deg : {-90.0, -60.0, -45.0, -3.0, 0.0, 0.5, 44.9, 45.1, 73.0, 90.0, 135.0}) {
      const auto slice = random_values(static_cast<std::size_t>(geometry.nx * geometry.nz), 1);
      const auto pixels = random_values(static_cast<std::size_t>(geometry.width), 2);
      const auto projection = forward(geometry, angle_deg, slice);
      const auto back = backward(geometry, angle_deg, pixels);
      // each of the sums has at most a few hundred terms of order 1, each rounded to 2^-24
      const double scale = std::sqrt(dot(projection, projection) * dot(pixels, pixels)) + geometry.voxel_A;
      EXPECT_NEAR(dot(projection, pixels), dot(slice, back), 1e-5 * scale)
          << geometry.nx << " x " << geometry.nz << " at " << angle_deg;
    }
}

TEST(SliceKernel, UntiltedProjectionIsThePlainSumOverZ) {
  const SliceGeometry geometry{37, 21, 37, 4, 4};
  const auto slice = random_values(37 * 21, 3);
  const auto pixels = forward(geometry, 0, slice);
  for (std::size_t x = 0; x < 37; ++x) {
    double sum = 0;
    for (std::size_t z = 0; z < 21; ++z) sum += 4.0 * static_cast<double>(slice[z * 37 + x]);
    EXPECT_NEAR(pixels[x], sum, 1e-5 * 4 * 21);
  }
}

TEST(SliceKernel, ProjectionAtNinetyDegreesIsTheSumOverXInTheOrderOfZ) {
  const SliceGeometry geometry{20, 20, 20, 1, 1};
  const auto slice = random_values(400, 4);
  const auto pixels = forward(geometry, 90, slice);
  for (std::size_t z = 0; z < 20; ++z) {
    double sum = 0;
    for (std::size_t x = 0; x < 20; ++x) sum += static_cast<double>(slice[z * 20 + x]);
    EXPECT_NEAR(pixels[z], sum, 1e-4);  // high z at high x': the sense of a positive angle
  }
}

TEST(SliceKernel, EveryVoxelKeepsMassAndPlaceAtEveryAngle) {
  const SliceGeometry geometry{9, 9, 41, 3, 3};
  for (double angle_deg = -90; angle_deg <= 90; angle_deg += 7.5)
    for (const auto& [x, z] : std::vector<std::pair<int, int>>{{0, 0}, {8, 0}, {3, 7}, {4, 4}}) {
      std::vector<float> slice(81);
      slice[static_cast<std::size_t>(z * 9 + x)] = 1;
      const auto pixels = forward(geometry, angle_deg, slice);
      double mass = 0, moment = 0;
      for (std::size_t p = 0; p < 41; ++p) {
        mass += static_cast<double>(pixels[p]);
        moment += static_cast<double>(pixels[p]) * static_cast<double>(p);
      }
      const double angle = angle_deg * k_pi / 180;
      // linear interpolation and Keys' cubic reproduce straight lines: exact but for rounding
      EXPECT_NEAR(mass, 3, 3e-6);
      EXPECT_NEAR(moment / mass, 20 + (x - 4) * std::cos(angle) + (z - 4) * std::sin(angle), 1e-5);
    }
}

TEST(RowBetween, WholePositionsAreRowsAndParabolasAreExact) {
  std::vector<float> image;
  for (int y = 0; y < 9; ++y)
    for (int x = 0; x < 3; ++x) image.push_back(static_cast<float>(y * y * (x + 1)));
  std::vector<float> row(3);
  row_between(image.data(), 3, 9, 4, row.data());
  EXPECT_EQ(row, (std::vector<float>{16, 32, 48}));
  row_between(image.data(), 3, 9, 4.25, row.data());
  EXPECT_NEAR(row[0], 4.25 * 4.25, 1e-5);
  for (const double outside : {-3.0, 12.0, 1e300, -1e300}) {
    row_between(image.data(), 3, 9, outside, row.data());
    EXPECT_EQ(row, (std::vector<float>{0, 0, 0})) << outside;
  }
}

TEST(RowFilter, RampIsTheDiscreteConvolutionOfKakAndSlaney) {
  constexpr std::int64_t width = 25;
  const double pixel_A = 2;
  auto first = random_values(width, 5), second = random_values(width, 6);
  const auto before = first, other = second;
  RowFilter::Scratch scratch;
  const RowFilter filter(width, RowPadding::zeros);
  const auto ramp = ramp_gains(filter.length(), pixel_A);
  const std::vector<float> gains(ramp.begin(), ramp.end());
  filter.apply(first.data(), gains, second.data(), gains, scratch);
  for (std::int64_t i = 0; i < width; ++i) {
    double sum = 0, sum_other = 0;
    for (std::int64_t j = 0; j < width; ++j) {
      const auto n = static_cast<double>(i - j);
      const double h = i == j ? 0.25 : (i - j) % 2 == 0 ? 0 : -1 / (k_pi * k_pi * n * n);
      sum += h * static_cast<double>(before[static_cast<std::size_t>(j)]) / pixel_A;
      sum_other += h * static_cast<double>(other[static_cast<std::size_t>(j)]) / pixel_A;
    }
    EXPECT_NEAR(first[static_cast<std::size_t>(i)], sum, 1e-5);
    EXPECT_NEAR(second[static_cast<std::size_t>(i)], sum_other, 1e-5);
  }
}

TEST(RowFilter, TwoRowsWithDifferentGainsDoNotMix) {
  constexpr std::int64_t width = 25;
  auto first = random_values(width, 5), second = random_values(width, 6);
  auto alone = first, other = second, nothing = std::vector<float>(width);
  const RowFilter filter(width, RowPadding::zeros);
  const auto bins = static_cast<std::size_t>(filter.length() / 2 + 1);
  const auto gains = random_values(bins, 7), others = random_values(bins, 8);
  RowFilter::Scratch scratch;
  filter.apply(first.data(), gains, second.data(), others, scratch);
  filter.apply(alone.data(), gains, nothing.data(), gains, scratch);
  nothing.assign(width, 0);
  filter.apply(other.data(), others, nothing.data(), others, scratch);
  for (std::size_t i = 0; i < width; ++i) {
    EXPECT_NEAR(first[i], alone[i], 1e-5);
    EXPECT_NEAR(second[i], other[i], 1e-5);
  }
}

}  // namespace
}  // namespace cryocosm::tem
