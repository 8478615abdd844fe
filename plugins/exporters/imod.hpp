// Component exporters.imod: the alignment truth of the tilt series in IMOD's small text files.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

/// Writes tilt_series.tlt, tilt_series.rawtlt and tilt_series.xf; nothing when the run made no tilt series.
class ImodExporter final : public Exporter {
 public:
  static Schema<NoParams> schema();
  explicit ImodExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;
};

}  // namespace cryocosm::exporters
