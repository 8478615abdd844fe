// The exporter @NAME@.particle_list: a text file with one line "class x y z" for each placed unit.
#pragma once

#include <string>

#include "cryocosm/exporter.hpp"
#include "cryocosm/schema.hpp"

namespace @NAME@ {

/// The parameters and their defaults.
struct ParticleListParams {
  std::string file = "particles.txt";
  std::string unit = "voxel";
};

class ParticleList final : public cryocosm::Exporter {
 public:
  static cryocosm::Schema<ParticleListParams> schema();
  explicit ParticleList(const ParticleListParams& params) : params_(params) {}

  void write(const cryocosm::FinishedRun& finished, cryocosm::OutputFolder& folder,
             cryocosm::RunContext& run) const override;

 private:
  ParticleListParams params_;
};

}  // namespace @NAME@
