// Trials of transforms: chains in the sample scene.
#include "transform_trial.hpp"

#include <cmath>

#include "sample_data.hpp"
#include "sample_shapes.hpp"
#include "trial.hpp"

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
  const Embedding& embedding = proposal.embedding;
  if (!(embedding.reach_A >= 0) || !std::isfinite(embedding.reach_A) || !is_finite(embedding.point_A))
    problems.push_back("a proposal is embedded to a depth that is not finite, or negative");
  if (embedding.reach_A > 0 && !(std::abs(norm(embedding.normal) - 1) < 1e-6))
    problems.push_back("the normal of an embedding has not length 1");
}

}  // namespace

SampleUnit::SampleUnit() : shape(sample_spheres()) {
  unit.shape = shape.get();
  unit.step = {60, 70, 1e-3, 5e-4, 0.1, 1};
}

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
    ++walk.units;
  }
  return walk;
}

Trial run_transform(const TransformGenerator& transform, std::uint64_t seed, int threads) {
  const SampleScene scene;
  const SampleUnit sample;

  std::vector<Walk> walks(16);
  split_over_threads(walks.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      walks[i] = walk(transform, scene, sample.unit, Random(seed).child(i));
  });
  Trial trial;
  for (const Walk& walk : walks) {
    trial.bytes += walk.bytes.text();
    trial.used_random = trial.used_random || walk.used_random;
    trial.problems.insert(trial.problems.end(), walk.problems.begin(), walk.problems.end());
  }
  return trial;
}

}  // namespace cryocosm::conformance
