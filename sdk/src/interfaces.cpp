// Destructors and defaults of the extension points and host interfaces; anchors their vtables here.
#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm {

Surface::~Surface() = default;

// The shape operator, how the normal turns along the surface, from central differences.
Curvatures Surface::curvatures(const SurfacePoint& p) const {
  constexpr double k_step_A = 1;  // positions are good to far less, and radii of curvature are far greater
  const Quaternion turn = rotation_between({0, 0, 1}, p.normal);
  const Vec3 tangents[] = {rotate(turn, {1, 0, 0}), rotate(turn, {0, 1, 0})};
  double turning[2][2];
  for (int i = 0; i < 2; ++i) {
    const SurfacePoint ahead = nearest(p.position_A + k_step_A * tangents[i]);
    const SurfacePoint behind = nearest(p.position_A - k_step_A * tangents[i]);
    const double way_A = dot(ahead.position_A - behind.position_A, tangents[i]);
    for (int j = 0; j < 2; ++j)
      turning[i][j] = way_A > 0 ? dot(ahead.normal - behind.normal, tangents[j]) / way_A : 0;
  }
  const double mean = (turning[0][0] + turning[1][1]) / 2, half = (turning[0][0] - turning[1][1]) / 2;
  const double off = (turning[0][1] + turning[1][0]) / 2;
  const double spread = std::sqrt(half * half + off * off);
  return {mean + spread, mean - spread};
}

Structure::~Structure() = default;
std::unique_ptr<Surface> Structure::surface(std::size_t, const Pose&) const { return nullptr; }
StructureGenerator::~StructureGenerator() = default;
std::string_view StructureGenerator::class_name(std::size_t) const { return {}; }
std::string_view StructureGenerator::part_name(std::size_t) const { return {}; }
void StructureGenerator::facts(Facts&) const {}
Facts::~Facts() = default;

SceneView::~SceneView() = default;
TransformGenerator::~TransformGenerator() = default;
std::optional<Proposal> uniform_proposal(const SceneView& scene, const Unit& unit, Random& random) {
  const std::optional<Pose> pose = scene.random_pose(unit, random);
  if (!pose) return std::nullopt;
  return Proposal{*pose, 0, IfRefused::try_again, true};
}

Rasterizer::~Rasterizer() = default;
void Rasterizer::parts(const Shape&, const Pose&, VoxelWindow<std::uint8_t>) const {}
void Rasterizer::probes(const Shape&, double, std::vector<Vec3>&) const {}
Ball Rasterizer::inner_ball(const Shape&, double) const { return {}; }

AcquisitionOutput::~AcquisitionOutput() = default;
AcquisitionStage::~AcquisitionStage() = default;

FinishedRun::~FinishedRun() = default;
const Dataset* FinishedRun::tilt_series_half(int) const { return nullptr; }
const Dataset* FinishedRun::tomogram_half(int) const { return nullptr; }
OutputFolder::~OutputFolder() = default;
Exporter::~Exporter() = default;

Volumes::~Volumes() = default;
Imaging::~Imaging() = default;
Services::~Services() = default;
void* Services::find_service(std::string_view) { return nullptr; }
void Services::stop_if_cancelled() const {
  if (cancelled()) throw Cancelled();
}
Cache::~Cache() = default;
BuildContext::~BuildContext() = default;
RunContext::~RunContext() = default;
void RunContext::note(std::string_view, std::string_view) {}
Registrar::~Registrar() = default;

}  // namespace cryocosm
