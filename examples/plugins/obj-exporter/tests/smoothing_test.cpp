// Unit tests of smoothing: steps go, the body stays.
#include "smoothing.hpp"

#include "bodies.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

/// Root mean square of the points' distances from a sphere of the mesh's volume.
double roughness_A(const Mesh& mesh, Vec3 centre_A) {
  const double radius_A = std::cbrt(3 * volume_A3(mesh) / (4 * k_pi));
  double squares = 0;
  for (const Vec3 p : mesh.points_A) squares += std::pow(norm(p - centre_A) - radius_A, 2);
  return std::sqrt(squares / static_cast<double>(mesh.points_A.size()));
}

TEST(Smoothing, RoundsABallOfVoxelsAndKeepsItsVolume) {
  Bodies bodies;
  bodies.add_ball({11.3, 9.8, 10.6}, 8.5, 1);
  Mesh mesh = bodies.surface(1);
  const double volume_before = volume_A3(mesh), roughness_before = roughness_A(mesh, {113, 98, 106});
  smooth(mesh, 10, 5);
  expect_closed(mesh);
  EXPECT_NEAR(volume_A3(mesh) / volume_before, 1, 0.02);
  EXPECT_LT(roughness_A(mesh, {113, 98, 106}), 0.7 * roughness_before);
}

TEST(Smoothing, MovesNoPointFartherThanAllowed) {
  Bodies bodies;
  bodies.at(5, 5, 5) = 1;
  bodies.at(6, 6, 6) = 1;
  const Mesh before = bodies.surface(1);
  Mesh mesh = before;
  smooth(mesh, 100, 2);
  double farthest_A = 0;
  for (std::size_t i = 0; i < mesh.points_A.size(); ++i)
    farthest_A = std::max(farthest_A, norm(mesh.points_A[i] - before.points_A[i]));
  EXPECT_GT(farthest_A, 0.5);
  EXPECT_LE(farthest_A, 2 + 1e-9);
  EXPECT_GT(volume_A3(mesh), 0);
}

TEST(Smoothing, NoPassesChangeNothing) {
  Bodies bodies;
  bodies.at(5, 5, 5) = 1;
  Mesh mesh = bodies.surface(1);
  const std::vector<Vec3> before = mesh.points_A;
  smooth(mesh, 0, 5);
  EXPECT_EQ(mesh.points_A, before);
}

}  // namespace
}  // namespace obj_exporter
