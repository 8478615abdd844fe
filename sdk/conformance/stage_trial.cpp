// Trials of acquisition stages: an output with guards before and behind it.
#include "stage_trial.hpp"

#include <algorithm>
#include <cmath>

#include "bytes.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

constexpr std::size_t k_border = 4096;
constexpr float k_guard = -1234.5F;

[[noreturn]] void misbehaved(const char* what) {
  throw Error(Code::component_misbehaved, std::string("the stage allocated ") + what);
}

class GuardedOutput final : public AcquisitionOutput {
 public:
  explicit GuardedOutput(bool is_half) : is_half_(is_half) {}

  VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) override {
    if (result_.is_allocated) misbehaved("its output twice");
    if (grid.size.x < 1 || grid.size.y < 1 || grid.size.z < 1 || !(grid.voxel_A > 0))
      misbehaved("an empty output");
    result_.is_allocated = true;
    result_.grid = grid;
    result_.tilts.assign(tilts.begin(), tilts.end());
    result_.contrast = contrast;
    return allocate(whole_);
  }
  VoxelWindow<float> allocate_half(int half) override {
    if (!result_.is_allocated || is_half_ || half < 0 || half > 1) misbehaved("a half out of turn");
    return allocate(halves_[static_cast<std::size_t>(half)]);
  }

  /// What is inside the guards.
  StageOutput take() {
    if (halves_[0].empty() != halves_[1].empty())
      result_.problems.push_back("the stage allocated one half only");
    result_.voxels = inside(whole_);
    for (std::size_t half = 0; half < 2; ++half) result_.halves[half] = inside(halves_[half]);
    return std::move(result_);
  }

 private:
  VoxelWindow<float> allocate(std::vector<float>& voxels) const {
    voxels.assign(result_.grid.count() + 2 * k_border, k_guard);
    std::fill_n(voxels.begin() + k_border, result_.grid.count(), 0.0F);
    return whole_window(voxels.data() + k_border, result_.grid);
  }
  std::vector<float> inside(const std::vector<float>& voxels) {
    if (voxels.empty()) return {};
    const auto is_guard = [](float v) { return v == k_guard; };
    if (!std::all_of(voxels.begin(), voxels.begin() + k_border, is_guard) ||
        !std::all_of(voxels.end() - k_border, voxels.end(), is_guard))
      result_.problems.push_back("memory outside the output was written");
    return {voxels.begin() + k_border, voxels.end() - k_border};
  }

  const bool is_half_;
  StageOutput result_;
  std::vector<float> whole_;
  std::array<std::vector<float>, 2> halves_;
};

std::string bytes_of(const Dataset& dataset) {
  Bytes bytes;
  add_dataset(bytes, dataset);
  return bytes.text();
}

void report_voxels(const StageOutput& output, const std::vector<float>& voxels, DataKind kind,
                   const SampleDataset& sample, Trial& trial) {
  if (voxels.empty()) return;
  Dataset out = view(output, kind, sample);
  out.voxels = voxels.data();
  trial.bytes += bytes_of(out);
  const auto bad = std::find_if(voxels.begin(), voxels.end(), [](float v) { return !std::isfinite(v); });
  if (bad != voxels.end())
    trial.problems.push_back("the output is not finite at voxel " + std::to_string(bad - voxels.begin()));
}

}  // namespace

StageOutput run_stage(const AcquisitionStage& stage, const SampleDataset& sample, RunContext& run) {
  const std::string before = bytes_of(sample.dataset);
  GuardedOutput out(sample.dataset.is_half);
  stage.run(sample.dataset, out, run);
  StageOutput output = out.take();
  if (bytes_of(sample.dataset) != before) output.problems.push_back("the input was changed");
  if (!output.is_allocated) output.problems.push_back("the stage allocated no output");
  return output;
}

Dataset view(const StageOutput& output, DataKind kind, const SampleDataset& sample) {
  return {kind,
          output.grid,
          output.voxels.data(),
          view(output.tilts),
          output.contrast,
          sample.dataset.specimen,
          sample.dataset.is_half};
}

Trial run_acquisition(const AcquisitionStage& stage, std::uint64_t seed, int threads) {
  const Ports ports = stage.ports();
  const DataKind in = ports.in == DataKind::any ? DataKind::tilt_series : ports.in;
  const DataKind kind = ports.out == DataKind::any ? in : ports.out;
  const auto sample = sample_dataset(in);
  KitRun run(seed, threads);
  const StageOutput output = run_stage(stage, *sample, run);

  Trial trial;
  trial.used_random = run.asked_for_random();
  trial.problems = output.problems;
  for (const std::vector<float>* voxels : {&output.voxels, &output.halves[0], &output.halves[1]})
    report_voxels(output, *voxels, kind, *sample, trial);
  return trial;
}

}  // namespace cryocosm::conformance
