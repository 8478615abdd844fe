// Copies rows of a box.
#include "crop.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "dataset_size.hpp"
#include "input_checks.hpp"

namespace cryocosm::tem {
namespace {

struct Box3 {
  Index3 first, size;
};

/// The part along one axis; `index` says which number of the parameters is its.
void choose(const CropParams& params, std::size_t index, char axis, std::int64_t length,
            const std::string& noun, std::int64_t& first, std::int64_t& size) {
  size = std::llround(params.size[index]);
  first = params.offset.empty() ? (length - size) / 2 : std::llround(params.offset[index]);
  if (size > length || first + size > length)
    throw DataError("the part from " + std::to_string(first) + " to " + std::to_string(first + size - 1) +
                        " along " + axis + " is not inside the " + noun + ", which has " +
                        std::to_string(length) + " along it",
                    "make size or offset smaller", Code::wrong_size);
}

Box3 box_of(const CropParams& params, const Dataset& in) {
  const Index3 n = in.grid.size;
  const bool is_stack = in.kind == DataKind::tilt_series;
  const std::size_t axes = is_stack ? 2 : 3;
  if (params.size.size() != axes)
    throw DataError("the size of the part has " + std::to_string(params.size.size()) + " numbers, but " +
                        (is_stack ? "images have 2 sides" : "volumes have 3 sides"),
                    is_stack ? "give width and height" : "give x, y and z");
  Box3 box{{0, 0, 0}, n};
  choose(params, 0, 'x', n.x, noun_of(in), box.first.x, box.size.x);
  choose(params, 1, 'y', n.y, noun_of(in), box.first.y, box.size.y);
  if (!is_stack) choose(params, 2, 'z', n.z, noun_of(in), box.first.z, box.size.z);
  return box;
}

}  // namespace

Schema<CropParams> Crop::schema() {
  Schema<CropParams> s("Keeps a part of images or volumes.");
  s.field("size", &CropParams::size)
      .range(1, 100000)
      .required()
      .help("Pixels to keep along x and y, for volumes and tomograms along z too.");
  s.field("offset", &CropParams::offset)
      .range(0, 100000)
      .optional()
      .help("Index of the first pixel to keep along each axis; the part about the middle when not given.");
  s.check("offset needs as many numbers as size",
          [](const CropParams& p) { return p.offset.empty() || p.offset.size() == p.size.size(); });
  return s;
}

void Crop::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const Box3 box = box_of(params_, in);
  const Index3 n = in.grid.size;
  // by how much the old middle lies beyond the new one
  const auto beyond_A = [&](std::int64_t length, std::int64_t first, std::int64_t size) {
    return in.grid.voxel_A * (static_cast<double>(length - size) / 2 - static_cast<double>(first));
  };
  const std::vector<Tilt> tilts =
      moved(in.tilts, beyond_A(n.x, box.first.x, box.size.x), beyond_A(n.y, box.first.y, box.size.y));
  const VoxelWindow<float> part = out.allocate({box.size, in.grid.voxel_A}, view(tilts), in.contrast);
  run.parallel_for(static_cast<std::size_t>(box.size.z), [&](std::size_t begin, std::size_t end) {
    for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z) {
      run.stop_if_cancelled();
      for (std::int64_t y = 0; y < box.size.y; ++y)
        std::copy_n(in.voxels + ((box.first.z + z) * n.y + box.first.y + y) * n.x + box.first.x, box.size.x,
                    part.row(y, z));
    }
  });
}

}  // namespace cryocosm::tem
