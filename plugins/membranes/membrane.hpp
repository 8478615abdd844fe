// A membrane as a structure: one unit, whose shape is a field that knows its own surface.
#pragma once

#include <memory>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

/// Field derives from ImplicitField and has surface(pose).
template <class Field>
class Membrane final : public Structure {
 public:
  explicit Membrane(const Field& field) : field_(field) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &field_;
    return unit;
  }
  std::unique_ptr<Surface> surface(const Pose& pose) const override { return field_.surface(pose); }

 private:
  Field field_;
};

}  // namespace cryocosm::membranes
