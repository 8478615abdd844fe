// One run of a component on the kit's sample data: what came out, and what was wrong with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kit_host.hpp"

namespace cryocosm::conformance {

struct Trial {
  std::string bytes;                  ///< everything that came out
  bool used_random = false;           ///< whether it should depend on the seed
  std::vector<std::string> problems;  ///< sentences; empty when it kept to its bounds
};

/// Runs `object`, an instance of `component` made with `params` by `build`. What the component throws
/// comes through. [host]
Trial run_trial(const Subject& subject, const Component& component, const void* object, const Value& params,
                KitBuild& build, std::uint64_t seed, int threads);

// One for each extension point.
Trial run_structure(const Subject& subject, const Component& component, const StructureGenerator& generator,
                    const Value& params, KitBuild& build, std::uint64_t seed, int threads);
Trial run_transform(const TransformGenerator& transform, std::uint64_t seed, int threads);
Trial run_rasterizer(const Subject& subject, const Rasterizer& rasterizer, KitBuild& build, int threads);
Trial run_acquisition(const AcquisitionStage& stage, std::uint64_t seed, int threads);
Trial run_exporter(const Exporter& exporter, std::uint64_t seed, int threads);

}  // namespace cryocosm::conformance
