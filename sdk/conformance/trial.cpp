// Trials of transforms, rasterizers and acquisition stages, and the choice between all five.
#include "trial.hpp"

#include <algorithm>
#include <cmath>

#include "bytes.hpp"
#include "drawing.hpp"
#include "sample_data.hpp"
#include "sample_shapes.hpp"

namespace cryocosm::conformance {
namespace {

bool is_finite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

void check_proposal(const Proposal& proposal, const SceneView& scene, std::vector<std::string>& problems) {
  const Quaternion q = proposal.pose.rotation;
  const double length = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
  if (!(std::abs(length - 1) < 1e-6))
    problems.push_back("a proposed rotation is a quaternion of length " + number_text(length) + ", not 1");
  if (!is_finite(proposal.pose.position_A)) problems.push_back("a proposed position is not finite");
  if (proposal.parent > scene.units("any").size)
    problems.push_back("a proposal names a parent that does not exist");
}

struct Walk {
  Bytes bytes;
  bool used_random = false;
  std::vector<std::string> problems;
};

// A chain of up to nine units, with the proposals that made it.
Walk walk(const TransformGenerator& transform, const SceneView& scene, const Unit& unit, Random random) {
  Walk walk;
  std::vector<Pose> poses;
  for (int i = 0; i < 9; ++i) {
    const Random before = random;
    const auto proposal = poses.empty() ? transform.first(scene, unit, random)
                                        : transform.next(scene, ChainView{view(poses)}, unit, random);
    Random untouched = before, after = random;
    walk.used_random = walk.used_random || untouched.bits() != after.bits();
    walk.bytes.add(proposal.has_value());
    if (!proposal) break;
    check_proposal(*proposal, scene, walk.problems);
    walk.bytes.add(proposal->pose).add(proposal->parent);
    poses.push_back(proposal->pose);
  }
  return walk;
}

// Keeps an output with guards before and behind it.
class GuardedOutput final : public AcquisitionOutput {
 public:
  explicit GuardedOutput(const Dataset& in) : in_(in) {}
  VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) override {
    if (calls_++ > 0) throw Error(Code::component_misbehaved, "the stage allocated its output twice");
    if (grid.size.x < 1 || grid.size.y < 1 || grid.size.z < 1 || !(grid.voxel_A > 0))
      throw Error(Code::component_misbehaved, "the stage allocated an empty output");
    grid_ = grid;
    tilts_.assign(tilts.begin(), tilts.end());
    contrast_ = contrast;
    voxels_.assign(grid.count() + 2 * k_border, k_guard);
    std::fill_n(voxels_.begin() + k_border, grid.count(), 0.0F);
    return whole_window(voxels_.data() + k_border, grid);
  }

  VoxelWindow<float> allocate_half(int half) override {
    if (calls_ == 0 || in_.is_half || half < 0 || half > 1)
      throw Error(Code::component_misbehaved, "the stage allocated a half out of turn");
    std::vector<float>& voxels = halves_[static_cast<std::size_t>(half)];
    voxels.assign(grid_.count() + 2 * k_border, k_guard);
    std::fill_n(voxels.begin() + k_border, grid_.count(), 0.0F);
    return whole_window(voxels.data() + k_border, grid_);
  }

  void report(DataKind kind, Trial& trial) const {
    if (calls_ == 0) {
      trial.problems.push_back("the stage allocated no output");
      return;
    }
    if (halves_[0].empty() != halves_[1].empty())
      trial.problems.push_back("the stage allocated one half only");
    for (const std::vector<float>* voxels : {&voxels_, &halves_[0], &halves_[1]})
      if (!voxels->empty()) report_voxels(kind, *voxels, trial);
    if (kind == DataKind::tilt_series && static_cast<std::size_t>(grid_.size.z) != tilts_.size())
      trial.problems.push_back("the tilt series has " + std::to_string(grid_.size.z) + " views and " +
                               std::to_string(tilts_.size()) + " tilts");
  }

 private:
  void report_voxels(DataKind kind, const std::vector<float>& voxels, Trial& trial) const {
    const Dataset out{kind, grid_, voxels.data() + k_border, view(tilts_), contrast_, in_.specimen};
    Bytes bytes;
    add_dataset(bytes, out);
    trial.bytes += bytes.text();
    for (std::size_t i = 0; i < k_border; ++i)
      if (voxels[i] != k_guard || voxels[voxels.size() - 1 - i] != k_guard) {
        trial.problems.push_back("memory outside the output was written");
        break;
      }
    for (std::size_t i = 0; i < grid_.count(); ++i)
      if (!std::isfinite(out.voxels[i])) {
        trial.problems.push_back("the output is not finite at voxel " + std::to_string(i));
        break;
      }
  }

