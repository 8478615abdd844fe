// macromolecules.beads: molecules drawn as balls, from a small text file.
#pragma once

#include "cluster.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules {

struct BeadsParams : ClusterParams {
  InputFile file;
  double resolution_A = 0;  ///< 0: not set, two voxels
};

class BeadMolecule final : public StructureGenerator {
 public:
  static Schema<BeadsParams> schema();
  BeadMolecule(const BeadsParams& params, BuildContext& build);

  std::unique_ptr<Structure> draw(Draw& draw) const override;
  const DensityTemplate& shape() const { return *shape_; }

 private:
  BeadsParams params_;
  std::unique_ptr<DensityTemplate> shape_;
  double diameter_A_ = 0;
};

}  // namespace cryocosm::macromolecules
