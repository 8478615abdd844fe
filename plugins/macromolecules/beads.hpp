// macromolecules.beads: molecules drawn as balls, from a small text file.
#pragma once

#include "cluster.hpp"
#include "template_loading.hpp"

namespace cryocosm::macromolecules {

struct BeadsParams : ClusterParams {
  InputFile file;
  double resolution_A = 0;  ///< 0: not set, two voxels
  AnchorParams anchor;
};

class BeadMolecule final : public StructureGenerator {
 public:
  static Schema<BeadsParams> schema();
  BeadMolecule(const BeadsParams& params, BuildContext& build);

  std::unique_ptr<Structure> draw(Draw& draw) const override;
  void facts(Facts& facts) const override { report_facts(loaded_, facts); }
  const DensityTemplate& shape() const { return *loaded_.shape; }

 private:
  BeadsParams params_;
  LoadedTemplate loaded_;
};

}  // namespace cryocosm::macromolecules
