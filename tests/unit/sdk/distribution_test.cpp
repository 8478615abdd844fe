// Distributions of parameters: their statistics, bounds and streams.
#include "cryocosm/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "cryocosm/error.hpp"
#include "statistics.hpp"

namespace cryocosm {
namespace {

using namespace statistics;

constexpr double k_infinity = std::numeric_limits<double>::infinity();

std::vector<double> sample_of(const Distribution& distribution) {
  Random random(11);
  std::vector<double> sample(100000);
  for (double& value : sample) {
    value = distribution.draw(random);
    EXPECT_GE(value, distribution.smallest());
    EXPECT_LE(value, distribution.largest());
  }
  return sample;
}

Distribution bounded(Distribution distribution, double low, double high) {
  distribution.low = low;
  distribution.high = high;
  return distribution;
}

TEST(Distribution, ConstantUsesNoRandomNumber) {
  Random random(1), untouched(1);
  EXPECT_EQ(Distribution(7).draw(random), 7);
  EXPECT_EQ(random.bits(), untouched.bits());
  EXPECT_EQ(Distribution(7).smallest(), 7);
  EXPECT_EQ(Distribution(7).largest(), 7);
}

TEST(Distribution, Uniform) {
  const Distribution d = Distribution::uniform(20, 60);
  EXPECT_EQ(d.smallest(), 20);
  EXPECT_EQ(d.largest(), 60);
  expect_follows(
      sample_of(d), [](double x) { return uniform_cdf((x - 20) / 40); }, "uniform(20, 60)");
}

TEST(Distribution, Normal) {
  const Distribution d = Distribution::normal(80, 10);
  EXPECT_EQ(d.smallest(), -k_infinity);
  EXPECT_EQ(d.largest(), k_infinity);
  expect_follows(
      sample_of(d), [](double x) { return normal_cdf((x - 80) / 10); }, "normal(80, 10)");
  EXPECT_EQ(Distribution::normal(80, 0).smallest(), 80);
  EXPECT_EQ(Distribution::normal(80, 0).largest(), 80);
  EXPECT_EQ(sample_of(Distribution::normal(80, 0)).front(), 80);
}

TEST(Distribution, BoundedNormalIsTheTruncatedOne) {
  const double below = normal_cdf(-1), inside = normal_cdf(2) - normal_cdf(-1);
  expect_follows(
      sample_of(bounded(Distribution::normal(80, 10), 70, 100)),
      [&](double x) { return (normal_cdf((x - 80) / 10) - below) / inside; }, "normal(80, 10) in [70, 100]");
}

TEST(Distribution, ExponentialHasTheMeanItIsGiven) {
  const Distribution d = Distribution::exponential(5, 25);
  EXPECT_EQ(d.smallest(), 5);
  const auto sample = sample_of(d);
  expect_follows(
      sample, [](double x) { return x < 5 ? 0 : -std::expm1(-(x - 5) / 20); }, "exponential from 5");
  expect_mean(sample, 25, 20, "the deviation of an exponential is its mean above the minimum");
  EXPECT_EQ(Distribution::exponential(5, 5).largest(), 5);
}

TEST(Distribution, ImpossibleBoundsAreAnErrorAndNoHang) {
  Random random(1);
  try {
    bounded(Distribution::normal(0, 1), 50, 51).draw(random);
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), Code::bad_distribution);
    EXPECT_EQ(error.message(), "no draw of the distribution falls between 50 and 51");
    EXPECT_EQ(error.hint(), "choose a distribution that lies mostly inside the parameter's range");
  }
}

class Recorded final : public Draw {
 public:
  using Draw::Draw;
  std::vector<std::pair<std::string, double>> values;

 protected:
  void record(std::string_view name, double value) override { values.emplace_back(name, value); }
};

TEST(Draw, EachNameHasAStreamOfItsOwn) {
  const Distribution d = Distribution::uniform(0, 1);
  Recorded one{Random(1)}, other{Random(1)};
  const double radius = one("radius", d);
  other("a_new_parameter", d);
  EXPECT_EQ(other("radius", d), radius) << "a new parameter changes no other";
  EXPECT_NE(one("length", d), radius);
  EXPECT_EQ(one.random("radius").uniform(), radius);
}

TEST(Draw, RecordsWhatItDraws) {
  Recorded draw{Random(1)};
  const double radius = draw("radius", Distribution::uniform(0, 1));
  draw("length", 7);
  ASSERT_EQ(draw.values.size(), 2U);
  EXPECT_EQ(draw.values[0], (std::pair<std::string, double>("radius", radius)));
  EXPECT_EQ(draw.values[1], (std::pair<std::string, double>("length", 7)));
}

}  // namespace
}  // namespace cryocosm