  static constexpr std::size_t k_border = 4096;
  static constexpr float k_guard = -1234.5F;

  const Dataset& in_;
  int calls_ = 0;
  GridSpec grid_;
  std::vector<Tilt> tilts_;
  Contrast contrast_ = Contrast::protein_bright;
  std::vector<float> voxels_;
  std::array<std::vector<float>, 2> halves_;
};

std::string bytes_of(const Dataset& dataset) {
  Bytes bytes;
  add_dataset(bytes, dataset);
  return bytes.text();
}

}  // namespace

Trial run_transform(const TransformGenerator& transform, std::uint64_t seed, int threads) {
  const SampleScene scene;
  const std::unique_ptr<SphereSet> shape = sample_spheres();
  Unit unit;
  unit.shape = shape.get();
  unit.step = {60, 70, 1e-3, 5e-4, 0.1, 1};

  std::vector<Walk> walks(16);
  split_over_threads(walks.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) walks[i] = walk(transform, scene, unit, Random(seed).child(i));
  });
  Trial trial;
  for (const Walk& walk : walks) {
    trial.bytes += walk.bytes.text();
    trial.used_random = trial.used_random || walk.used_random;
    trial.problems.insert(trial.problems.end(), walk.problems.begin(), walk.problems.end());
  }
  return trial;
}

Trial run_rasterizer(const Subject& subject, const Rasterizer& rasterizer, KitBuild& build, int threads) {
  Trial trial;
  std::vector<SampleShape> samples = sample_shapes(subject, rasterizer.kind(), build);
  // the kit's own shape comes first; a structure that misbehaves must not look like the rasterizer's fault
  samples.resize(std::min<std::size_t>(samples.size(), 1));
  for (const SampleShape& sample : samples) {
    Random random(1);
    for (const Quaternion rotation : {Quaternion{}, random_rotation(random)}) {
      const Pose pose{rotation, dyadic_position(sample)};
      const Frame frame = frame_around(*sample.shape, pose, sample.voxel_A);
      const Drawing drawing = draw_shape(rasterizer, *sample.shape, pose, frame, threads > 1, threads);
      trial.bytes += Bytes().add_all(drawing.density).add_all(drawing.taken).text();
      for (const std::string& problem : drawing.problems)
        trial.problems.push_back(sample.name + ": " + problem);
    }
  }
  return trial;
}

Trial run_acquisition(const AcquisitionStage& stage, std::uint64_t seed, int threads) {
  const Ports ports = stage.ports();
  const DataKind in = ports.in == DataKind::any ? DataKind::tilt_series : ports.in;
  const auto sample = sample_dataset(in);
  const std::string before = bytes_of(sample->dataset);
  GuardedOutput out(sample->dataset);
  KitRun run(seed, threads);
  stage.run(sample->dataset, out, run);

  Trial trial;
  trial.used_random = run.asked_for_random();
  out.report(ports.out == DataKind::any ? in : ports.out, trial);
  if (bytes_of(sample->dataset) != before) trial.problems.push_back("the input was changed");
  return trial;
}

Trial run_trial(const Subject& subject, const Component& component, const void* object, const Value& params,
                KitBuild& build, std::uint64_t seed, int threads) {
  const std::string_view point = component.record.point.name;
  if (point == StructureGenerator::extends.name)
    return run_structure(subject, component, *static_cast<const StructureGenerator*>(object), params, build,
                         seed, threads);
  if (point == TransformGenerator::extends.name)
    return run_transform(*static_cast<const TransformGenerator*>(object), seed, threads);
  if (point == Rasterizer::extends.name)
    return run_rasterizer(subject, *static_cast<const Rasterizer*>(object), build, threads);
  if (point == AcquisitionStage::extends.name)
    return run_acquisition(*static_cast<const AcquisitionStage*>(object), seed, threads);
  CRYOCOSM_CHECK(point == Exporter::extends.name);
  return run_exporter(*static_cast<const Exporter*>(object), seed, threads);
}

}  // namespace cryocosm::conformance
