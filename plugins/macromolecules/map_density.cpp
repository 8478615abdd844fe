// Density maps in arbitrary units, brought to the phantom's voxel size and a background of zero.
#include "map_density.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm::macromolecules {
namespace {

float background(const Volume& map) {
  const Index3 size = map.grid.size;
  std::vector<float> faces;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x, ++at)
        if (x == 0 || y == 0 || z == 0 || x == size.x - 1 || y == size.y - 1 || z == size.z - 1)
          faces.push_back(map.voxels[at]);
  const auto middle = faces.begin() + static_cast<std::ptrdiff_t>(faces.size() / 2);
  std::nth_element(faces.begin(), middle, faces.end());
  return *middle;
}

}  // namespace

bool same_voxel_size(double a_A, double b_A) { return std::abs(a_A - b_A) <= 1e-4 * b_A; }

Volume map_density(const Volume& map, double voxel_A, const Imaging& imaging, const std::string& path) {
  const auto [least, greatest] = std::minmax_element(map.voxels.begin(), map.voxels.end());
  if (*least == *greatest)
    throw DataError("'" + path + "' is constant: every voxel is " + number_text(static_cast<double>(*least)),
                    "give a map that holds a molecule");
  const bool resampled = !same_voxel_size(map.grid.voxel_A, voxel_A);
  Volume volume = resampled ? imaging.resample(map, voxel_A) : map;
  volume.grid.voxel_A = voxel_A;

  const float level = background(volume);
  for (float& value : volume.voxels) value -= level;
  const auto [low, high] = std::minmax_element(volume.voxels.begin(), volume.voxels.end());
  if (-*low > *high)
    throw DataError("the molecule in '" + path + "' is darker than its background",
                    "invert the map's contrast: a template's protein is positive");
  if (!(*high > 0))
    throw DataError("'" + path + "' is constant after resampling to voxels of " + number_text(voxel_A) + " A",
                    "its molecule is smaller than one voxel; choose a smaller voxel size");
  return volume;
}

}  // namespace cryocosm::macromolecules
