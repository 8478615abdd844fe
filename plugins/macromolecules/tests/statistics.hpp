// Tests of distributions: Kolmogorov-Smirnov, chi-square, and uniformity over all rotations.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "cryocosm/geometry.hpp"

namespace cryocosm::macromolecules::test {

/// ks_uniform() exceeds this once in a thousand samples.
constexpr double k_once_in_a_thousand = 1.95;

/// Kolmogorov-Smirnov statistic of `sample` against the uniform distribution on [0, 1], times sqrt(n). For
/// any other law give the law's distribution function of the sample.
inline double ks_uniform(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double d = 0;
  for (std::size_t i = 0; i < sample.size(); ++i)
    d = std::max({d, sample[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - sample[i]});
  return d * std::sqrt(n);
}

/// Counts against what is expected in each bin. Chi-square with k - 1 degrees of freedom has mean k - 1 and
/// variance 2 (k - 1); for many of them it is nearly normal, and 3.3 deviations are exceeded once in a
/// thousand samples.
inline void expect_counts(const std::vector<double>& counts, const std::vector<double>& expected) {
  ASSERT_EQ(counts.size(), expected.size());
  double chi2 = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) chi2 += std::pow(counts[i] - expected[i], 2) / expected[i];
  const double freedom = static_cast<double>(counts.size()) - 1;
  // Wilson and Hilferty: the cube root of chi2 / k is normal, mean 1 - 2 / 9k, variance 2 / 9k
  const double spread = 2 / (9 * freedom);
  EXPECT_LT((std::cbrt(chi2 / freedom) - (1 - spread)) / std::sqrt(spread), 3.1);
}

/// Complete spatial randomness in `box`: counts in 8 x 8 x 8 cells, and uniform along each axis.
inline void expect_uniform_positions(const std::vector<Vec3>& positions, const Box& box) {
  constexpr int k_cells = 8;
  std::vector<double> counts(k_cells * k_cells * k_cells), x, y, z;
  for (const Vec3 p : positions) {
    const Vec3 size = box.high - box.low, q = p - box.low;
    x.push_back(q.x / size.x);
    y.push_back(q.y / size.y);
    z.push_back(q.z / size.z);
    const int i = std::clamp(static_cast<int>(k_cells * x.back()), 0, k_cells - 1),
              j = std::clamp(static_cast<int>(k_cells * y.back()), 0, k_cells - 1),
              k = std::clamp(static_cast<int>(k_cells * z.back()), 0, k_cells - 1);
    counts[static_cast<std::size_t>(i + k_cells * (j + k_cells * k))] += 1;
  }
  expect_counts(counts, std::vector<double>(counts.size(), static_cast<double>(positions.size()) /
                                                               static_cast<double>(counts.size())));
  EXPECT_LT(ks_uniform(x), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(y), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(z), k_once_in_a_thousand);
}

/// Uniform on SO(3): the angle has density (1 - cos) / pi on [0, pi], the axis is uniform on the sphere, and
/// so are the images of the axes.
inline void expect_uniform_rotations(const std::vector<Quaternion>& rotations) {
  std::vector<double> angle, axis_z, axis_azimuth, image_x, image_y;
  for (const Quaternion q : rotations) {
    const double sign = q.w < 0 ? -1 : 1;
    const double a = 2 * std::acos(std::min(1.0, std::abs(q.w)));
    const Vec3 axis = sign * normalized(Vec3{q.x, q.y, q.z});
    angle.push_back((a - std::sin(a)) / k_pi);
    axis_z.push_back((axis.z + 1) / 2);
    axis_azimuth.push_back((std::atan2(axis.y, axis.x) + k_pi) / (2 * k_pi));
    image_x.push_back((rotate(q, {1, 0, 0}).z + 1) / 2);
    image_y.push_back((rotate(q, {0, 1, 0}).x + 1) / 2);
  }
  for (const auto* const sample : {&angle, &axis_z, &axis_azimuth, &image_x, &image_y})
    EXPECT_LT(ks_uniform(*sample), k_once_in_a_thousand);
}

}  // namespace cryocosm::macromolecules::test
