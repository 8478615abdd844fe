// Membranes with fixed parameters, statistics and meshes, for the tests of this family.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>

#include "cryocosm/testing.hpp"
#include "ellipsoid.hpp"
#include "sphere.hpp"
#include "torus.hpp"

namespace cryocosm::membranes::test {

template <class Params>
Params with_wall(Params params, double t_A, double sigma_A) {
  params.layer_distance_A = t_A;
  params.layer_sigma_A = sigma_A;
  params.density = 2;
  return params;
}

inline SphereParams sphere(double radius_A) {
  SphereParams params;
  params.radius_A = radius_A;
  return params;
}

inline EllipsoidParams ellipsoid(double x_A, double y_A, double z_A) {
  EllipsoidParams params;
  params.axis_x_A = x_A;
  params.axis_y_A = y_A;
  params.axis_z_A = z_A;
  params.max_eccentricity = 0.9;
  return params;
}

inline TorusParams torus(double major_A, double minor_A) {
  TorusParams params;
  params.major_radius_A = major_A;
  params.minor_radius_A = minor_A;
  return params;
}

struct Drawn {
  std::unique_ptr<Structure> structure;
  const ImplicitField* field = nullptr;
};

/// One structure, for volumes of voxels of so many Å.
template <class Generator, class Params>
Drawn drawn(const Params& params, double voxel_A, std::uint64_t seed = 1) {
  testing::TestBuild build({{100, 100, 100}, voxel_A});
  Draw draw{Random(seed)};
  Drawn result{Generator(params, build).draw(draw), nullptr};
  Random random(1);
  const auto unit = result.structure->unit(0, random);
  EXPECT_EQ(unit->shape->kind(), ImplicitField::k_kind);
  result.field = static_cast<const ImplicitField*>(unit->shape);
  EXPECT_FALSE(result.structure->unit(1, random).has_value());
  return result;
}

inline double distance_A(const ImplicitField& field, Vec3 p) {
  float distance = 0;
  field.distance(p, {}, 0, 1, &distance);
  return static_cast<double>(distance);
}

/// Expects `counts` to come from the `expected` ones (Pearson). The bound is 5 standard deviations of
/// chi-square with k - 1 degrees of freedom above its mean.
inline void expect_counts(const std::vector<double>& counts, const std::vector<double>& expected) {
  double chi2 = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    ASSERT_GT(expected[i], 20) << "too few for Pearson's statistic";
    chi2 += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
  }
  const double freedom = static_cast<double>(counts.size() - 1);
  EXPECT_LT(chi2, freedom + 5 * std::sqrt(2 * freedom));
}

struct MeshSums {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
  double area = 0, volume = 0;  // the volume is positive when triangles face outwards
};

inline MeshSums mesh_of(const Surface& surface, std::size_t max_triangles) {
  MeshSums sums;
  surface.mesh(max_triangles, sums.points, sums.triangles);
  for (const Triangle t : sums.triangles) {
    const Vec3 o = sums.points[0];  // any origin will do for a closed mesh
    const Vec3 a = sums.points[t.a] - o, b = sums.points[t.b] - o, c = sums.points[t.c] - o;
    sums.volume += dot(a, cross(b, c)) / 6;
    sums.area += norm(cross(b - a, c - a)) / 2;
  }
  return sums;
}

/// Closed: each edge is used once in each direction.
inline bool is_closed(const std::vector<Triangle>& triangles) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> uses;
  for (const Triangle t : triangles)
    for (const auto& edge : {std::pair{t.a, t.b}, std::pair{t.b, t.c}, std::pair{t.c, t.a}}) ++uses[edge];
  for (const auto& [edge, count] : uses) {
    const auto other = uses.find({edge.second, edge.first});
    if (count != 1 || other == uses.end()) return false;
  }
  return true;
}

/// The rule that settings differing from the defaults break; empty when they break none.
template <class P>
std::string broken_rule(const Schema<P>& schema, const std::vector<std::pair<std::string, Value>>& settings) {
  Value group;
  group.type = Value::Type::group;
  for (const auto& [key, value] : settings) {
    group.keys.push_back(key);
    group.items.push_back(value);
  }
  const int broken = schema.first_broken_rule(group);
  return broken < 0 ? std::string() : schema.info().rules[static_cast<std::size_t>(broken)];
}

}  // namespace cryocosm::membranes::test
