// The worm-like chain of Kratky and Porod, exact at its units.
#include "worm_like_chain.hpp"

#include <algorithm>
#include <cmath>

#include "bending.hpp"
#include "helix.hpp"
#include "pose_stream.hpp"

namespace cryocosm::filaments {
namespace {

/// The concentration k of von Mises and Fisher with 1 - <cos> = 1 + 1/k - coth k = `mean_turn`.
double concentration(double mean_turn) {
  double k = 1 / mean_turn;  // exact but for exp(-2k) in stiff chains
  constexpr int k_steps = 40;
  for (int i = 0; i < k_steps; ++i) {
    // 1 - coth k = -2 / (exp(2k) - 1)
    const double e = std::expm1(2 * k);
    const double excess = 1 / k - 2 / e - mean_turn;
    const double slope = -1 / (k * k) + 4 / e * (1 + 1 / e);
    // Langevin's function is concave: keep Newton's step from leaving the positive numbers
    const double next = std::max(k / 4, k - excess / slope);
    if (std::abs(next - k) <= 1e-14 * k) break;
    k = next;
  }
  return k;
}

}  // namespace

Schema<NoParams> WormLikeChain::schema() {
  Schema<NoParams> s("Steps along a worm-like chain: bends at random, with a persistence length.");
  s.details(
      "The correlation of tangents is exp(-s/p) at every unit, p being the structure's persistence length "
      "(Kratky & Porod, Rec. Trav. Chim. 68, 1106 (1949)). A bend does not depend on what is in the way: a "
      "filament stops at the first collision.");
  return s;
}

double draw_bend(double mean_turn, Random& random) {
  if (!(mean_turn > 0)) return 0;
  const double k = concentration(mean_turn);
  const double u = random.uniform();
  // 1 - cos by inversion of its distribution function; 2 arcsin keeps the digits of small angles
  const double turn = -std::log1p(-u * -std::expm1(-2 * k)) / k;
  return 2 * std::asin(std::sqrt(std::min(1.0, turn / 2)));
}

std::optional<Proposal> WormLikeChain::first(const SceneView& scene, const Unit& unit, Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> WormLikeChain::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                            Random&) const {
  const Step& step = unit.step;
  const Vec3 z{0, 0, 1};
  const Pose& last = chain.poses[chain.poses.size - 1];
  Random random = stream_of(last, "bend");
  const double arc_A = random.uniform(step.nearest_A, step.farthest_A);
  const double bend = draw_bend(mean_turn({step.curvature_per_A, step.torsion_per_A}, arc_A), random);
  const double azimuth = 2 * k_pi * random.uniform();
  // the plane of the bend is uniform about the tangent, so the spin before it does not matter
  const Pose frame{last.rotation * rotation_about(z, azimuth), last.position_A};
  Pose pose = advance(frame, arc_A, bend / arc_A, 0);
  pose.rotation = normalized(pose.rotation * rotation_about(z, step.twist_rad - azimuth));
  return Proposal{pose};
}

}  // namespace cryocosm::filaments
