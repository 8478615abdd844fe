// The exporter obj_exporter.meshes: each instance as a closed mesh in a Wavefront OBJ file.
#pragma once

#include <string>

#include "cryocosm/exporter.hpp"
#include "cryocosm/schema.hpp"

namespace obj_exporter {

/// The parameters and their defaults.
struct MeshesParams {
  std::string name = "instances";
  std::string one_file_for = "all";
  std::string shape = "surfaces";
  std::int64_t smoothing = 10;
  std::int64_t triangles = 20000;
};

/// A structure with a surface is drawn with it, in its own resolution; all others are drawn by the voxels
/// they own.
class Meshes final : public cryocosm::Exporter {
 public:
  static cryocosm::Schema<MeshesParams> schema();
  explicit Meshes(const MeshesParams& params) : params_(params) {}

  void write(const cryocosm::FinishedRun& finished, cryocosm::OutputFolder& folder,
             cryocosm::RunContext& run) const override;

 private:
  MeshesParams params_;
};

}  // namespace obj_exporter
