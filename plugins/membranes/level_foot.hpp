// The nearest point of the zero level of a field, from a place close to it.
#pragma once

#include "trilinear.hpp"

namespace cryocosm::membranes {

/// Of the field interpolated trilinearly; positions and ways count in steps from the lattice's first point.
class LevelFoot {
 public:
  explicit LevelFoot(const SampledField& field)
      : field_(field), sy_(field.lattice.size.x), sz_(field.lattice.size.x * field.lattice.size.y) {}

  /// The way from `p` to the level, from a way that leads close to its end. Goes along the level towards the
  /// foot of the perpendicular and back onto the level, and keeps the nearest point met. [any]
  Vec3 shortest(Vec3 p, Vec3 way) const;

 private:
  bool onto_level(Vec3& p, Vec3& gradient) const;

  const SampledField& field_;
  std::ptrdiff_t sy_, sz_;
};

}  // namespace cryocosm::membranes
