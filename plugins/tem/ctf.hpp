// tem.ctf: what the objective lens makes of projected potentials, an image of relative contrast.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

/// What blurs: spread of energies, spread of directions, and everything else as a B-factor.
struct EnvelopeParams {
  double chromatic_aberration_mm = 2.7;
  double energy_spread_V = 0.7;  ///< full width at half maximum
  double illumination_mrad = 0.01;
  double b_factor_A2 = 0;
};

struct CtfParams {
  std::string model = "weak_phase";
  double voltage_kV = 300;
  double spherical_aberration_mm = 2.7;
  double amplitude_contrast = 0.07;
  Distribution defocus_A = 30000;
  Distribution defocus_error_A = 0;
  Distribution astigmatism_A = 0;
  Distribution astigmatism_angle_deg = 0;
  Distribution phase_shift_deg = 0;
  bool gradient = true;
  EnvelopeParams envelope;
};

/// Takes projections in V Å, of either contrast, and gives intensity / (intensity of the beam) - 1, protein
/// dark, with the optics recorded in each Tilt. Refuses a series to which optics were applied before.
class Ctf final : public AcquisitionStage {
 public:
  static Schema<CtfParams> schema();
  explicit Ctf(const CtfParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::tilt_series, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  CtfParams params_;
};

}  // namespace cryocosm::tem
