// A field whose surface is parallel to another's.
#pragma once

#include <memory>

#include "offset_surface.hpp"

namespace cryocosm::membranes {

/// The surface inside the one of `field`, everywhere `inset_A` from it, with the same wall. `field` has to be
/// exact to `inset_A` more than its wall reaches. Field derives from ImplicitField and has surface(pose).
template <class Field>
class OffsetField final : public ImplicitField {
 public:
  OffsetField(Field field, double inset_A) : field_(std::move(field)), inset_A_(inset_A) {}

  // what lies deeper than the inset lies in balls of that radius inside the surface
  double radius_A() const override { return field_.radius_A() - inset_A_; }
  const Wall& wall() const override { return field_.wall(); }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    field_.distance(origin, step, first, n, out);
    const auto inset = static_cast<float>(inset_A_);
    for (std::size_t i = 0; i < n; ++i) out[i] += inset;
  }
  Vec3 gradient(Vec3 p) const override { return field_.gradient(p); }
  std::unique_ptr<Surface> surface(const Pose& pose) const {
    if (inset_A_ == 0) return field_.surface(pose);
    return std::make_unique<OffsetSurface>(field_.surface(pose), inset_A_);
  }

 private:
  Field field_;
  double inset_A_;
};

}  // namespace cryocosm::membranes
