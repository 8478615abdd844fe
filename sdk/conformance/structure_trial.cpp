// Trials of structures: what they draw, and whether their usual rasterizer and transform take it.
#include <cmath>
#include <map>

#include "bytes.hpp"
#include "drawing.hpp"
#include "sample_data.hpp"
#include "sample_shapes.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

constexpr std::size_t k_structures = 12;
constexpr std::size_t k_units = 24;  // of a chain; chains may be endless
constexpr std::size_t k_triangles = 500;

// Keeps what is drawn, by name and in order.
class KeptDraw final : public Draw {
 public:
  using Draw::Draw;
  Bytes bytes;

 protected:
  void record(std::string_view name, double value) override { bytes.add(name).add(value); }
};

struct Drawn {
  std::string bytes;
  std::vector<std::string> problems;
};

bool is_finite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

void check_unit(const Unit& unit, const StructureGenerator& generator, std::vector<std::string>& problems) {
  if (!(unit.shape->radius_A() > 0) || !std::isfinite(unit.shape->radius_A()))
    problems.push_back("a shape has the radius " + number_text(unit.shape->radius_A()));
  if (unit.shape->kind().empty()) problems.push_back("a shape names no kind");
  if (unit.class_index >= generator.class_count())
    problems.push_back("a unit has class " + std::to_string(unit.class_index) + " of " +
                       std::to_string(generator.class_count()));
  if (unit.anchor && !(is_finite(unit.anchor->point_A) && std::abs(norm(unit.anchor->axis) - 1) < 1e-6))
    problems.push_back("a unit's anchor is not finite, or its axis has not length 1");
  const Step& step = unit.step;
  for (const double value :
       {step.nearest_A, step.farthest_A, step.curvature_per_A, step.torsion_per_A, step.twist_rad})
    if (!std::isfinite(value)) problems.push_back("a step is not finite");
  if (step.nearest_A < 0 || step.nearest_A > step.farthest_A)
    problems.push_back("a step runs from " + number_text(step.nearest_A) + " to " +
                       number_text(step.farthest_A) + " Å");
  if (step.bonded < 0) problems.push_back("a step has a negative number of bonded units");
}

void check_surface_point(const SurfacePoint& point, std::vector<std::string>& problems) {
  if (!is_finite(point.position_A)) problems.push_back("a point of the surface is not finite");
  if (!(std::abs(norm(point.normal) - 1) < 1e-6))
    problems.push_back("a normal of the surface has not length 1");
}

void check_surface(const Surface& surface, Random random, Drawn& drawn) {
  Bytes bytes;
  if (!(surface.area_A2() > 0) || !std::isfinite(surface.area_A2()))
    drawn.problems.push_back("the surface has the area " + number_text(surface.area_A2()));
  if (!(surface.half_thickness_A() >= 0) || !std::isfinite(surface.half_thickness_A()))
    drawn.problems.push_back("half of the surface's thickness is " + number_text(surface.half_thickness_A()));
  for (int i = 0; i < 16; ++i) {
    const SurfacePoint point = surface.sample(random);
    check_surface_point(point, drawn.problems);
    check_surface_point(surface.nearest(point.position_A + 3.0 * point.normal), drawn.problems);
    bytes.add(point.position_A).add(point.normal);
    const Curvatures bend = surface.curvatures(point);
    if (!std::isfinite(bend.greater_per_A) || !(bend.greater_per_A >= bend.smaller_per_A))
      drawn.problems.push_back("the surface has the curvatures " + number_text(bend.greater_per_A) + " and " +
                               number_text(bend.smaller_per_A) + " per A, not the greater one first");
    if (const auto crossing = surface.on_sphere(point.position_A, 20, random)) {
      check_surface_point(*crossing, drawn.problems);
      if (!(std::abs(norm(crossing->position_A - point.position_A) - 20) < 0.2))
        drawn.problems.push_back("on_sphere() gave a point that is not on the sphere");
    }
  }
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
  surface.mesh(k_triangles, points, triangles);
  if (triangles.empty() || triangles.size() > k_triangles)
    drawn.problems.push_back("asked for at most 500 triangles, the mesh has " +
                             std::to_string(triangles.size()));
  for (const Triangle& t : triangles)
    if (t.a >= points.size() || t.b >= points.size() || t.c >= points.size()) {
      drawn.problems.push_back("a triangle has a corner that does not exist");
      break;
    }
  for (const Vec3 p : points) bytes.add(p);
  drawn.bytes += bytes.text();
}

