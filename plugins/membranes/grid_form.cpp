// From a field to distances and a mesh.
#include "grid_form.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "isosurface.hpp"
#include "redistance.hpp"

namespace cryocosm::membranes {
namespace {

std::vector<double> areas_of(const Mesh& mesh) {
  std::vector<double> areas;
  areas.reserve(mesh.triangles.size());
  for (const Triangle t : mesh.triangles)
    areas.push_back(norm(cross(mesh.points[t.b] - mesh.points[t.a], mesh.points[t.c] - mesh.points[t.a])) /
                    2);
  return areas;
}

MeshForm mesh_form(const SampledField& field, ParallelFor parallel_for) {
  Mesh mesh = isosurface(field);
  if (mesh.triangles.empty()) throw DataError("the field has no zero level: it is of one sign");
  const std::size_t n = mesh.points.size();
  std::vector<Vec3> normals(n);
  std::vector<Curvatures> curvatures(n);
  parallel_for(n, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Derivatives at = smooth_derivatives(field, mesh.points[i]);
      const double slope = norm(at.gradient);
      normals[i] = slope > 0 ? at.gradient / slope : Vec3{0, 0, 1};
      curvatures[i] = curvatures_of_level(at);
    }
  });
  return MeshForm(std::move(mesh), std::move(normals), std::move(curvatures));
}

}  // namespace

MeshForm::MeshForm(Mesh m, std::vector<Vec3> n, std::vector<Curvatures> c)
    : mesh(std::move(m)),
      normals(std::move(n)),
      curvatures(std::move(c)),
      tree(mesh),
      areas_A2(areas_of(mesh)),
      by_area(areas_A2) {
  CRYOCOSM_CHECK(!mesh.triangles.empty() && normals.size() == mesh.points.size() &&
                 curvatures.size() == mesh.points.size());
  for (const double area : areas_A2) area_A2 += area;
}

GridForm grid_form(const SampledField& field, double reach_A, ParallelFor parallel_for) {
  MeshForm surface = mesh_form(field, parallel_for);
  return {GridDistance(redistanced(field, reach_A, parallel_for), reach_A), std::move(surface)};
}

double radius_A(const Mesh& mesh) {
  double squared = 0;
  for (const Vec3 p : mesh.points) squared = std::max(squared, dot(p, p));
  return std::sqrt(squared);
}

double volume_A3(const Mesh& mesh) {
  double volume = 0;
  for (const Triangle t : mesh.triangles) {
    const Vec3 o = mesh.points[0];
    volume += dot(mesh.points[t.a] - o, cross(mesh.points[t.b] - o, mesh.points[t.c] - o)) / 6;
  }
  return volume;
}

double sharpest_bend_A(const MeshForm& form, double ignored_fraction) {
  std::vector<std::pair<double, double>> bends;  // greatest curvature and area
  for (std::size_t i = 0; i < form.areas_A2.size(); ++i) {
    const Triangle t = form.mesh.triangles[i];
    double greatest = 0;
    for (const std::uint32_t corner : {t.a, t.b, t.c}) {
      const Curvatures c = form.curvatures[corner];
      greatest += std::max(std::abs(c.greater_per_A), std::abs(c.smaller_per_A)) / 3;
    }
    bends.emplace_back(greatest, form.areas_A2[i]);
  }
  std::sort(bends.begin(), bends.end());
  double left = ignored_fraction * form.area_A2;
  while (bends.size() > 1 && bends.back().second <= left) {
    left -= bends.back().second;
    bends.pop_back();
  }
  return 1 / bends.back().first;
}

}  // namespace cryocosm::membranes
