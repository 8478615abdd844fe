// The sign of distances to a mesh, and the walk through the lattice by halves.
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

  double operator()(Vec3 p, double within_A) const {
    const MeshFoot foot = tree_.nearest(closed_.mesh, p, within_A);
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

/// Blocks that are far from the mesh as a whole are told by a look at their middle; others are split.
class Filling {
 public:
  Filling(const SignedDistance& distance, double band_A, SampledField& field)
      : distance_(distance), band_A_(band_A), lattice_(field.lattice), values_(field.values) {}

  /// A cube of `size` points, a power of two, from `low`; the mesh is within `within_A` of its middle.
  void fill(Index3 low, std::int64_t size, double within_A) {
    const double half_A = static_cast<double>(size - 1) / 2 * lattice_.step_A;
    const double there = distance_(lattice_.point(low.x, low.y, low.z) + half_A * Vec3{1, 1, 1}, within_A);
    if (size == 1) {
      values_[lattice_.index(low.x, low.y, low.z)] = static_cast<float>(std::clamp(there, -band_A_, band_A_));
      return;
    }
    if (std::abs(there) > band_A_ + std::sqrt(3.0) * half_A) {
      fill_far(low, size, static_cast<float>(std::copysign(band_A_, there)));
      return;
    }
    const std::int64_t half = size / 2;
    // from the middle to those of the eighths
    const double way_A = std::sqrt(3.0) / 2 * static_cast<double>(half) * lattice_.step_A;
    for (int part = 0; part < 8; ++part) {
      const Index3 corner{low.x + (part & 1) * half, low.y + (part >> 1 & 1) * half,
                          low.z + (part >> 2 & 1) * half};
      if (corner.x < lattice_.size.x && corner.y < lattice_.size.y && corner.z < lattice_.size.z)
        fill(corner, half, std::abs(there) + way_A);
    }
  }

 private:
  void fill_far(Index3 low, std::int64_t size, float value) {
    for (std::int64_t k = low.z; k < std::min(lattice_.size.z, low.z + size); ++k)
      for (std::int64_t j = low.y; j < std::min(lattice_.size.y, low.y + size); ++j) {
        const auto row = values_.begin() + static_cast<std::ptrdiff_t>(lattice_.index(low.x, j, k));
        std::fill(row, row + (std::min(lattice_.size.x, low.x + size) - low.x), value);
      }
  }

  const SignedDistance& distance_;
  double band_A_;
  const Lattice& lattice_;
  std::vector<float>& values_;
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
  constexpr std::int64_t k_block = 16;
  const Index3 n = field.lattice.size;
  const auto blocks = [](std::int64_t count) { return (count + k_block - 1) / k_block; };
  const std::int64_t wide = blocks(n.x), deep = blocks(n.y);
  Filling filling(distance, lattice.band_A, field);
  parallel_for(static_cast<std::size_t>(wide * deep * blocks(n.z)), [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      const auto b = static_cast<std::int64_t>(block);
      filling.fill({b % wide * k_block, b / wide % deep * k_block, b / (wide * deep) * k_block}, k_block,
                   std::numeric_limits<double>::infinity());
    }
  });
  return field;
}

}  // namespace cryocosm::membranes
