// A membrane as a structure: a unit for each bilayer, whose shape is a field that knows its own surface.
#pragma once

#include <memory>
#include <vector>

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

/// Bilayers around each other, a unit each, from the outside in; all of them or none. Field derives from
/// ImplicitField and has surface(pose).
template <class Field>
class Membrane final : public Structure {
 public:
  explicit Membrane(Field field) { bilayers_.push_back(std::move(field)); }
  explicit Membrane(std::vector<Field> bilayers) : bilayers_(std::move(bilayers)) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index >= bilayers_.size()) return std::nullopt;
    Unit unit;
    unit.shape = &bilayers_[index];
    unit.step.bonded = static_cast<std::int32_t>(index);  // their gap is their own: no halo widens it
    return unit;
  }
  std::size_t min_units() const override { return bilayers_.size(); }
  std::unique_ptr<Surface> surface(std::size_t index, const Pose& pose) const override {
    return bilayers_[index].surface(pose);
  }

 private:
  std::vector<Field> bilayers_;
};

}  // namespace cryocosm::membranes
