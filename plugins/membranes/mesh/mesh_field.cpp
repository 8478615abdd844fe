// Blocks of the lattice: far from the mesh by a look at their middle, near it point by point.
#include "mesh_field.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {
namespace {

Vec3 unit_normal(const Mesh& mesh, std::uint32_t i) {
  const Triangle t = mesh.triangles[i];
  const Vec3 across = cross(mesh.points[t.b] - mesh.points[t.a], mesh.points[t.c] - mesh.points[t.a]);
  const double size = norm(across);
  return size > 0 ? across / size : Vec3{};
}

/// Normals of triangles, weighed by their angle at each point of the mesh.
std::vector<Vec3> point_normals(const Mesh& mesh) {
  std::vector<Vec3> normals(mesh.points.size());
  for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i) {
    const Triangle t = mesh.triangles[i];
    const std::uint32_t corners[] = {t.a, t.b, t.c};
    const Vec3 normal = unit_normal(mesh, i);
    for (std::size_t k = 0; k < 3; ++k) {
      const Vec3 p = mesh.points[corners[k]];
      const Vec3 u = mesh.points[corners[(k + 1) % 3]] - p, v = mesh.points[corners[(k + 2) % 3]] - p;
      normals[corners[k]] = normals[corners[k]] + std::atan2(norm(cross(u, v)), dot(u, v)) * normal;
    }
  }
  return normals;
}

class SignedDistance {
 public:
  SignedDistance(const ClosedMesh& closed, const TriangleTree& tree)
      : closed_(closed), tree_(tree), normals_(point_normals(closed.mesh)) {}

  double operator()(Vec3 p) const {
    const MeshFoot foot = tree_.nearest(closed_.mesh, p);
    return dot(p - foot.position_A, normal_at(foot)) < 0 ? -foot.distance_A : foot.distance_A;
  }

 private:
  Vec3 normal_at(const MeshFoot& foot) const {
    const Triangle t = closed_.mesh.triangles[foot.triangle];
    const std::uint32_t corners[] = {t.a, t.b, t.c};
    for (std::size_t k = 0; k < 3; ++k)
      if (foot.weight[(k + 1) % 3] == 0 && foot.weight[(k + 2) % 3] == 0) return normals_[corners[k]];
    const Vec3 own = unit_normal(closed_.mesh, foot.triangle);
    for (std::size_t side = 0; side < 3; ++side)  // the side opposite to the corner without weight
      if (foot.weight[(side + 2) % 3] == 0)
        return own + unit_normal(closed_.mesh, closed_.neighbours[foot.triangle][side]);
    return own;
  }

  const ClosedMesh& closed_;
  const TriangleTree& tree_;
  std::vector<Vec3> normals_;
};

}  // namespace

SampledField mesh_field(const ClosedMesh& closed, const TriangleTree& tree, const MeshLattice& lattice,
                        ParallelFor parallel_for) {
  Box box;
  for (const Vec3 p : closed.mesh.points) extend(box, p);
  const Vec3 margin = lattice.border_A * Vec3{1, 1, 1};
  const Vec3 span = box.high - box.low + 2.0 * margin;
  const auto points = [&](double width) {
    return static_cast<std::int64_t>(std::ceil(width / lattice.step_A)) + 1;
  };
  SampledField field;
  field.lattice = {{points(span.x), points(span.y), points(span.z)}, box.low - margin, lattice.step_A};
  field.values.resize(field.lattice.count());
  const SignedDistance distance(closed, tree);
  constexpr std::int64_t k_block = 4;
  const double half_diagonal_A = std::sqrt(3.0) / 2 * (k_block - 1) * lattice.step_A;
  const Index3 n = field.lattice.size;
  const auto fill = [&](Index3 low, auto value) {
    for (std::int64_t k = low.z; k < std::min(n.z, low.z + k_block); ++k)
      for (std::int64_t j = low.y; j < std::min(n.y, low.y + k_block); ++j)
        for (std::int64_t i = low.x; i < std::min(n.x, low.x + k_block); ++i)
          field.values[field.lattice.index(i, j, k)] = static_cast<float>(value(i, j, k));
  };
  const auto slabs = static_cast<std::size_t>((n.z + k_block - 1) / k_block);
  parallel_for(slabs, [&](std::size_t begin, std::size_t end) {
    for (std::size_t slab = begin; slab < end; ++slab)
      for (std::int64_t j = 0; j < n.y; j += k_block)
        for (std::int64_t i = 0; i < n.x; i += k_block) {
          const Index3 low{i, j, static_cast<std::int64_t>(slab) * k_block};
          const Vec3 middle =
              field.lattice.point(low.x, low.y, low.z) + (k_block - 1) / 2.0 * lattice.step_A * Vec3{1, 1, 1};
          const double there = distance(middle);
          if (std::abs(there) > lattice.band_A + half_diagonal_A)
            fill(low, [&](auto, auto, auto) { return std::copysign(lattice.band_A, there); });
          else
            fill(low, [&](std::int64_t x, std::int64_t y, std::int64_t z) {
              return std::clamp(distance(field.lattice.point(x, y, z)), -lattice.band_A, lattice.band_A);
            });
        }
  });
  return field;
}

}  // namespace cryocosm::membranes
