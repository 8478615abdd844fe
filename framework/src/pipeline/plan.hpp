// The plan: every component of a pipeline, built and checked, before anything runs or is written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "acquisition/start_file.hpp"
#include "config/pipeline_spec.hpp"
#include "pipeline/host.hpp"
#include "placement/engine.hpp"

namespace cryocosm {

/// Owns the components; `entries`, `labels` and the pointer lists refer to them and to the spec, which
/// must outlive the plan.
struct Plan {
  const PipelineSpec* spec = nullptr;
  std::optional<StartFile> start;  ///< instead of a phantom
  std::size_t skipped_stages = 0;  ///< of the pipeline, before those of `stages`
  std::vector<PlacementEntry> entries;
  std::vector<LabelInfo> labels;
  std::vector<const AcquisitionStage*> stages;
  std::vector<const Exporter*> exporters;

  // before the components that hold pointers to it and into it, so that it goes after them
  std::unique_ptr<BuildContext> building;  ///< owns what is behind parameters that name components
  std::vector<Owned<StructureGenerator>> structures;
  std::vector<Owned<TransformGenerator>> transforms;
  std::vector<Owned<Rasterizer>> rasterizers;
  std::vector<Owned<AcquisitionStage>> owned_stages;
  std::vector<Owned<Exporter>> owned_exporters;
  std::vector<std::string> label_names;
};

/// Builds everything that `spec` names; reads templates and other inputs, masks of regions into `spec`.
/// Throws ConfigError with all that components refused, ports that do not fit and shapes that their
/// rasterizer can not draw, each at its place in the pipeline file. With a `start`, the spec loses its
/// structures and the stages that the file stands for. [host]
Plan make_plan(PipelineSpec& spec, const Kernel& kernel, const Host& host,
               const std::optional<StartFile>& start = std::nullopt);

}  // namespace cryocosm
