// Component exporters.preview: a picture of central slices for a first look.
#pragma once

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

struct PreviewParams {
  std::int64_t width_px = 1800;
};

/// Writes preview.png: density, labels and, if there is one, the tomogram.
class PreviewExporter final : public Exporter {
 public:
  static Schema<PreviewParams> schema();
  explicit PreviewExporter(const PreviewParams& params) : params_(params) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const override;

 private:
  PreviewParams params_;
};

}  // namespace cryocosm::exporters
