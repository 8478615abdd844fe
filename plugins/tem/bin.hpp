// tem.bin: fewer, larger pixels by averaging.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct BinParams {
  std::int64_t factor = 2;
};

/// The images or the volume with `factor` old pixels along each side of a new one. Throws DataError when a
/// side is no multiple of it. [any]
Volume binned(const Dataset& in, std::int64_t factor, RunContext& run);

/// Each new pixel is the mean of factor x factor old ones (factor cubed for volumes), and as much larger: the
/// field of view and its middle stay.
class Bin final : public AcquisitionStage {
 public:
  static Schema<BinParams> schema();
  explicit Bin(const BinParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  BinParams params_;
};

}  // namespace cryocosm::tem
