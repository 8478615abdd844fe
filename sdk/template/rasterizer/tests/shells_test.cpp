// Unit tests of @NAME@.shells.
#include "shells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace @NAME@ {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{64, 64, 64}, 4};
const Pose k_centre{{}, {126, 126, 126}};
const SphereSet k_ball({{{}, 100, 1}}, 4);

double volume_A3(double radius_A) { return 4 * k_pi / 3 * radius_A * radius_A * radius_A; }

// Sum of the density over all voxels, times the volume of one.
double drawn_A3(const ShellsParams& params) {
  std::vector<float> density(k_grid.count());
  Shells(params).draw(k_ball, k_centre, whole_window(density.data(), k_grid));
  double sum = 0;
  for (const float value : density) sum += value;
  return sum * std::pow(k_grid.voxel_A, 3);
}

TEST(Shells, MassIsThatOfTheWall) {
  ShellsParams params;
  params.wall_A = 30;
  // A linear edge of half width e moves no mass but for a term of second order, 4 pi r e^2 / 3 at each
  // face: below 0.1 % here. The sum over voxels adds about as much.
  EXPECT_NEAR(drawn_A3(params) / (volume_A3(100) - volume_A3(70)), 1, 0.005);
}

TEST(Shells, FillingFillsTheLumen) {
  ShellsParams params;
  params.wall_A = 30;
  params.filling = 1;
  EXPECT_NEAR(drawn_A3(params) / volume_A3(100), 1, 0.005);
}

TEST(Shells, TheCentreIsEmptyAndTheWallIsNot) {
  ShellsParams params;
  params.wall_A = 30;
  std::vector<float> density(k_grid.count());
  const VoxelWindow<float> window = whole_window(density.data(), k_grid);
  Shells(params).draw(k_ball, k_centre, window);
  EXPECT_EQ(window.at(31, 31, 31), 0.0F);
  EXPECT_EQ(window.at(52, 31, 31), 1.0F);  // 84 Å from the centre
  EXPECT_EQ(window.at(62, 31, 31), 0.0F);
}

TEST(Shells, ExcludesTheWholeBall) {
  std::vector<std::uint8_t> taken(k_grid.count());
  Shells(ShellsParams{}).exclude(k_ball, k_centre, whole_window(taken.data(), k_grid));
  double count = 0;
  for (const std::uint8_t voxel : taken) count += voxel;
  // lattice points in a ball of 25 voxels: the error grows slower than the surface, below 1 % here
  EXPECT_NEAR(count * std::pow(k_grid.voxel_A, 3) / volume_A3(100), 1, 0.01);
}

}  // namespace
}  // namespace @NAME@
