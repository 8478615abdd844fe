// Counter-based random streams (Philox 4x64-10), keyed so that no result depends on order or threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cryocosm/export.hpp"
#include "cryocosm/geometry.hpp"

namespace cryocosm {

/// One random stream. Streams form a tree: child(tag) is a stream independent of its parent and
/// siblings, and depends on nothing but the path of tags from the seed, so (seed, tomogram, entry,
/// chain, unit, try) names one stream for ever. Trivially copyable; a copy repeats the same numbers.
/// Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11. [worker]
class CRYOCOSM_API Random {
 public:
  explicit Random(std::uint64_t seed);  ///< the root of a tree of streams

  Random child(std::uint64_t tag) const;      ///< the stream of part number `tag`
  Random child(std::string_view name) const;  ///< the stream of the part called `name`

  std::uint64_t bits();                     ///< 64 uniform bits
  double uniform();                         ///< in [0, 1), 53 bits
  double uniform(double low, double high);  ///< in [low, high)
  std::uint64_t index(std::uint64_t n);     ///< in [0, n), unbiased; n > 0
  double normal();                          ///< mean 0, standard deviation 1
  double exponential();                     ///< mean 1

  /// Moves to the `block`-th group of four 64-bit words: random access into the stream.
  void seek(std::uint64_t block);

 private:
  Random(std::uint64_t key0, std::uint64_t key1) : key_{key0, key1} {}
  void refill();

  std::uint64_t key_[2];
  std::uint64_t block_ = 0;
  std::uint64_t words_[4] = {};
  unsigned used_ = 4;
};

/// Uniform on the unit sphere. [worker]
CRYOCOSM_API Vec3 random_direction(Random& random);

/// Uniform over all rotations (Shoemake, "Uniform random rotations", Graphics Gems III, 1992). [worker]
CRYOCOSM_API Quaternion random_rotation(Random& random);

}  // namespace cryocosm
