// The acquisition stage @NAME@.attenuation: views fade as the path through the specimen grows.
#pragma once

#include "cryocosm/acquisition.hpp"
#include "cryocosm/schema.hpp"

namespace @NAME@ {

/// The parameters and their defaults; names end in the unit.
struct AttenuationParams {
  double mean_free_path_A = 3000;
  double extra_ice_A = 200;
};

/// The part of the electrons that pass a film of `thickness_A` tilted by `angle_deg` without inelastic
/// scattering: exp(-thickness / (mean free path * cos(angle))).
double transmission(double thickness_A, double mean_free_path_A, double angle_deg);

/// Multiplies each view by its transmission.
class Attenuation final : public cryocosm::AcquisitionStage {
 public:
  static cryocosm::Schema<AttenuationParams> schema();
  explicit Attenuation(const AttenuationParams& params) : params_(params) {}

  cryocosm::Ports ports() const override;
  void run(const cryocosm::Dataset& in, cryocosm::AcquisitionOutput& out,
           cryocosm::RunContext& run) const override;

 private:
  AttenuationParams params_;
};

}  // namespace @NAME@
