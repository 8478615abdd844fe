// Component exporters.vtp: surfaces and centerlines for ParaView.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

struct VtpParams {
  std::int64_t triangles = 4'000'000;
};

/// Writes surfaces.vtp and centerlines.vtp.
class VtpExporter final : public Exporter {
 public:
  static Schema<VtpParams> schema();
  explicit VtpExporter(const VtpParams& params) : params_(params) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;

 private:
  VtpParams params_;
};

}  // namespace cryocosm::exporters
