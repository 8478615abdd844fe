// macromolecules.template: molecules whose density comes from a map or an atomic model.
#pragma once

#include "cluster.hpp"
#include "template_loading.hpp"

namespace cryocosm::macromolecules {

struct TemplateParams : ClusterParams, TemplateOptions {
  InputFile file;
};

class TemplateMolecule final : public StructureGenerator {
 public:
  static Schema<TemplateParams> schema();
  TemplateMolecule(const TemplateParams& params, BuildContext& build);

  std::unique_ptr<Structure> draw(Draw& draw) const override;
  void facts(Facts& facts) const override { report_facts(loaded_, facts); }
  const DensityTemplate& shape() const { return *loaded_.shape; }

 private:
  TemplateParams params_;
  LoadedTemplate loaded_;
};

}  // namespace cryocosm::macromolecules
