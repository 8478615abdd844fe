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

namespace cryocosm {

/// "volume", "tilt series", "tomogram".
std::string_view to_text(DataKind kind);

/// One diagnostic for each stage whose input is not what the stages before it leave; the first one is given
/// `start`, which comes from `source`. [host]
std::vector<Diagnostic> check_ports(const std::vector<ComponentUse>& uses,
                                    const std::vector<const AcquisitionStage*>& stages,
                                    DataKind start = DataKind::volume, std::string source = "the phantom");

/// A dataset together with the memory it stands on.
struct OwnedDataset {
  DataKind kind = DataKind::volume;
  GridSpec grid;
  std::vector<float> voxels;
  std::vector<Tilt> tilts;
  Contrast contrast = Contrast::protein_bright;
  GridSpec specimen;
  std::vector<std::vector<float>> halves;  ///< voxels of the two half data sets, or empty
};
Dataset view(const OwnedDataset& dataset);
Dataset view_of_half(const OwnedDataset& dataset, std::size_t half);

/// What the acquisition leaves: the last dataset of each kind.
struct Acquired {
  std::optional<OwnedDataset> volume;  ///< the phantom is not among them
  std::optional<OwnedDataset> tilt_series;
  std::optional<OwnedDataset> tomogram;
};

/// Whether no stage has left anything.
bool is_empty(const Acquired& acquired);

/// Puts a dataset in the place of its kind, and returns it there. [any]
const OwnedDataset& keep(OwnedDataset dataset, Acquired& acquired);

/// A phantom as the first stage sees it. [any]
Dataset view_of_phantom(const GridSpec& grid, const std::vector<float>& density);

/// File stem and contrast, in words, of the phantom if there is one and of each dataset that exporters see.
/// [any]
std::vector<std::pair<std::string, std::string>> contrasts_of(const Acquired& acquired, bool has_phantom);

/// A stage runs on the whole, or on one of the two halves.
enum class Part { whole, half };

/// What a stage of a run is given; halves get the same random streams as the whole, and their draws, which
/// are the same, are not recorded again.
using StageContext = std::function<std::unique_ptr<RunContext>(std::size_t stage, Part part)>;

/// Runs the stages in order, the first one on `start`. What each one leaves is in `acquired` even when a
/// later one fails. Throws Cancelled, or Error naming the stage, also when a stage leaves values that are not
/// finite. [host]
void acquire(const Dataset& start, const std::vector<ComponentUse>& uses,
             const std::vector<const AcquisitionStage*>& stages, const StageContext& context_of,
             Acquired& acquired);

}  // namespace cryocosm
