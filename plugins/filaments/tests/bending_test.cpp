// The paper's equation 8: curvature and torsion from persistence length and elevation, and back.
#include "bending.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/geometry.hpp"

namespace cryocosm::filaments {
namespace {

TEST(Bending, FollowsEquation8) {
  // independent: a helix of radius f and slope g, differentiated numerically
  const double p = 2e4, d = 60, h = 0.6;
  const double f = d / std::acos(std::exp(-d / p)), g = h * f;
  const auto r = [&](double s) { return Vec3{f * std::cos(s), f * std::sin(s), g * s}; };
  const double e = 1e-3;
  const Vec3 d1 = (r(e) - r(-e)) / (2 * e), d2 = (r(e) - 2 * r(0) + r(-e)) / (e * e);
  const Vec3 d3 = (r(2 * e) - 2 * r(e) + 2 * r(-e) - r(-2 * e)) / (2 * e * e * e);
  const Vec3 c = cross(d1, d2);
  const Bending bending = bending_of(p, d, h);
  EXPECT_NEAR(bending.curvature_per_A / (norm(c) / std::pow(norm(d1), 3)), 1, 1e-5);
  EXPECT_NEAR(bending.torsion_per_A / (dot(c, d3) / dot(c, c)), 1, 1e-4);
}

TEST(Bending, ThePersistenceLengthIsThatOfASmallStep) {
  // in the plane (h = 0) the tangent turns by q d per unit, and cos(q d) = exp(-d/p) by construction
  const Bending bending = bending_of(5000, 50, 0);
  EXPECT_NEAR(std::cos(bending.curvature_per_A * 50), std::exp(-50.0 / 5000), 1e-12);
  EXPECT_EQ(bending.torsion_per_A, 0);
}

TEST(Bending, KeepsItsDigitsForStiffFilaments) {
  // cos(q d) = 1 - d/p + ..., so q^2 = 2 / (p d) up to parts in d/p; a plain arccos has lost all digits here
  const double p = 1e12, d = 40;
  const Bending bending = bending_of(p, d, 0);
  EXPECT_NEAR(bending.curvature_per_A * std::sqrt(p * d / 2), 1, 1e-9);
}

TEST(Bending, GivesBackTheMeanTurnWhateverTheElevation) {
  for (const double h : {0.0, 0.3, 1.0})
    for (const double p : {20.0, 500.0, 1.77e5, 5.2e7})
      EXPECT_NEAR(mean_turn(bending_of(p, 40, h), 40) / -std::expm1(-40 / p), 1, 1e-12) << h << ' ' << p;
  EXPECT_EQ(mean_turn({0, 0}, 40), 0);
}

}  // namespace
}  // namespace cryocosm::filaments
