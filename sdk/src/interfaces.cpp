// Destructors and defaults of the extension points and host interfaces; anchors their vtables here.
#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm {

Surface::~Surface() = default;
Structure::~Structure() = default;
std::unique_ptr<Surface> Structure::surface(const Pose&) const { return nullptr; }
StructureGenerator::~StructureGenerator() = default;
std::string_view StructureGenerator::class_name(std::size_t) const { return {}; }
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
