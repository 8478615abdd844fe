// Hollow balls with a surface, and rods that are put through it, for tests of what attaches to what.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "support/ball_components.hpp"

namespace cryocosm::test {

constexpr double k_shell_radius_A = 150, k_shell_half_A = 20;

/// The sphere in the middle of a shell.
class ShellSurface final : public Surface {
 public:
  explicit ShellSurface(Vec3 centre_A) : centre_A_(centre_A) {}
  double area_A2() const override { return 4 * k_pi * k_shell_radius_A * k_shell_radius_A; }
  SurfacePoint sample(Random& random) const override { return along(random_direction(random)); }
  SurfacePoint nearest(Vec3 p) const override { return along(normalized(p - centre_A_)); }
  bool encloses(Vec3 p) const override { return norm(p - centre_A_) < k_shell_radius_A; }
  double half_thickness_A() const override { return k_shell_half_A; }
  std::optional<SurfacePoint> on_sphere(Vec3, double, Random&) const override { return std::nullopt; }
  /// Rings of quadrilaterals, each of two triangles.
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override {
    const auto n = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(max_triangles) / 4));
    for (std::uint32_t i = 0; i <= n; ++i)
      for (std::uint32_t j = 0; j < 2 * n; ++j) {
        const double theta = k_pi * i / n, phi = k_pi * j / n;
        points.push_back(
            along({std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi), std::cos(theta)})
                .position_A);
      }
    for (std::uint32_t i = 0; i < n; ++i)
      for (std::uint32_t j = 0; j < 2 * n; ++j) {
        const std::uint32_t next = (j + 1) % (2 * n), here = i * 2 * n, below = here + 2 * n;
        triangles.push_back({here + j, below + j, below + next});
        triangles.push_back({here + j, below + next, here + next});
      }
  }

 private:
  SurfacePoint along(Vec3 direction) const { return {centre_A_ + k_shell_radius_A * direction, direction}; }
  Vec3 centre_A_;
};

/// A ball without its inside; parts 1 and 2 are what lies in the wall's lower half and within the wall.
struct Shells final : StructureGenerator {
  explicit Shells(std::size_t part_count_ = 0)
      : parts(part_count_), ball({{{}, k_shell_radius_A + k_shell_half_A, 1}}, 1) {}
  std::unique_ptr<Structure> draw(Draw&) const override {
    struct Shell final : Structure {
      explicit Shell(const SphereSet& ball) : shape(ball) {}
      std::optional<Unit> unit(std::size_t index, Random&) override {
        if (index > 0) return std::nullopt;
        Unit u;
        u.shape = &shape;
        u.shared = true;
        return u;
      }
      std::unique_ptr<Surface> surface(std::size_t, const Pose& pose) const override {
        return std::make_unique<ShellSurface>(pose.position_A);
      }
      const SphereSet& shape;
    };
    return std::make_unique<Shell>(ball);
  }
  std::size_t part_count() const override { return parts; }
  std::string_view part_name(std::size_t part) const override { return part == 1 ? "lower" : "inside"; }
  std::size_t parts;
  SphereSet ball;
};

struct ShellRasterizer final : Rasterizer {
  std::string_view kind() const override { return SphereSet::k_kind; }
  template <class T, class Visit>
  static void each(const Pose& pose, VoxelWindow<T> window, Visit visit) {
    for (std::int64_t z = 0; z < window.size.z; ++z)
      for (std::int64_t y = 0; y < window.size.y; ++y)
        for (std::int64_t x = 0; x < window.size.x; ++x)
          visit(to_unit(pose, window.voxel_A * Vec3{static_cast<double>(window.origin.x + x),
                                                    static_cast<double>(window.origin.y + y),
                                                    static_cast<double>(window.origin.z + z)}),
                window.at(x, y, z));
  }
  static bool is_wall(Vec3 p) { return std::abs(norm(p) - k_shell_radius_A) <= k_shell_half_A; }
  void draw(const Shape&, const Pose& pose, VoxelWindow<float> window) const override {
    each(pose, window, [](Vec3 p, float& v) { v += is_wall(p) ? 1.0F : 0.0F; });
  }
  void exclude(const Shape&, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    each(pose, window, [](Vec3 p, std::uint8_t& v) { v = static_cast<std::uint8_t>(v | is_wall(p)); });
  }
  void parts(const Shape&, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    each(pose, window, [](Vec3 p, std::uint8_t& v) {
      if (is_wall(p) && p.z < 0) v = 1;
      if (norm(p) < k_shell_radius_A - k_shell_half_A) v = 2;
    });
  }
};

/// A rod of seven balls of 15 A along z, held in its middle; it reaches 60 A to either side.
struct Rods final : StructureGenerator {
  explicit Rods(Vec3 anchor_A = {}) : anchor{anchor_A, {0, 0, 1}}, rod(balls(), 1) {}
  static std::vector<SphereSet::Ball> balls() {
    std::vector<SphereSet::Ball> all;
    for (int i = -3; i <= 3; ++i) all.push_back({{0, 0, 15.0 * i}, 15, 1});
    return all;
  }
  std::unique_ptr<Structure> draw(Draw&) const override {
    struct Rod final : Structure {
      explicit Rod(const Rods& from) : rods(from) {}
      std::optional<Unit> unit(std::size_t index, Random&) override {
        if (index > 0) return std::nullopt;
        Unit u;
        u.shape = &rods.rod;
        u.shared = true;
        if (rods.has_anchor) u.anchor = rods.anchor;
        return u;
      }
      const Rods& rods;
    };
    return std::make_unique<Rod>(*this);
  }
  Anchor anchor;
  bool has_anchor = true;
  SphereSet rod;
};

struct RodRasterizer final : Rasterizer {
  std::string_view kind() const override { return SphereSet::k_kind; }
  static bool is_in(const Shape& shape, Vec3 p) {
    for (const SphereSet::Ball& ball : static_cast<const SphereSet&>(shape).balls())
      if (norm(p - ball.centre_A) <= ball.radius_A) return true;
    return false;
  }
  void draw(const Shape& s, const Pose& pose, VoxelWindow<float> window) const override {
    ShellRasterizer::each(pose, window, [&](Vec3 p, float& v) { v += is_in(s, p) ? 10.0F : 0.0F; });
  }
  void exclude(const Shape& s, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    ShellRasterizer::each(pose, window,
                          [&](Vec3 p, std::uint8_t& v) { v = static_cast<std::uint8_t>(v | is_in(s, p)); });
  }
};

/// Puts units upright on the surfaces of the entry "shell", embedded as far as `reach_A`.
struct OnShells final : TransformGenerator {
  explicit OnShells(double reach) : reach_A(reach) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    const auto surfaces = scene.surfaces("shell");
    if (surfaces.empty()) return std::nullopt;
    const PlacedSurface& placed = surfaces[random.index(surfaces.size)];
    const SurfacePoint point = placed.surface->sample(random);
    Proposal proposal;
    proposal.pose.rotation = rotation_between(unit.anchor->axis, point.normal);
    proposal.pose.position_A = point.position_A - rotate(proposal.pose.rotation, unit.anchor->point_A);
    proposal.parent = placed.instance;
    proposal.embedding = {point.position_A, point.normal, reach_A};
    return proposal;
  }
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
    return std::nullopt;
  }
  Span<const std::string> attaches_to() const override { return view(names); }
  double reach_A;
  std::vector<std::string> names{"shell"};
};

}  // namespace cryocosm::test
