// filaments.worm_like_chain against the closed forms of Kratky and Porod.
#include "worm_like_chain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "bending.hpp"
#include "chains.hpp"

namespace cryocosm::filaments {
namespace {

using test::fixed_step;
using test::tangent;

std::vector<Pose> worm(double p, double d, std::size_t n, std::uint64_t seed, double twist = 0,
                       double elevation = 0) {
  const Bending bending = bending_of(p, d, elevation);
  return test::walk(WormLikeChain(NoParams{}),
                    fixed_step(d, bending.curvature_per_A, bending.torsion_per_A, twist), n, seed);
}

struct Mean {
  double value, error;  // of the mean
};

Mean mean_of(const std::vector<double>& sample) {
  const auto n = static_cast<double>(sample.size());
  double sum = 0, squares = 0;
  for (const double x : sample) sum += x;
  for (const double x : sample) squares += (x - sum / n) * (x - sum / n);
  return {sum / n, std::sqrt(squares / (n - 1) / n)};
}

constexpr double k_sigmas = 4;  // exceeded once in sixteen thousand samples

TEST(WormLikeChain, TangentsAreCorrelatedAsExpOfMinusLengthOverPersistence) {
  constexpr std::uint64_t k_chains = 4000;
  for (const double p : {150.0, 1000.0, 10000.0}) {
    const double d = 50;
    constexpr std::size_t k_units = 61;
    std::vector<std::vector<double>> cosines(k_units);
    for (std::uint64_t seed = 1; seed <= k_chains; ++seed) {
      const auto poses = worm(p, d, k_units, seed, 0.5, 0.7);
      for (std::size_t i = 0; i < k_units; ++i)
        cosines[i].push_back(dot(tangent(poses[0]), tangent(poses[i])));  // chains are independent
    }
    for (const std::size_t i : {1U, 2U, 5U, 10U, 20U, 40U, 60U}) {
      const Mean mean = mean_of(cosines[i]);
      EXPECT_NEAR(mean.value, std::exp(-static_cast<double>(i) * d / p), k_sigmas * mean.error)
          << "p " << p << " unit " << i;
    }
  }
}

TEST(WormLikeChain, EndsAreAsFarApartAsTheClosedFormSays) {
  const double p = 2000, d = 40;
  constexpr std::size_t k_units = 101;
  std::vector<double> squares;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const auto poses = worm(p, d, k_units, seed);
    const Vec3 ends = poses.back().position_A - poses.front().position_A;
    squares.push_back(dot(ends, ends));
  }
  const double length = d * static_cast<double>(k_units - 1);
  const double expected = 2 * p * length * (1 - p / length * (1 - std::exp(-length / p)));
  const Mean mean = mean_of(squares);
  // between two units the line is an arc, not a Brownian path: a relative error of the order of (d/p)^2
  EXPECT_NEAR(mean.value, expected, k_sigmas * mean.error + expected * (d / p) * (d / p));
}

TEST(WormLikeChain, IsNotASmoothHelix) {
  const auto poses = worm(1000, 50, 200, 3);
  double least = 1, most = 0;
  for (std::size_t i = 1; i < poses.size(); ++i) {
    const double turn = std::acos(std::min(1.0, dot(tangent(poses[i - 1]), tangent(poses[i]))));
    least = std::min(least, turn);
    most = std::max(most, turn);
  }
  EXPECT_GT(most, 10 * least);
}

TEST(WormLikeChain, BendsFollowTheLawOfBoltzmann) {
  for (const double turn : {1e-6, 0.01, 0.3, 0.8, 0.999}) {
    Random random(7);
    std::vector<double> bends, turns;
    for (int i = 0; i < 20000; ++i) {
      const double bend = draw_bend(turn, random);
      bends.push_back(bend);
      turns.push_back(2 * std::sin(bend / 2) * std::sin(bend / 2));
    }
    const Mean mean = mean_of(turns);
    EXPECT_NEAR(mean.value, turn, k_sigmas * mean.error) << turn;
    EXPECT_GE(*std::min_element(bends.begin(), bends.end()), 0);
    EXPECT_LE(*std::max_element(bends.begin(), bends.end()), k_pi);
    if (turn > 0.1) continue;
    // stiff: 1 - cos is exponential with this mean, up to exp(-2 / turn)
    std::sort(turns.begin(), turns.end());
    double d = 0;
    for (std::size_t i = 0; i < turns.size(); ++i)
      d = std::max(d, std::abs(-std::expm1(-turns[i] / turn) - static_cast<double>(i) / 20000.0));
    EXPECT_LT(d * std::sqrt(20000.0), 1.95 + 0.01) << turn;  // Kolmogorov-Smirnov, once in a thousand
  }
}

TEST(WormLikeChain, TriesOfAUnitAreAllTheSame) {
  // a chain that tries another bend when something is in its way would avoid obstacles
  const testing::EmptyScene scene({{50, 50, 50}, 10});
  const WormLikeChain chain{NoParams{}};
  Unit unit;
  unit.step = fixed_step(40, 0.01, 0, 0);
  Random random(1);
  const std::vector<Pose> poses{chain.first(scene, unit, random)->pose};
  const Pose once = chain.next(scene, {view(poses)}, unit, random)->pose;
  const Pose again = chain.next(scene, {view(poses)}, unit, random)->pose;
  EXPECT_EQ(once.position_A, again.position_A);
  EXPECT_EQ(once.rotation.w, again.rotation.w);
}

TEST(WormLikeChain, SpinPerUnitIsTheTwist) {
  const double twist = 2 * k_pi / 12.5;
  const auto poses = worm(3000, 60, 100, 5, twist);
  for (std::size_t i = 1; i < poses.size(); ++i) {
    // the frame carried along without spin: the smallest rotation that takes one tangent onto the next
    const Quaternion carried =
        rotation_between(tangent(poses[i - 1]), tangent(poses[i])) * poses[i - 1].rotation;
    const Quaternion spin = conjugate(carried) * poses[i].rotation;
    EXPECT_NEAR(2 * std::atan2(spin.z, spin.w), twist, 0.1 * k_pi / 180);
    EXPECT_NEAR(std::hypot(spin.x, spin.y), 0, 1e-9);
  }
}

TEST(WormLikeChain, StepsHaveTheirLength) {
  const auto poses = worm(1e6, 60, 50, 2);
  for (std::size_t i = 1; i < poses.size(); ++i) {
    const double chord = norm(poses[i].position_A - poses[i - 1].position_A);
    EXPECT_LE(chord, 60 + 1e-9);
    EXPECT_GT(chord, 60 * 0.99);
  }
}

}  // namespace
}  // namespace cryocosm::filaments
