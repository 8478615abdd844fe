// How a surface cuts a cube, for each choice of the corners that lie inside.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace cryocosm::membranes {

/// Corner c of a cube lies at (c & 1, c >> 1 & 1, c >> 2 & 1).
struct CubeEdge {
  int from = 0;  ///< the corner with the lower number
  int axis = 0;  ///< 0 = x, 1 = y, 2 = z: it leads to corner from | 1 << axis
};
constexpr std::array<CubeEdge, 12> k_cube_edges{
    {{0, 0}, {2, 0}, {4, 0}, {6, 0}, {0, 1}, {1, 1}, {4, 1}, {5, 1}, {0, 2}, {1, 2}, {2, 2}, {3, 2}}};

/// Numbers of three edges, counter-clockwise seen from outside.
using CutTriangle = std::array<std::uint8_t, 3>;

/// The triangles for all 256 sets of corners inside; bit c of the index is corner c. Neighbouring cubes
/// agree on their common face. No triangle's side runs across a face between points that the face's own
/// cuts do not join, so no two cubes make the same side twice.
const std::array<std::vector<CutTriangle>, 256>& cube_cuts();

}  // namespace cryocosm::membranes
