// tem.misalign: the errors that an alignment leaves, drawn at random and recorded as truth.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct MisalignParams {
  std::string law = "sine";
  double mean_A = 10;
  double max_A = 15;
  double polnet_divisor = 6.4;
  Distribution angle_error_deg = 0;
  Distribution rotation_deg = 0;
  Distribution magnification = 1;
};

/// Lengths of the shifts of a series under the law "sine": max (1 - q (1 - s)), where s is |sin tilt| over
/// its largest value and q such that their mean is mean_A. Throws DataError when no q in [0, 1] does it.
/// [any]
std::vector<double> sine_lengths(Span<const Tilt> tilts, double mean_A, double max_A);

/// Each view is turned, magnified and shifted on top of what its Tilt says already; edges are extended. The
/// angle at which it was taken stays the truth, and what the stage would have reported gets an error.
class Misalign final : public AcquisitionStage {
 public:
  static Schema<MisalignParams> schema();
  explicit Misalign(const MisalignParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::tilt_series, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  MisalignParams params_;
};

}  // namespace cryocosm::tem
