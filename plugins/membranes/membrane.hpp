// A membrane as a structure: one unit, whose shape is a field that knows its own surface.
#pragma once

#include <memory>

#include "bilayer_params.hpp"

namespace cryocosm::membranes {

/// What the generators of all membranes have in common: the parts of the wall that are labelled apart.
class MembraneGenerator : public StructureGenerator {
 public:
  explicit MembraneGenerator(const BilayerParams& wall) : parts_(part_names(wall)) {}
  std::size_t part_count() const override { return parts_.size(); }
  std::string_view part_name(std::size_t part) const override { return parts_[part - 1]; }

 private:
  std::vector<std::string_view> parts_;
};

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
  std::unique_ptr<Surface> surface(std::size_t, const Pose& pose) const override {
    return field_.surface(pose);
  }

 private:
  Field field_;
};

}  // namespace cryocosm::membranes
