// Poisson counts against the distribution that they are drawn from.
#include "poisson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace cryocosm::tem {
namespace {

TEST(Poisson, MeanAndVarianceAreEqual) {
  constexpr int k_draws = 200000;
  for (const double mean : {0.1, 3.0, 9.99, 10.0, 47.0, 2500.0, 1e6}) {
    Random random(7);
    double sum = 0, squares = 0;
    for (int i = 0; i < k_draws; ++i) {
      const double deviation = poisson(mean, random) - mean;
      sum += deviation / k_draws;
      squares += deviation * deviation / k_draws;
    }
    // five standard errors; the fourth central moment is mean + 3 mean^2
    EXPECT_NEAR(sum, 0, 5 * std::sqrt(mean / k_draws)) << mean;
    EXPECT_NEAR(squares, mean, 5 * mean * std::sqrt((2 + 1 / mean) / k_draws)) << mean;
  }
}

TEST(Poisson, EveryCountIsAsFrequentAsItShouldBe) {
  constexpr int k_draws = 200000;
  for (const double mean : {0.5, 4.0, 10.0, 16.5, 200.0}) {
    Random random(11);
    std::vector<int> hits(1000);
    for (int i = 0; i < k_draws; ++i) ++hits.at(static_cast<std::size_t>(poisson(mean, random)));
    double chi_square = 0, degrees = -1;
    for (std::size_t k = 0; k < hits.size(); ++k) {
      const double n = static_cast<double>(k);
      const double expected = k_draws * std::exp(n * std::log(mean) - mean - std::lgamma(n + 1));
      if (expected < 10) continue;
      chi_square += std::pow(hits[k] - expected, 2) / expected;
      degrees += 1;
    }
    EXPECT_LT(chi_square, degrees + 5 * std::sqrt(2 * degrees)) << mean;
  }
}

TEST(Poisson, NothingComesFromNothing) {
  Random random(1);
  EXPECT_EQ(poisson(0, random), 0);
  EXPECT_EQ(poisson(-3, random), 0);
}

}  // namespace
}  // namespace cryocosm::tem
