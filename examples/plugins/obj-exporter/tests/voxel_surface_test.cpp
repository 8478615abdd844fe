// Unit tests of the surface around voxels: closed forms of its volume, its topology, its orientation.
#include "voxel_surface.hpp"

#include "bodies.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

TEST(VoxelSurface, OfOneVoxelHasHalfItsVolume) {
  Bodies bodies;
  bodies.at(5, 6, 7) = 2;
  const Mesh mesh = bodies.surface(2);
  expect_closed(mesh);
  // 24 tetrahedra meet in a voxel's centre, each a sixth of a cube, of which the surface cuts off an eighth
  EXPECT_NEAR(volume_A3(mesh), 1000 * 24 / 6.0 / 8, 1e-9);
  Vec3 middle;
  for (const Vec3 p : mesh.points_A) middle = middle + p / static_cast<double>(mesh.points_A.size());
  EXPECT_NEAR(norm(middle - Vec3{50, 60, 70}), 0, 1e-9);
  EXPECT_EQ(euler_characteristic(mesh), 2);
}

TEST(VoxelSurface, OfABlockLosesItsEdgesOnly) {
  Bodies bodies;
  for (int z = 4; z < 12; ++z)
    for (int y = 3; y < 10; ++y)
      for (int x = 2; x < 8; ++x) bodies.at(x, y, z) = 1;
  const Mesh mesh = bodies.surface(1);
  expect_closed(mesh);
  // faces lie half way between centres, where voxels end; of the twelve edges, of lengths 6, 7 and 8, a strip
  // is cut off that is nowhere deeper than half a voxel: a wedge of at most 1/8 of a voxel for each voxel of
  // edge
  EXPECT_LT(volume_A3(mesh), 6 * 7 * 8 * 1000.0);
  EXPECT_GT(volume_A3(mesh), 1000 * (6 * 7 * 8 - 4 * (6 + 7 + 8) / 8.0 - 8 * 0.5));
}

TEST(VoxelSurface, OfABallIsAlmostItsVolume) {
  Bodies bodies;
  const std::size_t count = bodies.add_ball({11.3, 9.8, 10.6}, 8.5, 3);
  const Mesh mesh = bodies.surface(3);
  expect_closed(mesh);
  EXPECT_EQ(euler_characteristic(mesh), 2);
  // at convex places corners are lost, but no more than half of the voxels on the surface, of which there are
  // 4 pi r^2
  EXPECT_LT(volume_A3(mesh), 1000 * static_cast<double>(count));
  EXPECT_NEAR(volume_A3(mesh) / 1000, static_cast<double>(count), 0.05 * static_cast<double>(count));
}

TEST(VoxelSurface, OfAShellHasAnInnerSheetThatFacesTheHollow) {
  Bodies bodies;
  const std::size_t outer = bodies.add_ball({11, 9, 10}, 8.5, 1);
  const std::size_t hollow = bodies.add_ball({11, 9, 10}, 4.5, 0);
  const Mesh mesh = bodies.surface(1);
  expect_closed(mesh);
  EXPECT_EQ(euler_characteristic(mesh), 4);  // two spheres
  EXPECT_NEAR(volume_A3(mesh) / 1000, static_cast<double>(outer - hollow), 0.05 * static_cast<double>(outer));
}

TEST(VoxelSurface, ClosesAtTheFacesOfTheVolume) {
  Bodies bodies;
  bodies.add_ball({0, 0, 21}, 6, 4);
  const Mesh mesh = bodies.surface(4);
  expect_closed(mesh);
  EXPECT_GT(volume_A3(mesh), 0);
  for (const Vec3 p : mesh.points_A) {
    EXPECT_GE(std::min(p.x, p.y), -5);
    EXPECT_LE(p.z, 215);
  }
}

TEST(VoxelSurface, PartsWayFromNeighboursAndTouchesThemOnly) {
  Bodies bodies;
  for (int y = 0; y < 20; ++y)
    for (int z = 0; z < 22; ++z)
      for (int x = 0; x < 24; ++x) bodies.at(x, y, z) = x < 12 ? 1 : 2;
  for (const Vec3 p : bodies.surface(1).points_A) EXPECT_LE(p.x, 115);
  for (const Vec3 p : bodies.surface(2).points_A) EXPECT_GE(p.x, 115);
}

TEST(VoxelSurface, AnInstanceWithoutVoxelsIsEmpty) { EXPECT_TRUE(Bodies().surface(5).triangles.empty()); }

TEST(VoxelSurface, EvenRandomVoxelsAreClosed) {
  Bodies bodies;
  std::uint32_t state = 12345;
  std::size_t count = 0;
  for (std::uint32_t& v : bodies.voxels) {
    state = state * 1664525U + 1013904223U;
    v = state >> 31;
    count += v;
  }
  const Mesh mesh = bodies.surface(1);
  expect_closed(mesh);
  // inside and outside are treated alike, so half of the voxels make half of the volume, but for a face of
  // 1/2 around
  const double cells = 25.0 * 21 * 23;
  EXPECT_NEAR(volume_A3(mesh) / 1000, static_cast<double>(count), 0.5 * (cells - 24 * 20 * 22));
}

}  // namespace
}  // namespace obj_exporter
