// Recognising a scene that has grown: what a component keeps of one must not be taken for another's.
#pragma once

#include "cryocosm/transform.hpp"

namespace cryocosm::filaments {

inline bool same(const Pose& a, const Pose& b) {
  return a.position_A == b.position_A && a.rotation.w == b.rotation.w && a.rotation.x == b.rotation.x &&
         a.rotation.y == b.rotation.y && a.rotation.z == b.rotation.z;
}

/// How far the units of an entry have been read.
class Seen {
 public:
  std::size_t count() const { return count_; }
  /// Poses are random numbers of 53 bits: if the first and the last of what was read are the same, all is.
  bool continues_in(Span<const PlacedUnit> units) const {
    return count_ == 0 ||
           (units.size >= count_ && same(units[0].pose, first_) && same(units[count_ - 1].pose, last_));
  }
  void note(Span<const PlacedUnit> units) {
    count_ = units.size;
    if (count_ == 0) return;
    first_ = units[0].pose;
    last_ = units[count_ - 1].pose;
  }

 private:
  std::size_t count_ = 0;
  Pose first_, last_;
};

}  // namespace cryocosm::filaments