Drawn draw_one(const StructureGenerator& generator, Random random) {
  Drawn drawn;
  KeptDraw draw(random.child("draw"));
  const std::unique_ptr<Structure> structure = generator.draw(draw);
  if (!structure) {
    drawn.problems.push_back("draw() returned nothing");
    return drawn;
  }
  Bytes bytes = draw.bytes;
  std::size_t n = 0;
  for (; n < k_units; ++n) {
    Random stream = random.child("unit").child(n);
    const std::optional<Unit> unit = structure->unit(n, stream);
    if (!unit) break;
    if (unit->shape == nullptr) {
      drawn.problems.push_back("unit " + std::to_string(n) + " has no shape");
      return drawn;
    }
    check_unit(*unit, generator, drawn.problems);
    add_shape(bytes, *unit->shape);
    const Step& step = unit->step;
    bytes.add(unit->class_index).add(step.nearest_A).add(step.farthest_A).add(step.curvature_per_A);
    bytes.add(step.torsion_per_A).add(step.twist_rad).add(step.bonded);
  }
  if (n == 0) drawn.problems.push_back("a structure has no unit");
  if (n < k_units && structure->min_units() > n)
    drawn.problems.push_back("a structure of " + std::to_string(n) + " units says it needs " +
                             std::to_string(structure->min_units()));
  drawn.bytes = bytes.text();
  const Pose pose{random_rotation(random), {100, 200, 300}};
  for (std::size_t i = 0; i < n; ++i)
    if (const auto surface = structure->surface(i, pose))
      check_surface(*surface, random.child("surface").child(i), drawn);
  return drawn;
}

bool has_random_parameter(const SchemaInfo& schema, const Value& params) {
  for (const FieldInfo& field : schema.fields) {
    const Value* const value = params.find(field.key);
    if (value == nullptr) continue;
    if (field.type == FieldType::group && has_random_parameter(field.group.front(), *value)) return true;
    if (field.type == FieldType::distribution && value->distribution.kind != Distribution::Kind::constant &&
        value->distribution.smallest() < value->distribution.largest())
      return true;
  }
  return false;
}

}  // namespace

Trial run_structure(const Component& component, const StructureGenerator& generator, const Value& params,
                    std::uint64_t seed, int threads) {
  std::vector<Drawn> drawn(k_structures);
  split_over_threads(drawn.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) drawn[i] = draw_one(generator, Random(seed).child(i));
  });
  Trial trial;
  trial.used_random = has_random_parameter(component.record.schema, params);
  for (const Drawn& one : drawn) {
    trial.bytes += one.bytes;
    trial.problems.insert(trial.problems.end(), one.problems.begin(), one.problems.end());
  }
  return trial;
}

std::vector<std::string> partner_problems(const Subject& subject, const SchemaInfo& schema,
                                          const StructureGenerator& generator, KitBuild& build) {
  std::vector<std::string> problems;
  KeptDraw draw{Random(1)};
  const std::unique_ptr<Structure> structure = generator.draw(draw);
  Random random(1);
  const std::optional<Unit> unit = structure->unit(0, random);
  if (!unit) return {};

  if (const Component* const partner = subject.kernel.find(schema.rasterizer)) {
    const auto& rasterizer =
        *static_cast<const Rasterizer*>(build.make(*partner, default_settings(partner->record.schema)));
    if (rasterizer.kind() != unit->shape->kind()) {
      problems.push_back("it yields shapes of kind '" + std::string(unit->shape->kind()) +
                         "' but its rasterizer " + schema.rasterizer + " draws '" +
                         std::string(rasterizer.kind()) + "'");
      return problems;
    }
    // 48 voxels across are enough to see whether anything is drawn
    const double voxel_A =
        unit->shape->kind() == DensityTemplate::k_kind ? build.grid().voxel_A : unit->shape->radius_A() / 24;
    const double far_A = unit->shape->radius_A() + 8 * voxel_A;
    const Pose pose{random_rotation(random), {far_A, far_A, far_A}};
    const Drawing drawing =
        draw_shape(rasterizer, *unit->shape, pose, frame_around(*unit->shape, pose, voxel_A), false, 1);
    for (const std::string& problem : drawing.problems)
      problems.push_back(schema.rasterizer + ": " + problem);
    bool is_empty = true;
    for (const float value : drawing.density) is_empty = is_empty && value == 0.0F;
    if (is_empty) problems.push_back(schema.rasterizer + " draws nothing of it");
  }
  if (const Component* const partner = subject.kernel.find(schema.transform)) {
    const auto& transform = *static_cast<const TransformGenerator*>(
        build.make(*partner, default_settings(partner->record.schema)));
    const auto proposal = transform.first(SampleScene(), *unit, random);
    if (!proposal || !is_finite(proposal->pose.position_A))
      problems.push_back(schema.transform + " finds no place for it");
  }
  return problems;
}

}  // namespace cryocosm::conformance
