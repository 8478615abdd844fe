// The geometry of a membrane of any shape, in its own frame: its distance on a lattice and its mesh.
#pragma once

#include "alias_table.hpp"
#include "grid_distance.hpp"
#include "mesh.hpp"
#include "triangle_tree.hpp"

namespace cryocosm::membranes {

/// A closed triangle mesh with a normal (unit, outward) and the principal curvatures at each point.
struct MeshForm {
  /// The mesh must have a triangle. [any]
  MeshForm(Mesh mesh, std::vector<Vec3> normals, std::vector<Curvatures> curvatures);

  Mesh mesh;
  std::vector<Vec3> normals;
  std::vector<Curvatures> curvatures;
  TriangleTree tree;
  std::vector<double> areas_A2;  ///< of each triangle
  double area_A2 = 0;
  AliasTable by_area;
};

struct GridForm {
  GridDistance distance;
  MeshForm surface;
};

/// The zero level of a field that is smooth over some steps around it: distances are exact up to `reach_A`,
/// normals and curvatures are the field's own. Throws DataError when the field has no zero level. The field
/// must not be open (see is_open()), and its border must be farther than `reach_A` from the level. [worker]
GridForm grid_form(const SampledField& field, double reach_A, ParallelFor parallel_for);

/// Radius of the ball around the origin that contains the mesh.
double radius_A(const Mesh& mesh);
/// What the mesh encloses; positive when its triangles face outwards.
double volume_A3(const Mesh& mesh);
/// The smallest radius of curvature of all but a fraction of the area, infinite for what is flat.
double sharpest_bend_A(const MeshForm& form, double ignored_fraction);

}  // namespace cryocosm::membranes
