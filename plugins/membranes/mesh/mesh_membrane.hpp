// membranes.mesh: membranes of the shape of a closed mesh.
#pragma once

#include "../given_shape.hpp"

namespace cryocosm::membranes {

struct MeshParams : BilayerParams {
  InputFile file;
  std::string unit = "A";
  double scale = 1;
  double smoothing_A = 0;
};

class MeshMembrane final : public MembraneGenerator {
 public:
  static Schema<MeshParams> schema();
  /// Throws FileError, and DataError for what is no closed mesh.
  MeshMembrane(const MeshParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override { return shape_.draw(draw); }
  void facts(Facts& facts) const override { shape_.facts(facts); }

 private:
  GivenShape shape_;
};

}  // namespace cryocosm::membranes
