// Component exporters.particles: one line of CSV for each placed unit.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

/// Writes particles.csv.
class ParticlesExporter final : public Exporter {
 public:
  static Schema<NoParams> schema();
  explicit ParticlesExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;
};

}  // namespace cryocosm::exporters
