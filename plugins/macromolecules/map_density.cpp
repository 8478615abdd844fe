// Density maps in arbitrary units, brought to the phantom's voxel size and a background of zero.
#include "map_density.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "potentials.hpp"
#include "template_shape.hpp"

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

std::string size_text(Index3 size) {
  return std::to_string(size.x) + " x " + std::to_string(size.y) + " x " + std::to_string(size.z);
}

void require_molecule(const Volume& map, const std::string& path) {
  const Index3 size = map.grid.size;
  if (std::min({size.x, size.y, size.z}) < 2)
    throw DataError("'" + path + "' is an image and no map: it has " + size_text(size) + " voxels",
                    "give a volume that holds a molecule", Code::wrong_size);
  const auto [least, greatest] = std::minmax_element(map.voxels.begin(), map.voxels.end());
  if (*least == *greatest)
    throw DataError("'" + path + "' is constant: every voxel is " + number_text(static_cast<double>(*least)),
                    "give a map that holds a molecule");
  if (!(*greatest > 0))
    throw DataError("'" + path + "' has no positive density: its greatest voxel is " +
                        number_text(static_cast<double>(*greatest) + 0.0),  // no -0
                    "invert the map's contrast if its molecule is dark, else add a constant to the map");
}

// A wrong voxel size in a header asks for any amount of memory.
void require_size(const GridSpec& grid, double voxel_A, const std::string& path) {
  const double ratio = grid.voxel_A / voxel_A;
  const auto voxels = static_cast<double>(grid.count()) * ratio * ratio * ratio;
  if (voxels <= k_most_template_voxels) return;
  throw DataError("'" + path + "' has " + size_text(grid.size) + " voxels of " + number_text(grid.voxel_A) +
                      " A; at " + number_text(voxel_A) + " A they are more than " +
                      number_text(k_most_template_voxels),
                  "check the voxel size in the map's header, cut out the molecule, or choose larger voxels",
                  Code::too_large);
}

Volume low_passed(const Volume& map, double resolution_A, const Imaging& imaging) {
  Volume volume = map;
  if (resolution_A > 0) imaging.gaussian(volume, k_sigma_per_resolution * resolution_A);
  return volume;
}

}  // namespace

bool same_voxel_size(double a_A, double b_A) { return std::abs(a_A - b_A) <= 1e-4 * b_A; }

PreparedMap map_density(const Volume& map, const MapOptions& options, const Imaging& imaging,
                        const std::string& path) {
  require_molecule(map, path);
  require_size(map.grid, options.voxel_A, path);
  PreparedMap prepared{low_passed(map, options.resolution_A, imaging), 0};
  Volume& volume = prepared.volume;
  if (!same_voxel_size(map.grid.voxel_A, options.voxel_A)) volume = imaging.resample(volume, options.voxel_A);
  volume.grid.voxel_A = options.voxel_A;

  const float level = background(volume);
  prepared.background = static_cast<double>(level);
  const auto [low, high] = std::minmax_element(volume.voxels.begin(), volume.voxels.end());
  if (level - *low > *high - level)
    throw DataError("the molecule in '" + path + "' is darker than its background",
                    "invert the map's contrast: a template's protein is positive");
  if (!(*high > level))
    throw DataError(
        "'" + path + "' is constant after resampling to voxels of " + number_text(options.voxel_A) + " A",
        "its molecule is smaller than one voxel; choose a smaller voxel size");
  if (!options.keeps_values)
    for (float& value : volume.voxels) value -= level;
  return prepared;
}

}  // namespace cryocosm::macromolecules
