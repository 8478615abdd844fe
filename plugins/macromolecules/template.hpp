// macromolecules.template: molecules whose density comes from a map or an atomic model.
#pragma once

#include <string>

#include "cluster.hpp"
#include "cryocosm/run_context.hpp"
#include "template_shape.hpp"

namespace cryocosm::macromolecules {

struct TemplateParams : ClusterParams {
  InputFile file;
  double level = 0.1;
  double resolution_A = 0;  ///< 0: not set, two voxels
  double density_V = 0;     ///< 0: not set, as computed
  std::string assembly;
};

class TemplateMolecule final : public StructureGenerator {
 public:
  static Schema<TemplateParams> schema();
  TemplateMolecule(const TemplateParams& params, BuildContext& build);

  std::unique_ptr<Structure> draw(Draw& draw) const override;
  const DensityTemplate& shape() const { return *shape_; }

 private:
  TemplateParams params_;
  std::unique_ptr<DensityTemplate> shape_;
  double diameter_A_ = 0;
};

}  // namespace cryocosm::macromolecules
