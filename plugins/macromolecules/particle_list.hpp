// macromolecules.particle_list: exactly the poses of a list, one after the other.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/run_context.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

struct ParticleListParams {
  InputFile file;
  std::string only;
  std::string tomogram;
  double pixel_size_A = 0;  ///< 0: not set
  std::string collisions = "fail";
};

class ParticleList final : public TransformGenerator {
 public:
  static Schema<ParticleListParams> schema();
  ParticleList(const ParticleListParams& params, BuildContext& build);

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;

 private:
  std::vector<Pose> poses_;
  IfRefused if_refused_;
};

}  // namespace cryocosm::macromolecules
