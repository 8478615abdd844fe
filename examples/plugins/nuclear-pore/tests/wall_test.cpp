// The rasterizer hands envelopes on, and refuses what draws no fields.
#include "wall.hpp"

#include <gtest/gtest.h>

#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"
#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{4, 4, 4}, 10};

/// Draws 1 everywhere.
class Everywhere final : public Rasterizer {
 public:
  explicit Everywhere(std::string_view kind) : kind_(kind) {}
  std::string_view kind() const override { return kind_; }
  void draw(const Shape&, const Pose&, VoxelWindow<float> window) const override { ++window.at(0, 0, 0); }
  void exclude(const Shape&, const Pose&, VoxelWindow<std::uint8_t> window) const override {
    window.at(1, 0, 0) = 1;
  }
  void parts(const Shape&, const Pose&, VoxelWindow<std::uint8_t> window) const override {
    window.at(2, 0, 0) = 7;
  }
  void probes(const Shape&, double, std::vector<Vec3>& points) const override { points.push_back({1, 2, 3}); }
  Ball inner_ball(const Shape&, double) const override { return {{3, 2, 1}, 5}; }

 private:
  std::string_view kind_;
};

/// A host with one component.
class HostOfOne final : public BuildContext {
 public:
  explicit HostOfOne(const Rasterizer* rasterizer) : rasterizer_(rasterizer) {}
  const GridSpec& grid() const override { return k_grid; }
  Volumes& volumes() override { return none_.volumes(); }
  Imaging& imaging() override { return none_.imaging(); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return false; }

 protected:
  const void* find_component(std::uint64_t) override { return rasterizer_; }

 private:
  const Rasterizer* rasterizer_;
  cryocosm::testing::TestBuild none_{k_grid};
};

TEST(Wall, HandsEnvelopesOn) {
  const Everywhere everywhere(ImplicitField::k_kind);
  HostOfOne host(&everywhere);
  const Wall wall(WallParams{}, host);
  EXPECT_EQ(wall.kind(), "nuclear_pore.envelope");
  const EnvelopeField envelope(seven_pores(), {}, 10);
  std::vector<float> density(k_grid.count());
  std::vector<std::uint8_t> taken(k_grid.count());
  std::vector<Vec3> points;
  wall.draw(envelope, {}, whole_window(density.data(), k_grid));
  wall.exclude(envelope, {}, whole_window(taken.data(), k_grid));
  wall.parts(envelope, {}, whole_window(taken.data(), k_grid));
  wall.probes(envelope, 10, points);
  EXPECT_EQ(density[0], 1);
  EXPECT_EQ(taken[1], 1);
  EXPECT_EQ(taken[2], 7);
  EXPECT_EQ(points.size(), 1U);
  EXPECT_EQ(wall.inner_ball(envelope, 10).radius_A, 5);
}

std::string refusal(const Rasterizer* rasterizer) {
  HostOfOne host(rasterizer);
  try {
    const Wall wall(WallParams{}, host);
  } catch (const DataError& error) {
    return error.message() + "; " + error.hint();
  }
  return {};
}

TEST(Wall, RefusesWhatDrawsNoFields) {
  const Everywhere spheres(SphereSet::k_kind);
  EXPECT_EQ(refusal(&spheres),
            "'membranes.bilayer' draws shapes of kind 'spheres', and an envelope is a field; use "
            "membranes.bilayer or another rasterizer of membranes");
  EXPECT_EQ(refusal(nullptr), "'as' names no component; see 'cryocosm list --point rasterizer'");
}

}  // namespace
}  // namespace nuclear_pore
