// The shape of a nuclear envelope: the distance to its membrane, and where its pores are.
#pragma once

#include <memory>

#include "shell.hpp"

namespace nuclear_pore {

/// A field of a kind of its own, so that whoever meets it among placed units knows that it has pores: equal
/// kinds mean equal types. nuclear_pore.wall draws it.
class EnvelopeField final : public cryocosm::ImplicitField {
 public:
  static constexpr std::string_view k_kind = "nuclear_pore.envelope";

  EnvelopeField(std::shared_ptr<const Shell> shell, const Wall& wall, double voxel_A);
  std::string_view kind() const override { return k_kind; }
  double radius_A() const override { return radius_A_; }
  const Wall& wall() const override { return wall_; }
  void distance(cryocosm::Vec3 origin, cryocosm::Vec3 step, std::int64_t first, std::size_t n,
                float* out) const override;
  cryocosm::Vec3 gradient(cryocosm::Vec3 p) const override { return nearest_on(*shell_, p).normal; }
  const std::shared_ptr<const Shell>& shell() const { return shell_; }

 private:
  std::shared_ptr<const Shell> shell_;
  Wall wall_;
  double radius_A_;
};

/// The envelope behind a shape, or null for shapes of other kinds.
inline const EnvelopeField* envelope_of(const cryocosm::Shape& shape) {
  return shape.kind() == EnvelopeField::k_kind ? static_cast<const EnvelopeField*>(&shape) : nullptr;
}

}  // namespace nuclear_pore
