// One run of a component on the kit's sample data: what came out, and what was wrong with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "findings.hpp"
#include "kit_host.hpp"
#include "sample_shapes.hpp"

namespace cryocosm::conformance {

struct Trial {
  std::string bytes;                  ///< everything that came out
  bool used_random = false;           ///< whether it should depend on the seed
  std::vector<std::string> problems;  ///< sentences; empty when it kept to its bounds
};

/// An instance of a component, with whatever a trial of it needs and only the host may make.
class Candidate {
 public:
  /// Makes the component with `params`; `threads` are for loops of the constructor. What it throws comes
  /// through. [host]
  Candidate(const Subject& subject, const Component& component, const Value& params, int threads = 2);

  /// Runs it on the kit's sample data. What it throws comes through. [worker]
  Trial run(std::uint64_t seed, int threads) const;
  /// Structures: what is wrong with drawing and placing a unit as the component asks for. [host]
  std::vector<std::string> partner_problems();

 private:
  const Subject& subject_;
  const Component& component_;
  Value params_;
  KitBuild build_;
  const void* object_ = nullptr;
  std::vector<SampleShape> shapes_;  ///< for rasterizers
};

/// Makes a candidate, runs it once and destroys it. [host]
Trial make_and_run(const Subject& subject, const Component& component, const Value& params,
                   std::uint64_t seed, int threads);

/// Why a component that threw `error` cannot be checked, and what would help.
std::string why_not_made(const Component& component, const Error& error);

/// Makes the component with `params` and destroys it. When that fails, skips the check and returns false.
/// [host]
bool can_be_made(const Subject& subject, const Component& component, const Value& params, Findings& findings);

// One for each extension point.
Trial run_structure(const Component& component, const StructureGenerator& generator, const Value& params,
                    std::uint64_t seed, int threads);
Trial run_transform(const TransformGenerator& transform, std::uint64_t seed, int threads);
Trial run_rasterizer(const Rasterizer& rasterizer, const std::vector<SampleShape>& shapes, int threads);
Trial run_acquisition(const AcquisitionStage& stage, std::uint64_t seed, int threads);
Trial run_exporter(const Exporter& exporter, KitRun& run);

/// Draws the first unit of a structure with the component's usual rasterizer and proposes a place for it
/// with its usual transform; sentences for what is wrong with that. [host]
std::vector<std::string> partner_problems(const Subject& subject, const SchemaInfo& schema,
                                          const StructureGenerator& generator, KitBuild& build);

}  // namespace cryocosm::conformance
