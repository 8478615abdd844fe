// Component exporters.relion: particles, tilt series and tomogram as STAR files for RELION 5.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

/// Writes particles.star and, when the run made a tilt series, tilt_series.star, tomograms.star and
/// optimisation_set.star.
class RelionExporter final : public Exporter {
 public:
  static Schema<NoParams> schema();
  explicit RelionExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;
};

}  // namespace cryocosm::exporters
