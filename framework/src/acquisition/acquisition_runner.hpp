// The acquisition runner: hands the phantom from stage to stage and checks that their ports fit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "cryocosm/run_context.hpp"
#include "painting/painter.hpp"

namespace cryocosm {

/// "volume", "tilt series", "tomogram".
std::string_view to_text(DataKind kind);

/// One diagnostic for each stage whose input is not what the stages before it leave. [host]
std::vector<Diagnostic> check_ports(const std::vector<ComponentUse>& uses,
                                    const std::vector<const AcquisitionStage*>& stages);

/// A dataset together with the memory it stands on.
struct OwnedDataset {
  DataKind kind = DataKind::volume;
  GridSpec grid;
  std::vector<float> voxels;
  std::vector<Tilt> tilts;
  Contrast contrast = Contrast::protein_bright;
  GridSpec specimen;
};
Dataset view(const OwnedDataset& dataset);

/// What the acquisition leaves: the last tilt series and the last tomogram.
struct Acquired {
  std::optional<OwnedDataset> tilt_series;
  std::optional<OwnedDataset> tomogram;
};

/// File stem and contrast, in words, of the phantom and of each dataset that is there. [any]
std::vector<std::pair<std::string, std::string>> contrasts_of(const Acquired& acquired);

/// Runs the stages in order. `context_of(i)` gives stage i its RunContext. Throws Cancelled, or Error
/// naming the stage, also when a stage leaves values that are not finite. [host]
Acquired acquire(const Phantom& phantom, const std::vector<ComponentUse>& uses,
                 const std::vector<const AcquisitionStage*>& stages,
                 const std::function<std::unique_ptr<RunContext>(std::size_t)>& context_of);

}  // namespace cryocosm
