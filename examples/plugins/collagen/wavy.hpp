// The transform collagen.wavy: parallel fibrils that follow a common direction in common waves.
#pragma once

#include "crimp.hpp"
#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace collagen {

struct WavyParams {
  cryocosm::Vec3 direction{1, 0, 0};
  cryocosm::Vec3 sideways{0, 1, 0};
  double crimp_amplitude_A = 0;
  double crimp_length_A = 1e5;
  double crimp_phase_deg = 0;
  cryocosm::Distribution spacing_A = cryocosm::Distribution::uniform(550, 650);
  double antiparallel = 0.5;
  double inset_A = 0;
};

class Wavy final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<WavyParams> schema();
  explicit Wavy(const WavyParams& params);
  /// The first fibril lies anywhere, and each further one beside one that has been placed.
  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;

 private:
  cryocosm::Vec3 drawn_line(const cryocosm::SceneView& scene, cryocosm::Random& random) const;

  WavyParams params_;
  Crimp crimp_;
};

}  // namespace collagen
