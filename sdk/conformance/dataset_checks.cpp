// Acquisition stages: what goes in and comes out is what the ports say, and its description is true.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "acquisition/acquisition_runner.hpp"
#include "checks.hpp"
#include "settings.hpp"
#include "stage_trial.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

std::vector<DataKind> kinds_taken(DataKind in) {
  if (in != DataKind::any) return {in};
  return {DataKind::volume, DataKind::tilt_series, DataKind::tomogram};
}

void check_kinds(const Ports& ports, Findings& findings) {
  for (const DataKind kind : {ports.in, ports.out})
    findings.expect(kind == DataKind::volume || kind == DataKind::tilt_series || kind == DataKind::tomogram ||
                        kind == DataKind::any,
                    "a port names a kind of data that does not exist");
}

void check_voxels(const StageOutput& output, Findings& findings) {
  for (const std::vector<float>* voxels : {&output.voxels, &output.halves[0], &output.halves[1]})
    findings.expect(std::all_of(voxels->begin(), voxels->end(), [](float v) { return std::isfinite(v); }),
                    "the output is not finite");
  findings.expect(std::isfinite(output.grid.voxel_A) && output.grid.voxel_A > 0,
                  fmt::format("the voxels of the output have a size of {} A", output.grid.voxel_A));
  findings.expect(output.contrast == Contrast::protein_bright || output.contrast == Contrast::protein_dark,
                  "the contrast of the output is neither protein_bright nor protein_dark");
}

// One description for each view, physically possible.
void check_tilts(const StageOutput& output, Findings& findings) {
  findings.expect(
      output.tilts.size() == static_cast<std::size_t>(output.grid.size.z),
      fmt::format("a tilt series of {} views was given {} tilts", output.grid.size.z, output.tilts.size()));
  std::set<std::int64_t> acquired;
  for (const Tilt& tilt : output.tilts) {
    findings.expect(std::abs(tilt.angle_deg) <= 90,
                    fmt::format("a view has a tilt angle of {} degrees", tilt.angle_deg));
    findings.expect(
        tilt.dose_e_per_A2 >= 0 && tilt.pre_exposure_e_per_A2 >= 0,
        fmt::format("the view at {} degrees has a dose that is negative or no number", tilt.angle_deg));
    findings.expect(
        acquired.insert(tilt.acquired).second && tilt.acquired >= 0,
        fmt::format("the place {} in the order of acquisition is negative or taken twice", tilt.acquired));
  }
}

// Views come from views: whatever a stage does to them, their angles were set when they were taken.
void check_angles_carried(const SampleDataset& sample, const StageOutput& output, Findings& findings) {
  for (const Tilt& tilt : output.tilts)
    findings.expect(
        std::any_of(sample.tilts.begin(), sample.tilts.end(),
                    [&](const Tilt& in) { return in.angle_deg == tilt.angle_deg; }),
        fmt::format("a view came out with a tilt angle of {} degrees, which no view had that went in",
                    tilt.angle_deg));
}

// Where pixels change their size, their number has to change with it.
void check_field_of_view(const Dataset& in, const StageOutput& output, DataKind kind, Findings& findings) {
  if (output.grid.voxel_A == in.grid.voxel_A) return;
  const auto check = [&](char axis, std::int64_t in_size, std::int64_t out_size) {
    const double was_A = static_cast<double>(in_size) * in.grid.voxel_A;
    const double is_A = static_cast<double>(out_size) * output.grid.voxel_A;
    findings.expect(
        is_A <= was_A + output.grid.voxel_A,
        fmt::format("voxels of {} A became voxels of {} A, and the field of view along {} grew from "
                    "{} to {} A",
                    in.grid.voxel_A, output.grid.voxel_A, axis, was_A, is_A));
  };
  check('x', in.grid.size.x, output.grid.size.x);
  check('y', in.grid.size.y, output.grid.size.y);
  if (kind != DataKind::tilt_series) check('z', in.grid.size.z, output.grid.size.z);
}

double correlation(const float* a, const float* b, std::size_t n) {
  double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = a[i], y = b[i];
    sum_a += x, sum_b += y, sum_aa += x * x, sum_bb += y * y, sum_ab += x * y;
  }
  const double count = static_cast<double>(n);
  const double spread = std::sqrt((sum_aa - sum_a * sum_a / count) * (sum_bb - sum_b * sum_b / count));
  return spread > 0 ? (sum_ab - sum_a * sum_b / count) / spread : 0;
}

// Output that clearly follows the input has its contrast, and output that is its negative the other one.
void check_contrast(const Dataset& in, const StageOutput& output, Findings& findings) {
  constexpr double k_clear = 0.5;
  if (output.grid.size != in.grid.size) return;
  const double like = correlation(in.voxels, output.voxels.data(), in.grid.count());
  if (std::abs(like) < k_clear) return;
  findings.expect(
      (like > 0) == (output.contrast == in.contrast),
      fmt::format("the output correlates with the input by {:.2f}, but its contrast is said to be {}", like,
                  output.contrast == in.contrast ? "the same" : "the other one"));
}

// What is said of an output. Returns false when the stage refused the input instead.
bool check_kind(const AcquisitionStage& stage, const Ports& ports, DataKind in, std::string& refusal,
                Findings& findings) {
  const auto sample = sample_dataset(in);
  KitRun run(1, 2);
  StageOutput output;
  try {
    output = run_stage(stage, *sample, run);
  } catch (const Error& error) {
    refusal = fmt::format("given a {} it threw {}: {}", cryocosm::to_text(in), code_name(error.code()),
                          error.message());
    return false;
  }
  if (!findings.expect(output.is_allocated, "the stage allocated no output")) return true;
  const DataKind out = ports.out == DataKind::any ? in : ports.out;
  check_voxels(output, findings);
  if (out == DataKind::tilt_series) check_tilts(output, findings);
  if (out != in) return true;
  if (out == DataKind::tilt_series) check_angles_carried(*sample, output, findings);
  check_field_of_view(sample->dataset, output, out, findings);
  check_contrast(sample->dataset, output, findings);
  return true;
}

}  // namespace

void check_datasets(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = best_settings(subject, component);
  if (!can_be_made(subject, component, params, findings)) return;
  KitBuild build(subject, k_grid);
  const auto& stage = *static_cast<const AcquisitionStage*>(build.make(component, params));
  const Ports ports = stage.ports();
  check_kinds(ports, findings);
  // settings may fit only some of the kinds that a stage for all of them takes
  std::vector<std::string> refusals;
  const std::vector<DataKind> kinds = kinds_taken(ports.in);
  for (const DataKind in : kinds) {
    Findings of_kind;
    std::string refusal;
    if (!check_kind(stage, ports, in, refusal, of_kind)) refusals.push_back(refusal);
    findings.add(of_kind.texts(), fmt::format("given a {}, ", cryocosm::to_text(in)));
  }
  if (refusals.size() == kinds.size()) findings.add(refusals, "its port takes what it refuses: ");
  const Ports again = stage.ports();
  findings.expect(again.in == ports.in && again.out == ports.out, "ports() changed after a run");
}

}  // namespace cryocosm::conformance
