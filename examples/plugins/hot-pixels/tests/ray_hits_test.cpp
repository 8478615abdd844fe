// Unit tests of rays: a Poisson number of them, and tracks of connected pixels.
#include "ray_hits.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace hot_pixels {
namespace {

using namespace cryocosm;

TEST(RayHits, TheirNumberIsPoissonDistributed) {
  RayParams params;
  params.per_image = 3;
  params.length = 1;
  constexpr int k_images = 20000;
  double sum = 0, squares = 0;
  for (int i = 0; i < k_images; ++i) {
    const auto n = static_cast<double>(
        draw_hits(params, 100, 80, Random(5).child(static_cast<std::uint64_t>(i))).size());
    sum += n;
    squares += n * n;
  }
  const double mean = sum / k_images, variance = squares / k_images - mean * mean;
  // of n Poisson numbers of mean m, the mean has variance m/n and the sample variance (m + 2 m^2)/n
  EXPECT_NEAR(mean, 3, 5 * std::sqrt(3.0 / k_images));
  EXPECT_NEAR(variance, 3, 5 * std::sqrt(21.0 / k_images));
}

TEST(RayHits, ATrackIsALineOfNeighboursWithOneExcess) {
  RayParams params;
  params.per_image = 1;
  params.excess = 12;
  params.length = 9;
  int tracks = 0;
  for (std::uint64_t seed = 0; tracks < 200; ++seed) {
    const auto lit = draw_hits(params, 1000, 1000, Random(seed));
    if (lit.empty() || lit.size() > 9) continue;  // none, or several rays
    ++tracks;
    for (std::size_t i = 1; i < lit.size(); ++i) {
      const auto dx = std::abs(lit[i].x - lit[i - 1].x), dy = std::abs(lit[i].y - lit[i - 1].y);
      EXPECT_TRUE(dx <= 1 && dy <= 1 && dx + dy >= 1) << seed;
    }
    const double length = std::hypot(static_cast<double>(lit.back().x - lit.front().x),
                                     static_cast<double>(lit.back().y - lit.front().y));
    // from 6 = round(9 / sqrt 2) to 9 steps less one of length 1 to sqrt 2, begun and ended anywhere in a
    // pixel
    const bool ended_at_edge =
        lit.back().x == 0 || lit.back().y == 0 || lit.back().x == 999 || lit.back().y == 999;
    if (!ended_at_edge) {
      EXPECT_NEAR(length, 9 - 1.2, std::sqrt(2.0)) << seed;
    }
    for (const LitPixel& p : lit) EXPECT_EQ(p.excess, 12);
  }
}

TEST(RayHits, ARayOfNoLengthStillLightsOnePixel) {
  RayParams params;
  params.per_image = 1000;
  params.length = 0;
  const auto lit = draw_hits(params, 64, 64, Random(2));
  EXPECT_NEAR(static_cast<double>(lit.size()), 1000, 5 * std::sqrt(1000.0));
}

TEST(RayHits, TracksStayInTheImage) {
  RayParams params;
  params.per_image = 500;
  params.length = 40;
  for (const LitPixel& p : draw_hits(params, 20, 10, Random(2)))
    ASSERT_TRUE(0 <= p.x && p.x < 20 && 0 <= p.y && p.y < 10);
}

}  // namespace
}  // namespace hot_pixels
