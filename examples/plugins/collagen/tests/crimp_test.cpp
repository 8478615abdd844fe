// Waving lines: frames, steps, and the line through a point.
#include "crimp.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/random.hpp"

namespace collagen {
namespace {

using namespace cryocosm;

Crimp crimp() {
  Crimp crimp = Crimp::towards({1, 2, 0.5}, {0, 1, 1});
  crimp.amplitude_A = 300;
  crimp.length_A = 5000;
  crimp.phase_rad = 0.7;
  return crimp;
}

TEST(Crimp, AxesAreARightHandedFrame) {
  const Crimp c = crimp();
  EXPECT_NEAR(norm(c.along), 1, 1e-12);
  EXPECT_NEAR(norm(c.sideways), 1, 1e-12);
  EXPECT_NEAR(norm(cross(c.along, c.sideways) - c.normal), 0, 1e-12);
  EXPECT_NEAR(norm(cross(c.along, {1, 2, 0.5})), 0, 1e-12);
  EXPECT_NEAR(dot(c.normal, {0, 1, 1}), 0, 1e-12);  // the waves are in the plane of the two directions
}

TEST(Crimp, ALineRunsThroughItsPoints) {
  const Crimp c = crimp();
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const Vec3 p = 3000.0 * random_direction(random);
    const Vec3 line = c.line_through(p);
    EXPECT_NEAR(dot(line, c.along), 0, 1e-9);
    EXPECT_NEAR(norm(c.point(line, dot(p, c.along)) - p), 0, 1e-9);
    EXPECT_NEAR(norm(c.line_through(c.point(line, 1234)) - line), 0, 1e-9);
  }
}

TEST(Crimp, UnitsPointAlongTheLine) {
  const Crimp c = crimp();
  for (double u = 0; u < 5000; u += 100)
    for (const double sense : {1.0, -1.0}) {
      const Pose pose = c.pose({}, u, sense);
      const Vec3 difference = c.point({}, u + 0.01) - c.point({}, u - 0.01);
      EXPECT_NEAR(norm(rotate(pose.rotation, {0, 0, 1}) - sense * normalized(difference)), 0, 1e-6);
      EXPECT_NEAR(norm(rotate(pose.rotation, {0, 1, 0}) - c.normal), 0, 1e-9);
    }
}

TEST(Crimp, StepsHaveTheirLength) {
  const Crimp c = crimp();
  for (double u = 0; u < 5000; u += 100)
    for (const double sense : {1.0, -1.0}) {
      const double next = c.step(u, 83.75, sense);
      EXPECT_GT(sense * (next - u), 0);
      EXPECT_NEAR(norm(c.point({}, next) - c.point({}, u)), 83.75, 1e-9);
    }
}

}  // namespace
}  // namespace collagen
