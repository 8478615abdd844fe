// Checks of datasets, with messages that name the offending value.
#include "input_checks.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm::tem {
namespace {

const char* name_of(DataKind kind) {
  switch (kind) {
    case DataKind::volume: return "volume";
    case DataKind::tilt_series: return "tilt series";
    case DataKind::tomogram: return "tomogram";
    case DataKind::any: break;  // stands in ports only
  }
  return "dataset";
}

void check_grid(const GridSpec& grid, const std::string& name) {
  const Index3 size = grid.size;
  if (size.x < 1 || size.y < 1 || size.z < 1)
    throw DataError("the " + name + " has no voxels: its size is " + std::to_string(size.x) + " x " +
                        std::to_string(size.y) + " x " + std::to_string(size.z),
                    "every side must be at least 1", Code::wrong_size);
  // lines and their tables count in 32 bits
  constexpr std::int64_t k_longest = 100'000'000;
  if (size.x > k_longest || size.y > k_longest || size.z > k_longest)
    throw DataError("the " + name + " is too large: its size is " + std::to_string(size.x) + " x " +
                        std::to_string(size.y) + " x " + std::to_string(size.z),
                    "no side may be longer than " + std::to_string(k_longest), Code::too_large);
  if (!std::isfinite(grid.voxel_A) || grid.voxel_A <= 0)
    throw DataError("the voxel size of the " + name + " is " + number_text(grid.voxel_A) + " A",
                    "it must be a positive number", Code::bad_voxel_size);
}

void check_tilts(const Dataset& in) {
  if (static_cast<std::int64_t>(in.tilts.size) != in.grid.size.z)
    throw DataError("the tilt series has " + std::to_string(in.grid.size.z) + " images but " +
                        std::to_string(in.tilts.size) + " tilt angles",
                    "the stage that made it must give one Tilt for each image", Code::wrong_size);
  for (std::size_t i = 0; i < in.tilts.size; ++i) {
    const Tilt& tilt = in.tilts[i];
    if (!std::isfinite(tilt.angle_deg) || !std::isfinite(tilt.shift_x_A) || !std::isfinite(tilt.shift_y_A))
      throw DataError("the tilt angle or shift of image " + std::to_string(i) + " is not finite",
                      "the stage that made the tilt series must give finite numbers");
    if (std::abs(tilt.angle_deg) > 90)
      throw DataError("the tilt angle of image " + std::to_string(i) + " is " + number_text(tilt.angle_deg) +
                          " deg, beyond 90 deg",
                      "tilt angles run from -90 to 90 degrees", Code::out_of_range);
  }
}

}  // namespace

void check_input(const Dataset& in) {
  check_grid(in.grid, name_of(in.kind));
  if (in.kind == DataKind::tilt_series) check_tilts(in);
}

void check_pixels(const Dataset& in, RunContext& run) {
  const auto images = static_cast<std::size_t>(in.grid.size.z);
  const std::size_t pixels = in.grid.count() / images;
  std::vector<char> is_bad(images);
  run.parallel_for(images, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      run.stop_if_cancelled();
      const float* const image = in.voxels + v * pixels;
      is_bad[v] = !std::all_of(image, image + pixels, [](float value) { return std::isfinite(value); });
    }
  });
  const auto first = std::find(is_bad.begin(), is_bad.end(), 1);
  if (first != is_bad.end())
    throw DataError(std::string(in.kind == DataKind::tilt_series ? "image " : "plane ") +
                        std::to_string(first - is_bad.begin()) + " of the " + name_of(in.kind) +
                        " has values that are not finite",
                    "check the stage or the file that it comes from");
}

}  // namespace cryocosm::tem
