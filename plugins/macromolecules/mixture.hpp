// macromolecules.mixture: heterogeneous clusters, of molecules from several files.
#pragma once

#include "cluster.hpp"
#include "template_loading.hpp"

namespace cryocosm::macromolecules {

struct MixtureParams : ClusterParams, TemplateOptions {
  std::vector<InputFile> files;
  std::vector<double> weights;  ///< empty: not set, all alike
};

class Mixture final : public StructureGenerator {
 public:
  static Schema<MixtureParams> schema();
  Mixture(const MixtureParams& params, BuildContext& build);

  std::unique_ptr<Structure> draw(Draw& draw) const override;
  std::size_t class_count() const override { return names_.size(); }
  std::string_view class_name(std::size_t index) const override { return names_[index]; }
  void facts(Facts& facts) const override;

  const DensityTemplate& shape(std::size_t index) const { return *loaded_[index].shape; }
  double diameter_A(std::size_t index) const { return loaded_[index].diameter_A; }

 private:
  ClusterParams params_;
  std::vector<std::string> names_;
  std::vector<LoadedTemplate> loaded_;
  std::vector<ClusterKind> kinds_;
};

/// "ribosome" for "maps/ribosome.mrc" and "models/ribosome.pdb.gz". [any]
std::string molecule_name(const std::string& path);

}  // namespace cryocosm::macromolecules
