// filaments.helix: curvature, torsion, spacing and spin of the generated centerlines.
#include "helix.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "chains.hpp"

namespace cryocosm::filaments {
namespace {

using test::fixed_step;

std::vector<Pose> walk(const Step& step, std::size_t n, std::uint64_t seed = 1) {
  return test::walk(Helix(NoParams{}), step, n, seed);
}

// The point at arc length s on a helix of the given curvature and torsion, in the helix's own axes.
Vec3 closed_form(double s, double curvature, double torsion) {
  const double w2 = curvature * curvature + torsion * torsion, w = std::sqrt(w2);
  const double f = curvature / w2, g = torsion / w2;
  return {f * std::cos(w * s), f * std::sin(w * s), g * w * s};
}

TEST(Helix, PointsLieOnTheClosedFormHelix) {
  const double kappa = 1.0 / 700, tau = 1.0 / 1500;
  const auto poses = walk(fixed_step(55, kappa, tau, 0.3), 80);
  for (std::size_t i = 0; i < poses.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double expected = norm(closed_form(55.0 * static_cast<double>(i), kappa, tau) -
                                   closed_form(55.0 * static_cast<double>(j), kappa, tau));
      // congruent curves have the same mutual distances; 80 steps add up rounding of 1e-16 each
      EXPECT_NEAR(norm(poses[i].position_A - poses[j].position_A), expected, 1e-8);
    }
}

TEST(Helix, TorsionHasTheRightSign) {
  // positive torsion is a right-handed helix: (r1-r0) x (r2-r1) . (r3-r2) > 0
  const auto poses = walk(fixed_step(50, 1.0 / 500, 1.0 / 800, 0), 4);
  const Vec3 a = poses[1].position_A - poses[0].position_A, b = poses[2].position_A - poses[1].position_A,
             c = poses[3].position_A - poses[2].position_A;
  EXPECT_GT(dot(cross(a, b), c), 0);
}

TEST(Helix, TangentIsTheUnitsZ) {
  const auto poses = walk(fixed_step(1, 1.0 / 400, 1.0 / 900, 0.7), 50);
  for (std::size_t i = 1; i + 1 < poses.size(); ++i) {
    const Vec3 chord = normalized(poses[i + 1].position_A - poses[i - 1].position_A);
    EXPECT_GT(dot(chord, rotate(poses[i].rotation, {0, 0, 1})), 1 - 1e-5);
  }
}

TEST(Helix, SpinPerUnitIsTheTwist) {
  const double twist = 2 * k_pi / 12.5;
  const auto poses = walk(fixed_step(60, 0, 0, twist), 30);  // straight: frames differ by the spin alone
  for (std::size_t i = 1; i < poses.size(); ++i) {
    const Quaternion relative = conjugate(poses[i - 1].rotation) * poses[i].rotation;
    EXPECT_NEAR(2 * std::atan2(relative.z, relative.w), twist, 1e-9);
    EXPECT_NEAR(norm(poses[i].position_A - poses[i - 1].position_A), 60, 1e-9);
  }
}

TEST(Helix, VanishingCurvatureIsTheLimitOfSmall) {
  const Pose frame{rotation_about({0, 0.6, 0.8}, 0.4), {1, 2, 3}};
  const Pose straight = advance(frame, 50, 0, 0), nearly = advance(frame, 50, 1e-9, 1e-9);
  EXPECT_NEAR(norm(straight.position_A - nearly.position_A), 0, 50.0 * 50 * 1e-9);
}

}  // namespace
}  // namespace cryocosm::filaments
