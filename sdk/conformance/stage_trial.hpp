// One run of an acquisition stage on a dataset of the kit, and what it left.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kit_host.hpp"
#include "sample_data.hpp"

namespace cryocosm::conformance {

struct StageOutput {
  bool is_allocated = false;
  GridSpec grid;
  std::vector<float> voxels;
  std::array<std::vector<float>, 2> halves;  ///< empty unless the stage made them
  std::vector<Tilt> tilts;
  Contrast contrast = Contrast::protein_bright;
  std::vector<std::string> problems;  ///< with memory: what lies outside was written, or the input changed
};

/// Runs the stage with guards around its output. What it throws comes through. [worker]
StageOutput run_stage(const AcquisitionStage& stage, const SampleDataset& sample, RunContext& run);

/// The output as a dataset of `kind`; valid as long as both are.
Dataset view(const StageOutput& output, DataKind kind, const SampleDataset& sample);

}  // namespace cryocosm::conformance
