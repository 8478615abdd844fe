// Unit tests of mitochondrion.rim_rows on a torus, whose outermost circle is known.
#include "rim_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/testing.hpp"

namespace mitochondrion {
namespace {

using namespace cryocosm;

constexpr double k_major_A = 1000, k_minor_A = 100;

/// The outer half of a torus around z, closed by a drum: a rim of radius 100 Å around a flat sac.
class SacSurface final : public Surface {
 public:
  double area_A2() const override { return 1; }
  SurfacePoint sample(Random& random) const override {
    const double around = random.uniform(0, 2 * k_pi);
    const double out = random.uniform(0.8, 1.2) * k_major_A;
    return nearest({out * std::cos(around), out * std::sin(around), random.uniform(-100, 100)});
  }
  SurfacePoint nearest(Vec3 p) const override {
    const double out = std::hypot(p.x, p.y), within = std::min(out, k_major_A);
    const Vec3 core = out > 0 ? Vec3{p.x / out * within, p.y / out * within, 0} : Vec3{};
    const Vec3 way = p - core;
    const Vec3 normal = norm(way) > 0 ? normalized(way) : Vec3{0, 0, 1};
    return {core + k_minor_A * normal, normal};
  }
  bool encloses(Vec3) const override { return false; }
  std::optional<SurfacePoint> on_sphere(Vec3, double, Random&) const override { return std::nullopt; }
  void mesh(std::size_t, std::vector<Vec3>&, std::vector<Triangle>&) const override {}
};

class SacScene final : public SceneView {
 public:
  explicit SacScene(const Surface& surface) : placed_{&surface, 7, 1} {}
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return 0; }
  bool is_free(Vec3) const override { return true; }
  std::optional<Pose> random_pose(const Unit&, Random&) const override { return std::nullopt; }
  Span<const PlacedUnit> units(std::string_view) const override { return {}; }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {&placed_, 1}; }

 private:
  GridSpec grid_{{400, 400, 400}, 10};
  PlacedSurface placed_;
};

TEST(RimRows, FollowTheApexAtTheirSpacingUpright) {
  const SacSurface surface;
  const SacScene scene(surface);
  const RimRows rows({"sac", "outward", 150, 0.5});
  Unit unit;
  unit.step.nearest_A = unit.step.farthest_A = 120;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const auto start = rows.first(scene, unit, random);
    ASSERT_TRUE(start);
    EXPECT_EQ(start->parent, 7U);
    std::vector<Pose> chain{start->pose};
    for (int i = 0; i < 8; ++i) {
      const auto next = rows.next(scene, {view(chain), 7}, unit, random);
      ASSERT_TRUE(next);
      EXPECT_NEAR(norm(next->pose.position_A - chain.back().position_A), 120, 1.2 + 1e-6);
      chain.push_back(next->pose);
    }
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const Vec3 p = chain[i].position_A, out{p.x / norm(p), p.y / norm(p), 0};
      // the bulge's ends are found to a step, a twelfth of its radius
      EXPECT_NEAR(p.z, 0, k_minor_A / 12);
      EXPECT_GT(dot(rotate(chain[i].rotation, {0, 0, 1}), out), std::cos(0.1));
      EXPECT_NEAR(rotate(chain[i].rotation, {0, 1, 0}).z, 0, 0.02);
      // straight on: never back to the unit before the last
      if (i > 1) {
        EXPECT_GT(norm(p - chain[i - 2].position_A), 230);
      }
    }
  }
}

TEST(RimRows, FindNothingWhereNothingBendsSharply) {
  const SacSurface surface;
  Random random(1);
  EXPECT_FALSE(RimRows({"sac", "outward", 80, 0.5}).first(SacScene(surface), Unit{}, random));
}

TEST(RimRows, KeepToTheirSide) {
  const SacSurface surface;
  Random random(1);
  EXPECT_FALSE(RimRows({"sac", "inward", 150, 0.5}).first(SacScene(surface), Unit{}, random));
}

}  // namespace
}  // namespace mitochondrion
