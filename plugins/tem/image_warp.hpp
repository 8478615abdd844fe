// Turns, magnifies and shifts images; their edges are extended.
#pragma once

#include <cstdint>

#include "cryocosm/acquisition.hpp"

namespace cryocosm::tem {

/// A point p of the image goes to c + m (p - c) + d, where c is the middle of the image; in pixels.
struct PlanarMap {
  double xx = 1, xy = 0, yx = 0, yy = 1;  ///< m, row by row
  double dx = 0, dy = 0;                  ///< d
};

/// From where a point of an aligned image belongs to where it was recorded: the rotation, the magnification
/// and the shift of `tilt`. [any]
PlanarMap recorded_from_aligned(const Tilt& tilt, double pixel_A);

/// `first`, then `then`. [any]
PlanarMap chained(const PlanarMap& first, const PlanarMap& then);

/// The map must not be singular. [any]
PlanarMap inverse(const PlanarMap& map);

/// out = the image, mapped; both are width x height, x fastest, and do not overlap. Between pixels by cubic
/// convolution over the 4 x 4 nearest; beyond the edge the nearest pixel counts, so no border appears. [any]
void warp_image(const float* image, std::int64_t width, std::int64_t height, const PlanarMap& map,
                float* out);

}  // namespace cryocosm::tem
