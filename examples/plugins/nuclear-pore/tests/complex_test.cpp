// Symmetry of complexes, and that they fit into pores.
#include "complex.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "shell.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;
using Balls = std::vector<SphereSet::Ball>;

Balls balls_of(const ComplexParams& params, std::uint64_t seed) {
  Draw draw{Random(seed)};
  const auto complex = Complex(params).draw(draw);
  Random random(seed);
  const auto unit = complex->unit(0, random);
  EXPECT_EQ(unit->anchor->axis, (Vec3{0, 0, 1}));
  EXPECT_FALSE(complex->unit(1, random).has_value());
  const auto balls = static_cast<const SphereSet&>(*unit->shape).balls();
  return {balls.begin(), balls.end()};
}

/// The greatest distance from a ball, turned about z, to the nearest ball of the same size and density.
double misfit_A(const Balls& balls, double angle_rad) {
  double greatest = 0;
  for (const SphereSet::Ball& ball : balls) {
    const Vec3 turned = rotate(rotation_about({0, 0, 1}, angle_rad), ball.centre_A);
    double nearest = 1e9;
    for (const SphereSet::Ball& other : balls)
      if (other.radius_A == ball.radius_A && other.density == ball.density)
        nearest = std::min(nearest, norm(other.centre_A - turned));
    greatest = std::max(greatest, nearest);
  }
  return greatest;
}

TEST(Complex, IsItselfAfterAnEighthOfATurn) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Balls balls = balls_of({}, seed);
    for (int i = 1; i < 8; ++i) EXPECT_LT(misfit_A(balls, i * k_pi / 4), 1e-9);
    EXPECT_GT(misfit_A(balls, k_pi / 8), 20);  // and not after a sixteenth
  }
}

TEST(Complex, HasTheSymmetryAskedFor) {
  ComplexParams params;
  params.symmetry = 9;
  const Balls balls = balls_of(params, 1);
  EXPECT_LT(misfit_A(balls, 2 * k_pi / 9), 1e-9);
  EXPECT_GT(misfit_A(balls, 2 * k_pi / 8), 20);
}

TEST(Complex, HasTheDiametersAskedFor) {
  ComplexParams params;
  params.ring_diameter_A = 1200;
  params.channel_diameter_A = 500;
  double widest = 0, narrowest = 1e9;
  for (const SphereSet::Ball& ball : balls_of(params, 1)) {
    const double from_axis = std::hypot(ball.centre_A.x, ball.centre_A.y);
    if (std::abs(ball.centre_A.z) > 200) widest = std::max(widest, from_axis + ball.radius_A);
    if (std::abs(ball.centre_A.z) < 100) narrowest = std::min(narrowest, from_axis - ball.radius_A);
  }
  EXPECT_NEAR(widest, 600, 1e-9);
  EXPECT_NEAR(narrowest, 260, 1e-9);
  EXPECT_GE(narrowest, 250);
}

/// How far the ball stays off a wall of the greatest default thickness.
double clearance_A(const Shell& shell, const SphereSet::Ball& ball) {
  constexpr double k_half_thickness_A = 40.0 / 2 + 2 * 7;
  return distance_A(shell, shell.pore_centre(0) + ball.centre_A) - ball.radius_A - k_half_thickness_A;
}

TEST(Complex, TouchesTheMembraneNowhereButNearThePoresPlane) {
  constexpr double k_reach_A = 150;  // of nuclear_pore.in_pores
  for (const double gap_A : {300.0, 450.0})
    for (const double pore_A : {900.0, 1000.0})
      for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Shell shell;
        shell.radius_A = 9000;
        shell.half_gap_A = gap_A / 2;
        shell.edge_angle_rad = Shell::edge_angle(9000, gap_A / 2, pore_A);
        shell.axes = {{0, 0, 1}};
        double deepest = 1e9;
        for (const SphereSet::Ball& ball : balls_of({}, seed)) {
          if (std::abs(ball.centre_A.z) + ball.radius_A > k_reach_A) {
            EXPECT_GT(clearance_A(shell, ball), 0) << gap_A << " " << pore_A << " " << ball.centre_A.z;
          } else {
            deepest = std::min(deepest, clearance_A(shell, ball));
          }
        }
        EXPECT_LT(deepest, -34);  // the anchors go through the membrane's middle
      }
}

}  // namespace
}  // namespace nuclear_pore
