// Random numbers that belong to a pose: the same in every try that starts from it.
#pragma once

#include <cstring>

#include "cryocosm/random.hpp"

namespace cryocosm::filaments {

/// A stream named by the bits of `pose`. The host hands a new stream to every try of a unit; a law that must
/// not depend on what is refused draws from here instead. Poses come from the host's streams, so these
/// numbers differ between seeds, tomograms, chains and units as the poses do.
inline Random stream_of(const Pose& pose, std::string_view purpose) {
  const double numbers[] = {pose.position_A.x, pose.position_A.y, pose.position_A.z, pose.rotation.w,
                            pose.rotation.x,   pose.rotation.y,   pose.rotation.z};
  Random stream(0);
  for (const double number : numbers) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &number, sizeof bits);
    stream = stream.child(bits);
  }
  return stream.child(purpose);
}

}  // namespace cryocosm::filaments
