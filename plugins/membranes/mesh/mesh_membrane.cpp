// Reading a mesh, looking for what is wrong with it, and making a membrane of it.
#include "mesh_membrane.hpp"

#include <algorithm>
#include <cmath>

#include "mesh_field.hpp"
#include "mesh_file.hpp"
#include "self_intersection.hpp"

namespace cryocosm::membranes {
namespace {

/// Along each axis of the lattice; larger meshes get larger steps.
constexpr double k_most_steps = 400;

ClosedMesh checked_mesh(const MeshParams& params, BuildContext& build) {
  const std::string& path = params.file.path;
  ClosedMesh closed = closed_mesh(read_mesh(path, params.scale * (params.unit == "nm" ? 10 : 1)), path);
  if (closed.degenerate > 0)
    build.log(LogLevel::info, "'" + path + "': " + std::to_string(closed.degenerate) +
                                  " triangles with two corners at one place are left out");
  if (closed.was_inside_out)
    build.log(LogLevel::info, "'" + path + "': its triangles face inwards and are turned around");
  return closed;
}

void require_simple(const Mesh& mesh, const TriangleTree& tree, ParallelFor loops, const std::string& path) {
  const SelfIntersection found = self_intersection(mesh, tree, loops);
  if (found.triangles == 0) return;
  throw DataError(
      "'" + path + "' intersects itself: " + std::to_string(found.triangles) +
          (found.triangles == 1 ? " triangle passes" : " triangles pass") +
          " through others, the first near " + place_text(found.place_A) + " A",
      "repair it with a mesh program, or give membranes.segmentation a volume of what it encloses");
}

Vec3 middle_of(const Mesh& mesh) {
  Box box;
  for (const Vec3 p : mesh.points) extend(box, p);
  return (box.low + box.high) / 2;
}

Vec3 span_of(const Mesh& mesh) {
  Box box;
  for (const Vec3 p : mesh.points) extend(box, p);
  return box.high - box.low;
}

void smooth(SampledField& field, double sigma_A, double volume, Imaging& imaging) {
  Volume blurred{{field.lattice.size, field.lattice.step_A}, std::move(field.values)};
  imaging.gaussian(blurred, sigma_A);
  field.values = std::move(blurred.voxels);
  const double voxels = volume / std::pow(field.lattice.step_A, 3);
  const float level = level_of_count(field.values, static_cast<std::size_t>(std::llround(voxels)));
  for (float& value : field.values) value -= level;
}

GivenShape shape_of(const MeshParams& params, BuildContext& build) {
  const auto loops = [&build](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
    build.stop_if_cancelled();
    build.parallel_for(n, body);
  };
  const ClosedMesh closed = checked_mesh(params, build);
  const TriangleTree tree(closed.mesh);
  require_simple(closed.mesh, tree, loops, params.file.path);
  const Vec3 span = span_of(closed.mesh);
  require_gentle(params.smoothing_A, std::min({span.x, span.y, span.z}), params.file.path);
  MeshLattice lattice;
  const double voxel_A = build.grid().voxel_A, reach_A = largest_reach_A(params, voxel_A);
  lattice.step_A = std::max(voxel_A, std::max({span.x, span.y, span.z}) / k_most_steps);
  lattice.border_A = reach_A + 4 * params.smoothing_A + 4 * lattice.step_A;
  lattice.band_A = 4 * lattice.step_A + 4 * params.smoothing_A;
  SampledField field = mesh_field(closed, tree, lattice, loops);
  if (params.smoothing_A > 0) smooth(field, params.smoothing_A, volume_A3(closed.mesh), build.imaging());
  return GivenShape(std::move(field), middle_of(closed.mesh), params, params.file.path, build);
}

}  // namespace

Schema<MeshParams> MeshMembrane::schema() {
  using P = MeshParams;
  Schema<P> s("Membrane of the shape of a closed triangle mesh.");
  s.details(
      "The mesh is the mid-surface. Each structure has this shape and a wall of its own. Place it with "
      "membranes.in_place to keep it where the mesh has it.");
  s.field("file", &P::file).required().help("Closed mesh: .stl, .ply, .obj, .vtk or .vtp.");
  s.field("unit", &P::unit)
      .choices({"A", "nm"})
      .help("What the numbers in the file, which has no unit, are.");
  s.field("scale", &P::scale).range(1e-3, 1e3).help("Factor by which the mesh is made larger.");
  s.field("smoothing", &P::smoothing_A)
      .unit(units::angstrom)
      .range(0, 10000)
      .help(
          "Standard deviation of the Gaussian that the distance to the mesh is smoothed with, which rounds "
          "its "
          "edges off; its volume is kept.");
  add_bilayer_fields(s);
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

MeshMembrane::MeshMembrane(const MeshParams& params, BuildContext& build)
    : MembraneGenerator(params), shape_(shape_of(params, build)) {}

}  // namespace cryocosm::membranes
