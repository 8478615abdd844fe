// A membrane of the mitochondrion as a shape: the distance to it, and its wall.
#pragma once

#include <memory>

#include "compartment.hpp"
#include "cryocosm/structure.hpp"

namespace mitochondrion {

class MembraneField final : public cryocosm::ImplicitField {
 public:
  MembraneField(std::shared_ptr<const Compartment> compartment, const Wall& wall)
      : compartment_(std::move(compartment)), wall_(wall) {}

  double radius_A() const override;
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override;
  Vec3 gradient(Vec3 p) const override { return direction_out(*compartment_, p); }
  double tolerance_A() const override { return 5; }
  const std::shared_ptr<const Compartment>& compartment() const { return compartment_; }

 private:
  std::shared_ptr<const Compartment> compartment_;
  Wall wall_;
};

}  // namespace mitochondrion
