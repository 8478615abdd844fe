// A template, a set of balls and a field with exact binary numbers; a surface; structures of the kernel.
#include "sample_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "settings.hpp"

namespace cryocosm::conformance {
namespace {

// An asymmetric blob: no rotation or reflection maps it onto itself.
std::unique_ptr<DensityTemplate> sample_template(double voxel_A) {
  const GridSpec grid{{12, 10, 14}, voxel_A};
  std::vector<float> density(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  std::size_t at = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++at) {
        const double u = static_cast<double>(x - 6) / 4, v = static_cast<double>(y - 5) / 3;
        const double w = static_cast<double>(z - 7) / 5;
        const double value = std::max(0.0, 1 - u * u - v * v - w * w) * (1 + 0.5 * u + 0.25 * v * w);
        density[at] = static_cast<float>(value);
        mask[at] = value > 0.25;
      }
  return std::make_unique<DensityTemplate>(grid, std::move(density), std::move(mask));
}

/// A sphere of radius 64 Å that is not centred on its frame's origin.
class SampleField final : public ImplicitField {
 public:
  static constexpr double k_radius_A = 64;
  static constexpr Vec3 k_centre{8, 0, -4};

  SampleField() {
    wall_.layer_distance_A = 32;
    wall_.layer_sigma_A = 8;
    wall_.density = 1;
    wall_.half_thickness_A = 24;
  }
  // the density of a layer below 2e-8 of its peak, six deviations out, is nothing
  double radius_A() const override { return k_radius_A + norm(k_centre) + 16 + 6 * 8; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const override {
    for (std::size_t i = 0; i < n; ++i) {
      const Vec3 p = origin + static_cast<double>(first + static_cast<std::int64_t>(i)) * step;
      out[i] = static_cast<float>(norm(p - k_centre) - k_radius_A);
    }
  }
  Vec3 gradient(Vec3 p) const override {
    const Vec3 d = p - k_centre;
    return norm(d) == 0 ? Vec3{0, 0, 1} : normalized(d);
  }

 private:
  Wall wall_;
};

class SphereSurface final : public Surface {
 public:
  SphereSurface(Vec3 centre_A, double radius_A) : centre_(centre_A), radius_(radius_A) {}
  double area_A2() const override { return 4 * k_pi * radius_ * radius_; }
  SurfacePoint sample(Random& random) const override { return at(random_direction(random)); }
  SurfacePoint nearest(Vec3 p) const override {
    return p == centre_ ? at({0, 0, 1}) : at(normalized(p - centre_));
  }
  bool encloses(Vec3 p) const override { return norm(p - centre_) < radius_; }
  std::optional<SurfacePoint> on_sphere(Vec3 centre, double radius_A, Random& random) const override {
    const Vec3 between = centre - centre_;
    const double d = norm(between);
    if (d == 0 || d > radius_ + radius_A || d < std::abs(radius_ - radius_A)) return std::nullopt;
    const double along = (d * d + radius_ * radius_ - radius_A * radius_A) / (2 * d);
    const double across = std::sqrt(std::max(0.0, radius_ * radius_ - along * along));
    const Quaternion turn = rotation_between({0, 0, 1}, between / d);
    const double angle = random.uniform(0, 2 * k_pi);
    const Vec3 local{across * std::cos(angle), across * std::sin(angle), along};
    return at(normalized(rotate(turn, local)));
  }
  void mesh(std::size_t, std::vector<Vec3>& points, std::vector<Triangle>& triangles) const override {
    for (const Vec3 d : {Vec3{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}})
      points.push_back(centre_ + radius_ * d);
    for (const Triangle t :
         {Triangle{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4}, {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}})
      triangles.push_back(t);
  }

 private:
  SurfacePoint at(Vec3 direction) const { return {centre_ + radius_ * direction, direction}; }
  Vec3 centre_;
  double radius_;
};

// A voxel that is a power of two and at most 1/24 of the radius, so that thin walls are seen.
double fitting_voxel_A(const Shape& shape) {
  if (shape.kind() == DensityTemplate::k_kind)
    return static_cast<const DensityTemplate&>(shape).grid().voxel_A;
  return std::exp2(std::floor(std::log2(std::max(shape.radius_A(), 24.0) / 24)));
}

void add_own(std::vector<SampleShape>& samples, const char* name, std::unique_ptr<Shape> shape) {
  SampleShape sample;
  sample.name = name;
  sample.shape = shape.get();
  sample.voxel_A = fitting_voxel_A(*shape);
  sample.is_dyadic = true;
  sample.owner = std::shared_ptr<Shape>(std::move(shape));
  samples.push_back(std::move(sample));
}

// The first unit that a structure component draws, if it can be made and has the wanted kind.
void add_drawn(std::vector<SampleShape>& samples, const Subject& subject, const Component& component,
               std::string_view kind, KitBuild& build) {
  try {
    const auto* const generator =
        static_cast<const StructureGenerator*>(build.make(component, best_settings(subject, component)));
    Draw draw{Random(1)};
    std::shared_ptr<Structure> structure = generator->draw(draw);
    Random random(1);
    const std::optional<Unit> unit = structure->unit(0, random);
    if (!unit || unit->shape->kind() != kind) return;
    samples.push_back({"a unit of " + component.record.id, unit->shape, fitting_voxel_A(*unit->shape), false,
                       std::move(structure)});
  } catch (const Error&) {
    // needs settings that nobody gave: other structures have shapes too
  }
}

}  // namespace

std::unique_ptr<SphereSet> sample_spheres() {
  return std::make_unique<SphereSet>(
      std::vector<SphereSet::Ball>{{{}, 40, 1}, {{24, -16, 8}, 24.5, 0.5}, {{-32, 20, -12}, 20, 0.75}}, 4);
}

std::unique_ptr<Surface> sample_surface(Vec3 centre_A, double radius_A) {
  return std::make_unique<SphereSurface>(centre_A, radius_A);
}

std::vector<SampleShape> sample_shapes(const Subject& subject, std::string_view kind, KitBuild& build) {
  std::vector<SampleShape> samples;
  if (kind == SphereSet::k_kind) add_own(samples, "the kit's balls", sample_spheres());
  if (kind == DensityTemplate::k_kind)
    add_own(samples, "the kit's template", sample_template(build.grid().voxel_A));
  if (kind == ImplicitField::k_kind) add_own(samples, "the kit's field", std::make_unique<SampleField>());
  for (const auto& [id, component] : subject.kernel.registry(StructureGenerator::extends.name))
    if (samples.size() < 3) add_drawn(samples, subject, component, kind, build);
  return samples;
}

void add_shape(Bytes& bytes, const Shape& shape) {
  bytes.add(shape.kind()).add(shape.radius_A());
  if (shape.kind() == DensityTemplate::k_kind) {
    const auto& grid = static_cast<const DensityTemplate&>(shape);
    bytes.add_all(grid.density().data, grid.density().size).add_all(grid.mask().data, grid.mask().size);
  } else if (shape.kind() == SphereSet::k_kind) {
    for (const SphereSet::Ball& ball : static_cast<const SphereSet&>(shape).balls())
      bytes.add(ball.centre_A).add(ball.radius_A).add(ball.density);
  } else if (shape.kind() == ImplicitField::k_kind) {
    const auto& field = static_cast<const ImplicitField&>(shape);
    float distances[64];
    const double reach = shape.radius_A();
    for (const Vec3 direction : {Vec3{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}}) {
      field.distance(-reach * direction, reach / 32 * direction, 0, std::size(distances), distances);
      bytes.add_all(distances, std::size(distances));
    }
  }
}

}  // namespace cryocosm::conformance
