// Growing chains without a host: units from a structure, poses from a transform.
#pragma once

#include <vector>

#include "cryocosm/testing.hpp"

namespace cryocosm::filaments::test {

inline Step fixed_step(double d, double curvature, double torsion, double twist) {
  Step step;
  step.nearest_A = step.farthest_A = d;
  step.curvature_per_A = curvature;
  step.torsion_per_A = torsion;
  step.twist_rad = twist;
  return step;
}

/// `n` poses of one chain in an empty scene.
inline std::vector<Pose> walk(const TransformGenerator& transform, const Step& step, std::size_t n,
                              std::uint64_t seed) {
  Random random(seed);
  const testing::EmptyScene scene({{100, 100, 100}, 10});
  Unit unit;
  unit.step = step;
  std::vector<Pose> poses{transform.first(scene, unit, random)->pose};
  while (poses.size() < n) poses.push_back(transform.next(scene, {view(poses)}, unit, random)->pose);
  return poses;
}

inline Vec3 tangent(const Pose& pose) { return rotate(pose.rotation, {0, 0, 1}); }

}  // namespace cryocosm::filaments::test
