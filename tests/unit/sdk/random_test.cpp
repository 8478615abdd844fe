// Statistics of random streams, directions and rotations.
#include "cryocosm/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <type_traits>

#include "statistics.hpp"

namespace cryocosm {
namespace {

using namespace statistics;

constexpr std::size_t k_draws = 200000;

template <class F>
std::vector<double> sample_of(F draw) {
  std::vector<double> sample(k_draws);
  for (double& value : sample) value = draw();
  return sample;
}

TEST(Random, IsAPlainValue) {
  EXPECT_TRUE(std::is_trivially_copyable_v<Random>);
  Random random(1);
  random.bits();
  Random copy = random;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(copy.bits(), random.bits());
}

TEST(Random, ChildrenDependOnTheirPathAlone) {
  Random parent(1);
  const std::uint64_t before = parent.child(3).bits();
  for (int i = 0; i < 7; ++i) parent.bits();
  parent.seek(99);
  EXPECT_EQ(parent.child(3).bits(), before) << "drawing from the parent changes no child";
  EXPECT_NE(parent.child(4).bits(), before);
  EXPECT_NE(Random(2).child(3).bits(), before);
  EXPECT_NE(Random(1).child(3).child(3).bits(), before);
}

TEST(Random, ParentChildrenAndSeedsAreUncorrelated) {
  const Random root(1);
  const auto stream = [](Random random) { return sample_of([&random] { return random.uniform(); }); };
  const auto parent = stream(root), first = stream(root.child(0)), second = stream(root.child(1));
  expect_uncorrelated(parent, first, "parent and child");
  expect_uncorrelated(first, second, "siblings");
  expect_uncorrelated(parent, stream(Random(2)), "neighbouring seeds");
  expect_uncorrelated({parent.begin(), parent.end() - 1}, {parent.begin() + 1, parent.end()},
                      "neighbouring numbers");
}

// One number of each of many streams is what placing does: stream after stream, a few draws each.
TEST(Random, FirstNumbersOfSiblingsAreUniform) {
  const Random root(1);
  std::uint64_t tag = 0;
  expect_follows(sample_of([&] { return root.child(tag++).uniform(); }), uniform_cdf, "first numbers");
}

TEST(Random, Uniform) {
  Random random(1);
  const auto sample = sample_of([&] { return random.uniform(); });
  for (const double value : sample) ASSERT_TRUE(value >= 0 && value < 1);
  expect_follows(sample, uniform_cdf, "uniform");
}

TEST(Random, EveryBitIsFair) {
  Random random(2);
  std::vector<std::size_t> ones(64);
  for (std::size_t i = 0; i < k_draws; ++i) {
    const std::uint64_t word = random.bits();
    for (std::size_t bit = 0; bit < 64; ++bit) ones[bit] += (word >> bit) & 1;
  }
  const auto n = static_cast<double>(k_draws);
  for (std::size_t bit = 0; bit < 64; ++bit)  // a binomial count has deviation sqrt(n) / 2
    EXPECT_NEAR(static_cast<double>(ones[bit]), n / 2, 5 * std::sqrt(n) / 2) << "bit " << bit;
}

TEST(Random, UniformBetweenNeverReachesItsUpperBound) {
  Random random(1);
  const double next = std::nextafter(1.0, 2.0);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(random.uniform(1, next), 1.0);
  EXPECT_EQ(random.uniform(3, 3), 3.0);
  expect_follows(sample_of([&] { return (random.uniform(-20, 60) + 20) / 80; }), uniform_cdf,
                 "between -20 and 60");
}

TEST(Random, IndexIsUnbiased) {
  Random random(1);
  for (const std::uint64_t n : {1U, 2U, 6U, 1000U}) {
    std::vector<std::size_t> counts(n);
    for (std::size_t i = 0; i < k_draws; ++i) ++counts.at(random.index(n));
    if (n > 1) expect_equal_counts(counts, "small n");
  }
  // with n = 3/4 of 2^64, taking the high word without rejection would give every third number twice
  const std::uint64_t n = std::uint64_t{3} << 62;
  std::vector<std::size_t> residues(3), thirds(3);
  for (std::size_t i = 0; i < k_draws; ++i) {
    const std::uint64_t index = random.index(n);
    ASSERT_LT(index, n);
    ++residues[index % 3];
    ++thirds[index / (n / 3)];
  }
  expect_equal_counts(residues, "residues of a large n");
  expect_equal_counts(thirds, "thirds of a large n");
}

TEST(Random, NormalAndExponential) {
  Random random(1);
  const auto normal = sample_of([&] { return random.normal(); });
  expect_follows(normal, normal_cdf, "normal");
  expect_uncorrelated({normal.begin(), normal.end() - 1}, {normal.begin() + 1, normal.end()},
                      "neighbouring normals");
  expect_follows(
      sample_of([&] { return random.exponential(); }), [](double x) { return -std::expm1(-x); },
      "exponential");
}

TEST(Random, DirectionsAreUniformOnTheSphere) {
  Random random(1);
  std::vector<double> x, y, z;
  for (std::size_t i = 0; i < k_draws; ++i) {
    const Vec3 d = random_direction(random);
    ASSERT_NEAR(norm(d), 1, 1e-14);
    x.push_back((d.x + 1) / 2);
    y.push_back((d.y + 1) / 2);
    z.push_back((d.z + 1) / 2);
  }
  // Archimedes: each coordinate of a uniform point on the sphere is uniform
  expect_follows(x, uniform_cdf, "x");
  expect_follows(y, uniform_cdf, "y");
  expect_follows(z, uniform_cdf, "z");
}

TEST(Random, RotationsAreUniform) {
  Random random(1);
  const Vec3 fixed = normalized(Vec3{1, -2, 3});
  std::vector<double> x, y, z, angle;
  for (std::size_t i = 0; i < k_draws; ++i) {
    const Quaternion q = random_rotation(random);
    ASSERT_NEAR(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z, 1, 1e-14);
    const Vec3 v = rotate(q, fixed);
    x.push_back((v.x + 1) / 2);
    y.push_back((v.y + 1) / 2);
    z.push_back((v.z + 1) / 2);
    angle.push_back(2 * std::acos(std::min(1.0, std::abs(q.w))));
  }
  expect_follows(x, uniform_cdf, "x");
  expect_follows(y, uniform_cdf, "y");
  expect_follows(z, uniform_cdf, "z");
  // Haar measure: the rotation angle in [0, pi] has the density (1 - cos t) / pi
  expect_follows(
      angle, [](double t) { return (t - std::sin(t)) / k_pi; }, "rotation angle");
}

}  // namespace
}  // namespace cryocosm
