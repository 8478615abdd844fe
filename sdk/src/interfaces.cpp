// Destructors and defaults of the extension points and host interfaces; anchors their vtables here.
#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm {

Surface::~Surface() = default;
Structure::~Structure() = default;
std::unique_ptr<Surface> Structure::surface(const Pose&) const { return nullptr; }
StructureGenerator::~StructureGenerator() = default;
std::string_view StructureGenerator::class_name(std::size_t) const { return {}; }

SceneView::~SceneView() = default;
TransformGenerator::~TransformGenerator() = default;
Proposal uniform_proposal(const SceneView& scene, Random& random) {
  const Vec3 position = scene.random_point(random);
  return {Pose{random_rotation(random), position}, 0};
}

Rasterizer::~Rasterizer() = default;
void Rasterizer::probes(const Shape&, double, std::vector<Vec3>&) const {}

AcquisitionOutput::~AcquisitionOutput() = default;
AcquisitionStage::~AcquisitionStage() = default;

FinishedRun::~FinishedRun() = default;
OutputFolder::~OutputFolder() = default;
Exporter::~Exporter() = default;

Volumes::~Volumes() = default;
Imaging::~Imaging() = default;
Services::~Services() = default;
void* Services::find_service(std::string_view) { return nullptr; }
void Services::stop_if_cancelled() const {
  if (cancelled()) throw Cancelled();
}
BuildContext::~BuildContext() = default;
RunContext::~RunContext() = default;
Registrar::~Registrar() = default;

}  // namespace cryocosm
