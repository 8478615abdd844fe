// What tem.bin and tem.crop share: images or voxels of another size, with the truth that moves along.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/acquisition.hpp"

namespace cryocosm::tem {

/// "image" of a tilt series, "volume" or "tomogram" otherwise, for messages. [any]
std::string noun_of(const Dataset& in);

/// The tilts after the point that was the middle of the image has moved by (x_A, y_A) from its middle. [any]
std::vector<Tilt> moved(Span<const Tilt> tilts, double x_A, double y_A);

}  // namespace cryocosm::tem
