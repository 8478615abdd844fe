// Which lines fibrils lie on, where they start, and how they go on.
#include "wavy.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace collagen {

using namespace cryocosm;

namespace {

constexpr double k_rad_per_deg = k_pi / 180;
constexpr Vec3 k_axis{0, 0, 1};  // of a unit

/// How far the volume reaches along `direction`.
struct Reach {
  double low_A = std::numeric_limits<double>::infinity(), high_A = -std::numeric_limits<double>::infinity();
};

Reach reach_along(const Box& box, Vec3 direction) {
  Reach reach;
  for (const double x : {box.low.x, box.high.x})
    for (const double y : {box.low.y, box.high.y})
      for (const double z : {box.low.z, box.high.z}) {
        reach.low_A = std::min(reach.low_A, dot({x, y, z}, direction));
        reach.high_A = std::max(reach.high_A, dot({x, y, z}, direction));
      }
  return reach;
}

Vec3 random_point(const Box& box, Random& random) {
  const double x = random.uniform(box.low.x, box.high.x);
  const double y = random.uniform(box.low.y, box.high.y);
  return {x, y, random.uniform(box.low.z, box.high.z)};
}

/// Where the first units of placed chains lie.
std::vector<Vec3> starts_of(Span<const PlacedUnit> units) {
  std::vector<Vec3> starts;
  for (const PlacedUnit& unit : units)
    if (unit.index == 0) starts.push_back(unit.pose.position_A);
  return starts;
}

}  // namespace

Schema<WavyParams> Wavy::schema() {
  using P = WavyParams;
  Schema<P> s("Parallel filaments that follow a common direction in common waves, neighbours at a spacing.");
  s.details(
      "The first filament lies anywhere; each further one beside a filament of its entry that has been "
      "placed, "
      "in a random direction. All run through the volume, or the entry's region, from one side to the other, "
      "and "
      "their waves are in step, as is the crimp of tendons.");
  s.field("direction", &P::direction).range(-1e6, 1e6).help("Direction that all filaments follow.");
  s.field("sideways", &P::sideways)
      .range(-1e6, 1e6)
      .help("Direction of the waves; of it, the part at right angles to 'direction' counts.");
  s.field("crimp_amplitude", &P::crimp_amplitude_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Amplitude of the waves, from the middle to a crest; 0 makes straight lines.");
  s.field("crimp_length", &P::crimp_length_A).unit(units::angstrom).range(100, 1e8).help("Length of a wave.");
  s.field("crimp_phase", &P::crimp_phase_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Phase of the waves' sine where the direction has its zero, beside the first voxel.");
  s.field("spacing", &P::spacing_A)
      .unit(units::angstrom)
      .range(1, 1e5)
      .help("Distance of a filament from the one that it is put beside, at right angles to 'direction'.");
  s.field("antiparallel", &P::antiparallel)
      .unit(units::fraction)
      .range(0, 1)
      .help("Which part of the filaments runs against 'direction'.");
  s.field("inset", &P::inset_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help(
          "How far inside the volume or region filaments start. Without clip it must be their radius or "
          "more.");
  s.check("direction and sideways must neither be zero nor parallel", [](const P& p) {
    const double squares = dot(p.direction, p.direction) * dot(p.sideways, p.sideways);
    const Vec3 across = cross(p.direction, p.sideways);
    return squares > 0 && dot(across, across) > 1e-12 * squares;
  });
  return s;
}

Wavy::Wavy(const WavyParams& params)
    : params_(params), crimp_(Crimp::towards(params.direction, params.sideways)) {
  crimp_.amplitude_A = params.crimp_amplitude_A;
  crimp_.length_A = params.crimp_length_A;
  crimp_.phase_rad = params.crimp_phase_deg * k_rad_per_deg;
}

Vec3 Wavy::drawn_line(const SceneView& scene, Random& random) const {
  const std::vector<Vec3> starts = starts_of(scene.units({}));
  if (starts.empty()) return crimp_.line_through(random_point(bounds(scene.grid()), random));
  const Vec3 beside = crimp_.line_through(starts[random.index(starts.size())]);
  const double spacing_A = params_.spacing_A.draw(random);
  const double angle = random.uniform(0, 2 * k_pi);
  return beside + spacing_A * (std::cos(angle) * crimp_.sideways + std::sin(angle) * crimp_.normal);
}

std::optional<Proposal> Wavy::first(const SceneView& scene, const Unit&, Random& random) const {
  const Vec3 line = drawn_line(scene, random);
  const double sense = random.uniform() < params_.antiparallel ? -1 : 1;
  const Reach reach = reach_along(bounds(scene.grid()), crimp_.along);
  const double step_A = scene.grid().voxel_A, from = sense > 0 ? reach.low_A : reach.high_A;
  const double length_A = reach.high_A - reach.low_A;
  double gone_A = step_A / 2;
  while (gone_A < length_A && !scene.is_free(crimp_.point(line, from + sense * gone_A))) gone_A += step_A;
  // a line that misses all free voxels ends behind the volume, where no unit fits
  Pose pose = crimp_.pose(line, from + sense * (gone_A + params_.inset_A), sense);
  pose.rotation = normalized(pose.rotation * rotation_about(k_axis, random.uniform(0, 2 * k_pi)));
  return Proposal{pose, 0};
}

std::optional<Proposal> Wavy::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                   Random& random) const {
  const Pose& last = chain.poses[chain.poses.size - 1];
  const double sense = dot(rotate(last.rotation, k_axis), crimp_.along) < 0 ? -1 : 1;
  const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
  const Vec3 line = crimp_.line_through(last.position_A);
  const double u = dot(last.position_A, crimp_.along);
  // the turn about the axis is carried along the line, and the unit's own twist added
  const Quaternion turn = conjugate(crimp_.pose(line, u, sense).rotation) * last.rotation;
  Pose pose = crimp_.pose(line, crimp_.step(u, distance_A, sense), sense);
  pose.rotation = normalized(pose.rotation * turn * rotation_about(k_axis, unit.step.twist_rad));
  return Proposal{pose, 0};
}

}  // namespace collagen
