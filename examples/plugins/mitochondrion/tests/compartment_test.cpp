// Unit tests of the membranes' distance: its slope, the wall's volume, what is open and what is apart.
#include "compartment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "draw_cristae.hpp"
#include "level_mesh.hpp"

namespace mitochondrion {
namespace {

using namespace cryocosm;

Compartment sample_matrix(std::uint64_t seed) {
  Compartment matrix;
  matrix.capsule.radius_A = 1200;
  matrix.capsule.length_A = 2000;
  matrix.capsule.bend_rad = 0.6;
  Random random(seed);
  matrix.capsule.waves = random_waves(60, 1200, random);
  matrix.inset_A = 150;
  matrix.cristae = draw_cristae(matrix, CristaPlan{}, random.child("cristae"));
  return matrix;
}

Vec3 somewhere(const Compartment& matrix, Random& random) {
  const double radius_A = bounding_radius_A(matrix.capsule);
  Vec3 p;
  for (double* const x : {&p.x, &p.y, &p.z}) *x = random.uniform(-radius_A, radius_A);
  return p;
}

double slope(const Compartment& matrix, Vec3 p) {
  const auto along = [&](Vec3 step) { return distance_A(matrix, p + step) - distance_A(matrix, p - step); };
  return norm({along({1, 0, 0}), along({0, 1, 0}), along({0, 0, 1})}) / 2;
}

TEST(BentCapsule, WithoutWavesIsTheDistanceToAnArc) {
  const BentCapsule capsule{300, 1000, 0.8, {}};
  Random random(2);
  for (int i = 0; i < 200; ++i) {
    const Vec3 p{random.uniform(-900, 900), random.uniform(-900, 900), random.uniform(-900, 900)};
    double nearest_A = 1e9;
    constexpr int k_points = 20000;
    for (int k = 0; k <= k_points; ++k)
      nearest_A = std::min(nearest_A, norm(p - axis_frame(capsule, 1000.0 * k / k_points - 500).position_A));
    EXPECT_NEAR(distance_A(capsule, p), nearest_A - 300, 0.1);  // points 0.05 Å apart
  }
}

TEST(Compartment, HasASlopeOfOneWhereTheWallIs) {
  const Compartment matrix = sample_matrix(1);
  Random random(3);
  int points = 0, off = 0;
  while (points < 4000) {
    const Vec3 p = somewhere(matrix, random);
    if (std::abs(distance_A(matrix, p)) > 40) continue;
    ++points;
    off += std::abs(slope(matrix, p) - 1) > 0.05;
  }
  // the rest lies in lumens, where sheets end or tubes turn sharply, and in the corners of junctions
  EXPECT_LT(off, points / 50);
}

/// A wall of constant thickness around a closed surface holds area * thickness, but for t^3 / 12 times the
/// integral of the Gaussian curvature, which is at most 4 pi for each handle or ball (Steiner's formula).
TEST(Compartment, WallHoldsAreaTimesThickness) {
  const Compartment matrix = sample_matrix(1);
  double area_A2 = 0;
  const LevelMesh mesh = level_mesh(matrix, 30);
  for (const Triangle& t : mesh.triangles) {
    const Vec3 a = mesh.points[t.a];
    area_A2 += norm(cross(mesh.points[t.b] - a, mesh.points[t.c] - a)) / 2;
  }
  constexpr double k_half_A = 28;
  constexpr int k_points = 400000;
  Random random(4);
  int inside = 0;
  for (int i = 0; i < k_points; ++i)
    inside += std::abs(distance_A(matrix, somewhere(matrix, random))) <= k_half_A;
  const double share = static_cast<double>(inside) / k_points;
  const double box_A3 = std::pow(2 * bounding_radius_A(matrix.capsule), 3);
  const double thickness_A = share * box_A3 / area_A2;
  const double error = std::sqrt((1 - share) / inside);  // of counting
  EXPECT_NEAR(thickness_A / (2 * k_half_A), 1, 4 * error + 0.01);
}

/// By brute force: no point of the mesh, which lies on the membrane, is nearer than the distance says.
/// Triangles have sides of up to sqrt(3) steps, so that one of their corners is no further than the distance
/// and one step.
TEST(Compartment, DistancesAreTrueOrLowerBounds) {
  const Compartment matrix = sample_matrix(1);
  constexpr double k_step_A = 30;
  const LevelMesh mesh = level_mesh(matrix, k_step_A);
  Random random(5);
  for (int i = 0; i < 500; ++i) {
    const Vec3 p = somewhere(matrix, random);
    double nearest_A = std::numeric_limits<double>::infinity();
    for (const Vec3 q : mesh.points) nearest_A = std::min(nearest_A, norm(p - q));
    const double distance = std::abs(distance_A(matrix, p));
    EXPECT_LE(distance, 1.01 * nearest_A + 5);  // 5 Å: MembraneField::tolerance_A()
    if (distance < 60) {
      EXPECT_GE(distance, nearest_A - k_step_A - 5);
    }
  }
}

TEST(LevelMesh, IsClosedAndInOnePiece) {
  for (const std::uint64_t seed : {1U, 4U, 5U}) {
    const LevelMesh mesh = level_mesh(sample_matrix(seed), 40);
    std::vector<std::uint32_t> root(mesh.points.size());
    for (std::uint32_t i = 0; i < root.size(); ++i) root[i] = i;
    const auto find = [&](std::uint32_t i) {
      while (root[i] != i) i = root[i] = root[root[i]];
      return i;
    };
    std::vector<std::uint64_t> edges;
    for (const Triangle& t : mesh.triangles)
      for (const auto& [a, b] : {std::pair{t.a, t.b}, {t.b, t.c}, {t.c, t.a}}) {
        edges.push_back(static_cast<std::uint64_t>(a) << 32 | b);
        root[find(a)] = find(b);
      }
    std::sort(edges.begin(), edges.end());
    for (const std::uint64_t edge : edges)
      ASSERT_TRUE(std::binary_search(edges.begin(), edges.end(), edge << 32 | edge >> 32)) << "an open edge";
    for (const Triangle& t : mesh.triangles)
      ASSERT_EQ(find(t.a), find(mesh.triangles[0].a)) << "a piece apart";
  }
}

}  // namespace
}  // namespace mitochondrion
