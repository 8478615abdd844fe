// Rotations, poses, boxes and grids against formulas from elsewhere.
#include "cryocosm/geometry.hpp"

#include <gtest/gtest.h>

#include "cryocosm/random.hpp"
#include "cryocosm/volume.hpp"

namespace cryocosm {
namespace {

constexpr double k_close = 1e-13;

void expect_near(Vec3 a, Vec3 b, double tolerance = k_close) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

Vec3 random_vector(Random& random) { return {random.normal(), random.normal(), random.normal()}; }

TEST(Rotation, QuarterTurnsAreRightHanded) {
  expect_near(rotate(rotation_about({0, 0, 1}, k_pi / 2), {1, 0, 0}), {0, 1, 0});
  expect_near(rotate(rotation_about({1, 0, 0}, k_pi / 2), {0, 1, 0}), {0, 0, 1});
  expect_near(rotate(rotation_about({0, 1, 0}, k_pi / 2), {0, 0, 1}), {1, 0, 0});
}

TEST(Rotation, AgreesWithRodrigues) {
  Random random(1);
  for (int i = 0; i < 200; ++i) {
    const Vec3 k = random_direction(random), v = random_vector(random);
    const double t = random.uniform(-10, 10);
    const Vec3 expected = std::cos(t) * v + std::sin(t) * cross(k, v) + (1 - std::cos(t)) * dot(k, v) * k;
    expect_near(rotate(rotation_about(k, t), v), expected);
  }
}

TEST(Rotation, ProductRotatesByTheRightFactorFirst) {
  Random random(2);
  for (int i = 0; i < 200; ++i) {
    const Quaternion a = random_rotation(random), b = random_rotation(random);
    const Vec3 v = random_vector(random);
    expect_near(rotate(a * b, v), rotate(a, rotate(b, v)));
    expect_near(rotate(conjugate(a), rotate(a, v)), v);
  }
}

TEST(Rotation, MatrixIsProperAndActsAlike) {
  Random random(3);
  for (int i = 0; i < 200; ++i) {
    const Quaternion q = random_rotation(random);
    const Matrix3 m = rotation_matrix(q);
    const Vec3 v = random_vector(random);
    expect_near(m * v, rotate(q, v));
    const Vec3 row0{m.m[0][0], m.m[0][1], m.m[0][2]}, row1{m.m[1][0], m.m[1][1], m.m[1][2]},
        row2{m.m[2][0], m.m[2][1], m.m[2][2]};
    EXPECT_NEAR(dot(cross(row0, row1), row2), 1, k_close) << "determinant";
    EXPECT_NEAR(dot(row0, row1), 0, k_close);
  }
}

TEST(Rotation, BetweenTakesOneVectorOntoTheOtherTheShortWay) {
  Random random(4);
  for (int i = 0; i < 200; ++i) {
    const Vec3 from = random_direction(random), to = random_direction(random);
    const Quaternion q = rotation_between(from, to);
    expect_near(rotate(q, from), to, 1e-12);
    EXPECT_NEAR(2 * std::acos(std::min(1.0, std::abs(q.w))), std::acos(dot(from, to)), 1e-7);
  }
  for (const Vec3 v : {Vec3{1, 0, 0}, Vec3{0, 1, 0}, Vec3{0, 0, -1}}) {
    expect_near(rotate(rotation_between(v, v), v), v);
    expect_near(rotate(rotation_between(v, -v), v), -v);
  }
}

TEST(Pose, ToUnitUndoesToTomogram) {
  Random random(5);
  const Pose turned{rotation_about({0, 0, 1}, k_pi / 2), {10, 20, 30}};
  expect_near(to_tomogram(turned, {1, 0, 0}), {10, 21, 30});
  for (int i = 0; i < 200; ++i) {
    const Pose pose{random_rotation(random), 100 * random_vector(random)};
    const Vec3 p = random_vector(random);
    expect_near(to_unit(pose, to_tomogram(pose, p)), p, 1e-11);
  }
}

TEST(Vectors, CrossIsRightHandedAndPerpendicular) {
  EXPECT_EQ(cross({1, 0, 0}, {0, 1, 0}), (Vec3{0, 0, 1}));
  EXPECT_EQ(norm({2, 3, 6}), 7);
  expect_near(normalized(Vec3{0, 0, -5}), {0, 0, -1});
}

TEST(Boxes, GrowFromNothing) {
  Box box;
  EXPECT_GT(box.low.x, box.high.x) << "a new box is empty";
  extend(box, {1, -2, 3});
  extend(box, {-1, 5, 3});
  EXPECT_EQ(box.low, (Vec3{-1, -2, 3}));
  EXPECT_EQ(box.high, (Vec3{1, 5, 3}));
  EXPECT_EQ(cube_around({1, 2, 3}, 2).low, (Vec3{-1, 0, 1}));
  EXPECT_EQ(cube_around({1, 2, 3}, 2).high, (Vec3{3, 4, 5}));
}

TEST(Grids, BoundsReachTheOuterFacesOfTheVoxels) {
  const GridSpec grid{{10, 20, 30}, 8};
  EXPECT_EQ(grid.count(), 6000U);
  EXPECT_EQ(bounds(grid).low, (Vec3{-4, -4, -4}));
  EXPECT_EQ(bounds(grid).high, (Vec3{76, 156, 236}));
  const GridSpec large{{3000, 3000, 3000}, 1};
  EXPECT_EQ(large.count(), 27000000000U) << "no 32-bit overflow";
}

TEST(Grids, WindowIsXFastest) {
  std::vector<int> voxels(2 * 3 * 4);
  for (std::size_t i = 0; i < voxels.size(); ++i) voxels[i] = static_cast<int>(i);
  const auto window = whole_window(voxels.data(), GridSpec{{2, 3, 4}, 1});
  EXPECT_EQ(window.at(1, 0, 0), 1);
  EXPECT_EQ(window.at(0, 1, 0), 2);
  EXPECT_EQ(window.at(0, 0, 1), 6);
  EXPECT_EQ(window.at(1, 2, 3), 23);
}

}  // namespace
}  // namespace cryocosm
