// Drawing of one shape by one rasterizer into guarded windows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cryocosm/rasterizer.hpp"
#include "guarded.hpp"
#include "sample_shapes.hpp"

namespace cryocosm::conformance {

/// A box of voxels that holds a shape at a pose with room to spare.
struct Frame {
  Index3 origin;
  Index3 size;
  double voxel_A = 1;
};
Frame frame_around(const Shape& shape, const Pose& pose, double voxel_A);

struct Drawing {
  Frame frame;
  std::vector<float> density;
  std::vector<std::uint8_t> taken;
  std::vector<std::string> problems;  ///< border touched, not finite, marks other than 0 and 1
};

/// Draws and excludes, either in one piece or in tiles cut unevenly, on `threads` threads.
Drawing draw_shape(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const Frame& frame,
                   bool in_tiles, int threads);

/// A position in the middle of nowhere, positive for shapes of this size, and exact in binary.
Vec3 dyadic_position(const SampleShape& sample);

}  // namespace cryocosm::conformance
