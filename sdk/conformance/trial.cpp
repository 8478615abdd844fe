// Making of candidates, trials of rasterizers, and the choice between all five extension points.
#include "trial.hpp"

#include <algorithm>

#include "bytes.hpp"
#include "drawing.hpp"
#include "sample_data.hpp"

namespace cryocosm::conformance {

Candidate::Candidate(const Subject& subject, const Component& component, const Value& params, int threads)
    : subject_(subject), component_(component), params_(params), build_(subject, k_grid) {
  build_.threads = threads;
  object_ = build_.make(component, params);
  if (component.record.point.name != std::string_view(Rasterizer::extends.name)) return;
  shapes_ = sample_shapes(subject, static_cast<const Rasterizer*>(object_)->kind(), build_);
  // the kit's own shape comes first; a structure that misbehaves must not look like the rasterizer's fault
  shapes_.resize(std::min<std::size_t>(shapes_.size(), 1));
}

Trial Candidate::run(std::uint64_t seed, int threads) const {
  const std::string_view point = component_.record.point.name;
  if (point == StructureGenerator::extends.name)
    return run_structure(component_, *static_cast<const StructureGenerator*>(object_), params_, seed,
                         threads);
  if (point == TransformGenerator::extends.name)
    return run_transform(*static_cast<const TransformGenerator*>(object_), seed, threads);
  if (point == Rasterizer::extends.name)
    return run_rasterizer(*static_cast<const Rasterizer*>(object_), shapes_, threads);
  if (point == AcquisitionStage::extends.name)
    return run_acquisition(*static_cast<const AcquisitionStage*>(object_), seed, threads);
  CRYOCOSM_CHECK(point == Exporter::extends.name);
  KitRun context(seed, threads);
  return run_exporter(*static_cast<const Exporter*>(object_), context);
}

std::vector<std::string> Candidate::partner_problems() {
  if (component_.record.point.name != std::string_view(StructureGenerator::extends.name)) return {};
  return conformance::partner_problems(subject_, component_.record.schema,
                                       *static_cast<const StructureGenerator*>(object_), build_);
}

Trial make_and_run(const Subject& subject, const Component& component, const Value& params,
                   std::uint64_t seed, int threads) {
  return Candidate(subject, component, params).run(seed, threads);
}

std::string why_not_made(const Component& component, const Error& error) {
  return component.record.id + " cannot be made here: " + error.message() +
         "; give the kit a pipeline with its settings: --example=PIPELINE, or EXAMPLE in "
         "cryocosm_add_plugin()";
}

bool can_be_made(const Subject& subject, const Component& component, const Value& params,
                 Findings& findings) {
  try {
    KitBuild build(subject, k_grid);
    build.make(component, params);
    return true;
  } catch (const Error& error) {
    findings.skip(why_not_made(component, error));
    return false;
  }
}

Trial run_rasterizer(const Rasterizer& rasterizer, const std::vector<SampleShape>& shapes, int threads) {
  Trial trial;
  for (const SampleShape& sample : shapes) {
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

}  // namespace cryocosm::conformance
