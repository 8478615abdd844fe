// macromolecules.gradient: molecules and clusters whose density varies along a direction.
#include "gradient.hpp"

#include <algorithm>
#include <cmath>

#include "self_avoiding_walk.hpp"

namespace cryocosm::macromolecules {
namespace {

// Draws for one proposal. When one pose in twenty is wanted, as many are refused in a row less than
// twice in a million proposals.
constexpr int k_draws = 256;

}  // namespace

Schema<GradientParams> Gradient::schema() {
  Schema<GradientParams> s("Molecules and clusters whose density varies along a direction.");
  s.field("direction", &GradientParams::direction)
      .range(-1e6, 1e6)
      .help("Direction along which the density varies; its length does not matter.");
  s.field("profile", &GradientParams::profile)
      .choices({"linear", "exponential"})
      .help("How the density goes from one end of the volume to the other.");
  s.field("start", &GradientParams::start)
      .range(0, 1e9)
      .help("Relative density at the volume's first corner along the direction.");
  s.field("end", &GradientParams::end)
      .range(0, 1e9)
      .help("Relative density at the volume's last corner along the direction.");
  s.check("direction must not be (0, 0, 0)", [](const GradientParams& p) { return norm(p.direction) > 0; });
  s.check("start and end must not both be zero",
          [](const GradientParams& p) { return p.start > 0 || p.end > 0; });
  s.check("start and end must both be above zero when profile is 'exponential'",
          [](const GradientParams& p) { return p.profile != "exponential" || (p.start > 0 && p.end > 0); });
  s.details(
      "First units are uniform over the free poses times the density where their centre lies; rotations are "
      "uniform, and next units follow as in macromolecules.self_avoiding_walk.");
  return s;
}

Gradient::Gradient(const GradientParams& params, BuildContext& build)
    : direction_(normalized(params.direction)), is_linear_(params.profile == "linear") {
  const double greatest = std::max(params.start, params.end);
  start_ = params.start / greatest;
  end_ = params.end / greatest;
  const Box box = bounds(build.grid());
  const Vec3 middle = 0.5 * (box.low + box.high), half = 0.5 * (box.high - box.low);
  const double reach_A =
      std::abs(direction_.x) * half.x + std::abs(direction_.y) * half.y + std::abs(direction_.z) * half.z;
  low_A_ = dot(direction_, middle) - reach_A;
  length_A_ = 2 * reach_A;
}

double Gradient::weight(Vec3 p) const {
  // a unit's centre may lie a little outside when its body does not surround it
  const double t = std::clamp((dot(direction_, p) - low_A_) / length_A_, 0.0, 1.0);
  return is_linear_ ? start_ + t * (end_ - start_) : std::pow(start_, 1 - t) * std::pow(end_, t);
}

std::optional<Proposal> Gradient::first(const SceneView& scene, const Unit& unit, Random& random) const {
  std::optional<Pose> kept;
  double total = 0;
  for (int draw = 0; draw < k_draws; ++draw) {
    const std::optional<Pose> pose = scene.random_pose(unit, random);
    if (!pose) return std::nullopt;
    const double wanted = weight(pose->position_A);
    if (random.uniform() < wanted) return Proposal{*pose};
    // For the case that none is accepted: one of those drawn, by weight. All of them were refused, so their
    // weights are small, and choosing among so many is as good as waiting for the next that is accepted.
    total += wanted;
    if (random.uniform() * total < wanted) kept = pose;
  }
  if (!kept) return std::nullopt;
  return Proposal{*kept};
}

std::optional<Proposal> Gradient::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                       Random& random) const {
  return walk_step(chain, unit, random);
}

}  // namespace cryocosm::macromolecules
