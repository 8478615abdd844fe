// Points of a mesh: drawn, nearest, and on a sphere.
#include "mesh_surface.hpp"

#include <algorithm>
#include <cmath>

#include "isosurface.hpp"
#include "triangle_arcs.hpp"

namespace cryocosm::membranes {
namespace {

/// Whether the sphere's surface may pass through the box.
bool meets_sphere(const TriangleTree::Bounds& box, Vec3 centre, double radius) {
  const double c[] = {centre.x, centre.y, centre.z};
  double nearest = 0, farthest = 0;
  for (int i = 0; i < 3; ++i) {
    const double low = static_cast<double>(box.low[i]) - c[i], high = static_cast<double>(box.high[i]) - c[i];
    const double near = std::max({0.0, low, -high}), far = std::max(std::abs(low), std::abs(high));
    nearest += near * near;
    farthest += far * far;
  }
  return nearest <= radius * radius && radius * radius <= farthest;
}

}  // namespace

SurfacePoint MeshSurface::placed(const MeshFoot& foot) const {
  const MeshForm& surface = form_->surface;
  const Triangle t = surface.mesh.triangles[foot.triangle];
  const Vec3 normal = foot.weight[0] * surface.normals[t.a] + foot.weight[1] * surface.normals[t.b] +
                      foot.weight[2] * surface.normals[t.c];
  const double length = norm(normal);
  return {to_tomogram(pose_, foot.position_A),
          rotate(pose_.rotation, length > 0 ? normal / length : surface.normals[t.a])};
}

SurfacePoint MeshSurface::sample(Random& random) const {
  MeshFoot foot;
  foot.triangle = form_->surface.by_area.draw(random);
  // Turk, "Generating random points in triangles", Graphics Gems, 1990
  const double root = std::sqrt(random.uniform()), part = random.uniform();
  foot.weight[0] = 1 - root;
  foot.weight[1] = root * (1 - part);
  foot.weight[2] = root * part;
  const Mesh& mesh = form_->surface.mesh;
  const Triangle t = mesh.triangles[foot.triangle];
  foot.position_A = foot.weight[0] * mesh.points[t.a] + foot.weight[1] * mesh.points[t.b] +
                    foot.weight[2] * mesh.points[t.c];
  return placed(foot);
}

SurfacePoint MeshSurface::nearest(Vec3 p) const {
  return placed(form_->surface.tree.nearest(form_->surface.mesh, to_unit(pose_, p)));
}

Curvatures MeshSurface::curvatures(const SurfacePoint& p) const {
  const MeshForm& surface = form_->surface;
  const MeshFoot foot = surface.tree.nearest(surface.mesh, to_unit(pose_, p.position_A));
  const Triangle t = surface.mesh.triangles[foot.triangle];
  const Curvatures at[] = {surface.curvatures[t.a], surface.curvatures[t.b], surface.curvatures[t.c]};
  Curvatures mixed;
  for (int i = 0; i < 3; ++i) {
    mixed.greater_per_A += foot.weight[i] * at[i].greater_per_A;
    mixed.smaller_per_A += foot.weight[i] * at[i].smaller_per_A;
  }
  return mixed;
}

std::optional<SurfacePoint> MeshSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  const Vec3 c = to_unit(pose_, centre);
  const MeshForm& surface = form_->surface;
  struct Piece {
    Arc arc;
    std::uint32_t triangle;
  };
  std::vector<Piece> pieces;
  std::vector<Arc> arcs;
  double length = 0;
  surface.tree.visit([&](const TriangleTree::Bounds& box) { return meets_sphere(box, c, radius_A); },
                     [&](std::uint32_t i) {
                       const Triangle t = surface.mesh.triangles[i];
                       arcs.clear();
                       add_arcs(
                           {surface.mesh.points[t.a], surface.mesh.points[t.b], surface.mesh.points[t.c]}, c,
                           radius_A, arcs);
                       for (const Arc& arc : arcs) {
                         pieces.push_back({arc, i});
                         length += arc.length_A();
                       }
                     });
  if (pieces.empty()) return std::nullopt;
  double left = random.uniform() * length;
  std::size_t chosen = 0;
  while (chosen + 1 < pieces.size() && left > pieces[chosen].arc.length_A())
    left -= pieces[chosen++].arc.length_A();
  const Arc& arc = pieces[chosen].arc;
  const double angle = arc.from_rad + std::min(left / norm(arc.u_A), arc.to_rad - arc.from_rad);
  return placed(nearest_on_triangle(surface.mesh, pieces[chosen].triangle, arc.at(angle)));
}

void MeshSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                       std::vector<Triangle>& triangles) const {
  const Mesh& fine = form_->surface.mesh;
  const Mesh coarse = fine.triangles.size() <= max_triangles
                          ? fine
                          : coarse_isosurface(form_->distance.samples(), max_triangles);
  points.reserve(points.size() + coarse.points.size());
  for (const Vec3 p : coarse.points) points.push_back(to_tomogram(pose_, p));
  triangles.insert(triangles.end(), coarse.triangles.begin(), coarse.triangles.end());
}

}  // namespace cryocosm::membranes
