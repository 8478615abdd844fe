// Meshes are made on all threads, a batch at a time, and written in the order of the ledger.
#include "meshes.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "cryocosm/error.hpp"
#include "cryocosm/run_context.hpp"
#include "obj_file.hpp"
#include "smoothing.hpp"
#include "voxel_surface.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

constexpr std::size_t k_batch = 256;  // meshes in memory at a time

std::string_view class_name(const FinishedRun& finished, std::uint32_t label) {
  for (const LabelInfo& info : finished.label_table())
    if (info.label == label) return info.name;
  return "unknown";
}

std::string instance_name(const FinishedRun& finished, const PlacedUnit& unit) {
  return std::string(class_name(finished, unit.label)) + '_' + std::to_string(unit.instance);
}

Mesh mesh_of(const FinishedRun& finished, const PlacedUnit& unit, const VoxelBox& box,
             const MeshesParams& params) {
  if (params.shape == "surfaces")
    if (const Surface* const surface = finished.surface(unit)) {
      Mesh mesh;
      surface->mesh(static_cast<std::size_t>(params.triangles), mesh.points_A, mesh.triangles);
      return mesh;
    }
  Mesh mesh = voxel_surface(finished.instances(), finished.grid(), unit.instance, box);
  // the surface then stays between the voxels that it separates
  smooth(mesh, params.smoothing, finished.grid().voxel_A / 2);
  return mesh;
}

/// The OBJ files of a run, opened when their first object comes.
class ObjFiles {
 public:
  ObjFiles(const MeshesParams& params, const FinishedRun& finished, OutputFolder& folder)
      : params_(params), finished_(finished), folder_(folder) {}

  void add(const PlacedUnit& unit, const Mesh& mesh) {
    const std::string material(class_name(finished_, unit.label));
    const std::string object = instance_name(finished_, unit);
    if (params_.one_file_for == "instance") {
      ObjFile file(folder_.file(params_.name + '_' + object + ".obj"), params_.name + ".mtl");
      file.add(object, material, mesh);
      file.close();
      return;
    }
    const std::uint32_t label = params_.one_file_for == "class" ? unit.label : 0;
    std::unique_ptr<ObjFile>& file = files_[label];
    if (!file) {
      const std::string suffix = label > 0 ? '_' + material : std::string();
      file = std::make_unique<ObjFile>(folder_.file(params_.name + suffix + ".obj"), params_.name + ".mtl");
    }
    file->add(object, material, mesh);
  }

  void close() {
    for (auto& [label, file] : files_) file->close();
    MtlFile materials(folder_.file(params_.name + ".mtl"));
    for (const LabelInfo& info : finished_.label_table()) materials.add(info.name, info.label);
    materials.close();
  }

 private:
  const MeshesParams& params_;
  const FinishedRun& finished_;
  OutputFolder& folder_;
  std::map<std::uint32_t, std::unique_ptr<ObjFile>> files_;
};

}  // namespace

Schema<MeshesParams> Meshes::schema() {
  Schema<MeshesParams> s(
      "Each instance as a closed mesh in a Wavefront OBJ file, with a colour for each class.");
  s.field("name", &MeshesParams::name).help("Begins the names of the files in the run's folder.");
  s.field("one_file_for", &MeshesParams::one_file_for)
      .choices({"all", "class", "instance"})
      .help("What goes into one OBJ file; each instance is an object of its own in any case.");
  s.field("shape", &MeshesParams::shape)
      .choices({"surfaces", "voxels"})
      .help(
          "What instances are drawn with: their surfaces, and by their voxels if they offer none; or all by "
          "the "
          "voxels they own.");
  s.field("smoothing", &MeshesParams::smoothing)
      .range(0, 1000)
      .help("Passes that round the steps of voxels, moving no point more than half a voxel.");
  s.field("triangles", &MeshesParams::triangles)
      .range(20, 10000000)
      .help("Most triangles of a surface; voxels have as many as it takes.");
  s.check("name is a plain name without a slash or a leading dot", [](const MeshesParams& p) {
    return !p.name.empty() && p.name.find('/') == std::string::npos && p.name.front() != '.';
  });
  return s;
}

void Meshes::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  if (finished.instances() == nullptr)
    return;  // the run started with another program's file: nobody knows instances
  const Index3 size = finished.grid().size;
  if (std::max({size.x, size.y, size.z}) >= 1 << 20)
    throw DataError("a volume of " + std::to_string(std::max({size.x, size.y, size.z})) +
                        " voxels along an axis is too large for obj_exporter.meshes",
                    "make volumes of less than 1,048,576 voxels along each axis", Code::too_large);
  const Span<const PlacedUnit> units = finished.units();
  const std::vector<VoxelBox> boxes = boxes_of(finished.instances(), finished.grid(), units.size);
  ObjFiles files(params_, finished, folder);
  std::vector<Mesh> meshes;
  for (std::size_t first = 0; first < units.size; first += k_batch) {
    meshes.assign(std::min(k_batch, units.size - first), {});
    run.parallel_for(meshes.size(), [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        run.stop_if_cancelled();
        const PlacedUnit& unit = units[first + i];
        meshes[i] = mesh_of(finished, unit, boxes[unit.instance], params_);
      }
    });
    for (std::size_t i = 0; i < meshes.size(); ++i) files.add(units[first + i], meshes[i]);
    run.progress(first + meshes.size(), units.size);
  }
  files.close();
}

}  // namespace obj_exporter
