// Component exporters.volumes: the phantom, its labels and instances, the tilt series and the tomogram.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

/// Writes density.mrc, labels.mrc, labels.csv, instances.nrrd and, if the run made them,
/// tilt_series.mrc and tomogram.mrc.
class VolumesExporter final : public Exporter {
 public:
  static Schema<NoParams> schema();
  explicit VolumesExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;
};

}  // namespace cryocosm::exporters
