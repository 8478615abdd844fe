// Unit tests of the search for outliers, against a plain sort and against the truth.
#include "outliers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cryocosm/random.hpp"

namespace hot_pixels {
namespace {

std::vector<float> noise(std::size_t count, std::uint64_t seed) {
  cryocosm::Random random(seed);
  std::vector<float> pixels(count);
  for (float& p : pixels) p = static_cast<float>(random.normal());
  return pixels;
}

TEST(Outliers, DifferencesAreFromTheMedianOfTheNeighbours) {
  std::vector<float> pixels = noise(7 * 5, 1);
  const std::vector<float> found = differences({pixels.data(), 7, 5}, 2);
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 7; ++x) {
      std::vector<float> around;
      for (int i = 0; i < 35; ++i)
        if (std::abs(i % 7 - x) <= 2 && std::abs(i / 7 - y) <= 2 && i != 7 * y + x)
          around.push_back(pixels[static_cast<std::size_t>(i)]);
      std::sort(around.begin(), around.end());
      const auto here = static_cast<std::size_t>(7 * y + x);
      EXPECT_EQ(found[here], pixels[here] - around[around.size() / 2]);
    }
}

TEST(Outliers, TheDeviationOfNormalNoiseIsFoundWithOutliersInIt) {
  std::vector<float> pixels = noise(40000, 2);
  for (float& p : pixels) p *= 3;
  // a median of 40,000 sizes is off by 1.17 / sqrt(40000) of the deviation: five times that
  EXPECT_NEAR(robust_deviation(pixels), 3, 0.088);
  for (std::size_t i = 0; i < 400; ++i) pixels[100 * i] = 1e6F;
  EXPECT_NEAR(robust_deviation(pixels), 3, 0.15);  // a hundredth more moves the median by 1.6 %
}

TEST(Outliers, WhenMostDifferencesAreZeroTheirMeanCounts) {
  EXPECT_NEAR(robust_deviation({0, 0, 0, 0, 0, 0, 2, -2}), 1.2533 * 0.5, 1e-12);
  EXPECT_EQ(robust_deviation({0, 0, 0}), 0);
}

TEST(Outliers, WrongPixelsAreReplacedAndNoOthers) {
  const std::vector<float> good = noise(200 * 150, 3);
  std::vector<float> pixels = good;
  std::vector<std::size_t> wrong;
  for (std::size_t i = 37; i < pixels.size(); i += 611) {
    pixels[i] += i % 2 == 0 ? 25.0F : -25.0F;
    wrong.push_back(i);
  }
  for (std::size_t y = 0; y < 150; ++y) {  // and a column
    pixels[y * 200 + 90] = -25;
    wrong.push_back(y * 200 + 90);
  }
  std::sort(wrong.begin(), wrong.end());
  wrong.erase(std::unique(wrong.begin(), wrong.end()), wrong.end());
  // beyond 6 deviations lie 2e-9 of normal numbers: none of 30,000
  EXPECT_EQ(replace_outliers({pixels.data(), 200, 150}, 2, 6), static_cast<std::int64_t>(wrong.size()));
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (!std::binary_search(wrong.begin(), wrong.end(), i))
      ASSERT_EQ(pixels[i], good[i]) << i;
    else
      // the median of about 20 normal numbers deviates by 1.25 / sqrt(20)
      EXPECT_NEAR(pixels[i], 0, 5 * 1.25 / std::sqrt(12.0)) << i;
  }
}

TEST(Outliers, AFlatImageIsLeftAlone) {
  std::vector<float> pixels(100, 4.0F);
  EXPECT_EQ(replace_outliers({pixels.data(), 10, 10}, 2, 6), 0);
  EXPECT_EQ(pixels, std::vector<float>(100, 4.0F));
  pixels[55] = 5;  // no noise to hide in
  EXPECT_EQ(replace_outliers({pixels.data(), 10, 10}, 2, 6), 1);
  EXPECT_EQ(pixels, std::vector<float>(100, 4.0F));
}

TEST(Outliers, AnImageOfOnePixelHasNoNeighbours) {
  float pixel = 3;
  EXPECT_EQ(replace_outliers({&pixel, 1, 1}, 2, 6), 0);
  EXPECT_EQ(pixel, 3);
}

}  // namespace
}  // namespace hot_pixels
