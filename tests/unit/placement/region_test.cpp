// Regions, each kind against voxel by voxel; masks and what is wrong with them.
#include "placement/region.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>

namespace cryocosm {
namespace {

constexpr GridSpec k_grid{{70, 45, 40}, 10};  // rows that do not end at a word

/// Volumes that are only in memory.
struct FakeVolumes final : Volumes {
  Volume read(const std::string& path) const override {
    ++reads;
    const auto found = files.find(path);
    if (found == files.end())
      throw FileError(Code::file_truncated, "'" + path + "' ends too early", "Copy it again.");
    return found->second;
  }
  void write(const std::string&, const VolumeView&) const override {}
  std::map<std::string, Volume> files;
  mutable int reads = 0;
};

Volume volume_of(const GridSpec& grid, const std::function<float(Index3)>& value) {
  Volume volume{grid, {}};
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x) volume.voxels.push_back(value({x, y, z}));
  return volume;
}

Vec3 centre_of(Index3 v, const GridSpec& grid = k_grid) {
  return grid.voxel_A * Vec3{static_cast<double>(v.x), static_cast<double>(v.y), static_cast<double>(v.z)};
}

/// Compares each voxel with `belongs` and returns how many do.
std::size_t expect_exactly(const VoxelBits& bits, const std::function<bool(Index3)>& belongs) {
  std::size_t count = 0, wrong = 0;
  for (std::int64_t z = 0; z < bits.size().z; ++z)
    for (std::int64_t y = 0; y < bits.size().y; ++y)
      for (std::int64_t x = 0; x < bits.size().x; ++x) {
        const Index3 v{x, y, z};
        count += belongs(v);
        wrong += bits.test(v) != belongs(v);
      }
  EXPECT_EQ(wrong, 0U);
  EXPECT_EQ(bits.count(), count);  // nothing beyond the ends of rows either
  return count;
}

/// A closed surface that says no more than what it encloses.
class TestSurface : public Surface {
 public:
  explicit TestSurface(std::function<bool(Vec3)> inside) : inside_(std::move(inside)) {}
  double area_A2() const override { return 1; }
  SurfacePoint sample(Random&) const override { return {}; }
  SurfacePoint nearest(Vec3) const override { return {}; }
  bool encloses(Vec3 p) const override { return inside_(p); }
  std::optional<SurfacePoint> on_sphere(Vec3, double, Random&) const override { return {}; }
  void mesh(std::size_t, std::vector<Vec3>&, std::vector<Triangle>&) const override {}

 private:
  std::function<bool(Vec3)> inside_;
};

std::function<bool(Vec3)> ball(Vec3 centre_A, double radius_A) {
  return [=](Vec3 p) { return norm(p - centre_A) < radius_A; };
}
/// A ring about the z axis of `pose`: neither convex nor simply connected.
std::function<bool(Vec3)> torus(const Pose& pose, double ring_A, double tube_A) {
  return [=](Vec3 p) {
    const Vec3 q = to_unit(pose, p);
    return std::hypot(std::hypot(q.x, q.y) - ring_A, q.z) < tube_A;
  };
}

class Region : public ::testing::Test {
 protected:
  /// Starts an entry; what place() places belongs to it.
  void begin(const std::string& name) {
    Scene::Placed placed;
    placed.name = name;
    placed.first_unit = placed.unit_end = scene.ledger.units.size();
    scene.entries.push_back(std::move(placed));
  }
  void place(const Pose& pose, double radius_A, std::function<bool(Vec3)> inside) {
    shapes.push_back(std::make_unique<SphereSet>(std::vector<SphereSet::Ball>{{{}, radius_A, 1}}, 0.001));
    Chain chain;
    scene.ledger.chains.push_back(std::move(chain));
    PlacedUnit unit;
    unit.shape = shapes.back().get();
    unit.pose = pose;
    unit.chain = static_cast<std::uint32_t>(scene.ledger.chains.size());
    unit.instance = static_cast<std::uint32_t>(scene.ledger.units.size() + 1);
    scene.ledger.units.push_back(unit);
    Scene::Placed& placed = scene.entries.back();
    placed.unit_end = scene.ledger.units.size();
    scene.ledger.surfaces.push_back(inside ? std::make_unique<TestSurface>(std::move(inside)) : nullptr);
    if (const Surface* surface = scene.ledger.surfaces.back().get())
      placed.surfaces.push_back({surface, unit.instance, surface->area_A2()});
  }
  void place_ball(Vec3 centre_A, double radius_A) {
    place({{}, centre_A}, radius_A, ball(centre_A, radius_A));
  }

  StructureEntry entry;
  Scene scene{k_grid};
  std::vector<std::unique_ptr<Shape>> shapes;
};

TEST_F(Region, WithoutConditionsItIsTheVolumeOfInterest) {
  VoxelBits interest(k_grid.size);
  interest.set({3, 4, 5});
  interest.set({69, 44, 39});
  expect_exactly(region_of(entry, Scene(k_grid, interest)), [&](Index3 v) { return interest.test(v); });
}

TEST_F(Region, InsideIsWhatSomeSurfaceEncloses) {
  const Pose tilted{normalized(Quaternion{0.8, 0.3, -0.4, 0.2}), {420, 200, 210}};
  begin("bags");
  place_ball({100, 100, 100}, 87);
  place_ball({160, 120, 110}, 60);   // overlaps the first
  place_ball({690, 440, 390}, 95);   // sticks out at a corner
  place_ball({-300, 100, 100}, 90);  // lies outside altogether
  place_ball({304, 306, 51}, 4);     // encloses no voxel's centre, although one is near
  begin("rings");
  place(tilted, 190, torus(tilted, 130, 59));
  const auto in_bags = [&](Index3 v) {
    const Vec3 p = centre_of(v);
    return ball({100, 100, 100}, 87)(p) || ball({160, 120, 110}, 60)(p) || ball({690, 440, 390}, 95)(p);
  };
  const auto in_rings = [&](Index3 v) { return torus(tilted, 130, 59)(centre_of(v)); };

  entry.region.inside = {"bags"};
  EXPECT_GT(expect_exactly(region_of(entry, scene), in_bags), 3000U);
  entry.region.inside = {"rings"};
  EXPECT_GT(expect_exactly(region_of(entry, scene), in_rings), 5000U);
  entry.region.inside = {"bags", "rings"};
  expect_exactly(region_of(entry, scene), [&](Index3 v) { return in_bags(v) || in_rings(v); });
  entry.region.inside = {"bags"};
  entry.region.outside = {"rings"};
  expect_exactly(region_of(entry, scene), [&](Index3 v) { return in_bags(v) && !in_rings(v); });
  entry.region.inside = {};
  entry.region.outside = {"rings", "bags"};
  expect_exactly(region_of(entry, scene), [&](Index3 v) { return !in_bags(v) && !in_rings(v); });
}

TEST_F(Region, SurfacesThatJustReachCentresLoseNone) {
  // the ball's face goes through voxel centres: rounding must not cut a row short
  const auto inside = [](Vec3 p) { return norm(p - Vec3{200, 200, 200}) <= 50; };
  begin("bag");
  place({{}, {200, 200, 200}}, 50, inside);
  entry.region.inside = {"bag"};
  EXPECT_EQ(expect_exactly(region_of(entry, scene), [&](Index3 v) { return inside(centre_of(v)); }), 515U);
}

TEST_F(Region, InsideAndOutsideShareNothingAndLeaveNothingOut) {
  VoxelBits interest(k_grid.size);
  for (std::int64_t z = 4; z < 36; ++z)
    for (std::int64_t y = 4; y < 41; ++y)
      for (std::int64_t x = 4; x < 66; ++x) interest.set({x, y, z});
  Scene limited(k_grid, interest);
  std::swap(scene, limited);
  begin("bags");
  place_ball({100, 100, 100}, 87);
  place_ball({400, 300, 390}, 150);
  StructureEntry lumen, cytosol;
  lumen.region.inside = {"bags"};
  cytosol.region.outside = {"bags"};
  const VoxelBits in = region_of(lumen, scene), out = region_of(cytosol, scene);
  EXPECT_GT(in.count(), 0U);
  EXPECT_GT(out.count(), 0U);
  EXPECT_EQ(in.count() + out.count(), interest.count());
  VoxelBits both = in;
  both.intersect(out);
  EXPECT_EQ(both.count(), 0U);
  VoxelBits either = in;
  either.unite(out);
  expect_exactly(either, [&](Index3 v) { return interest.test(v); });
}

TEST_F(Region, SlabsAndBoxesHoldTheCentresBetweenTheirFaces) {
  entry.region.slab = {100, 30};
  // the volume's middle is at 195 A, the slab's at 225
  EXPECT_EQ(expect_exactly(region_of(entry, scene), [](Index3 v) { return v.z >= 18 && v.z < 28; }),
            70U * 45 * 10);
  entry.region.slab = {};
  entry.region.box_A = Box{{95, 0, 200}, {640, 31, 1e9}};
  const auto in_box = [](Index3 v) { return v.x >= 10 && v.x < 64 && v.y < 4 && v.z >= 20; };
  expect_exactly(region_of(entry, scene), in_box);
  for (std::int64_t first = 0; first < 70; first += 3)
    for (const std::int64_t end : {first + 1, first + 13, std::int64_t{64}, std::int64_t{70}}) {
      if (end <= first || end > 70) continue;
      entry.region.box_A =
          Box{{10.0 * static_cast<double>(first), 0, 0}, {10.0 * static_cast<double>(end), 10, 10}};
      expect_exactly(region_of(entry, scene),
                     [&](Index3 v) { return v.x >= first && v.x < end && v.y == 0 && v.z == 0; });
    }
}

TEST_F(Region, SeveralConditionsMeanWhatAllAllow) {
  begin("bags");
  place_ball({300, 200, 200}, 180);
  place_ball({200, 200, 200}, 60);
  begin("cores");
  place_ball({330, 210, 200}, 70);
  VoxelBits mask(k_grid.size);
  for (std::int64_t z = 0; z < 40; ++z)
    for (std::int64_t y = 0; y < 45; ++y)
      for (std::int64_t x = 0; x < 70; ++x)
        if ((x + y + z) % 3 != 0) mask.set({x, y, z});
  entry.region.inside = {"bags"};
  entry.region.outside = {"cores"};
  entry.region.mask.file = "mask.mrc";
  entry.region.mask.voxels = std::make_shared<const VoxelBits>(mask);
  entry.region.slab = {200, 0};
  entry.region.box_A = Box{{0, 0, 0}, {350, 1000, 1000}};
  const std::size_t count = expect_exactly(region_of(entry, scene), [&](Index3 v) {
    const Vec3 p = centre_of(v);
    return (ball({300, 200, 200}, 180)(p) || ball({200, 200, 200}, 60)(p)) && !ball({330, 210, 200}, 70)(p) &&
           (v.x + v.y + v.z) % 3 != 0 && v.z >= 10 && v.z < 30 && v.x < 35;
  });
  EXPECT_GT(count, 1000U);
}

TEST_F(Region, AnEmptyOneSaysWhy) {
  begin("nothing");
  begin("rods");
  place({{}, {100, 100, 100}}, 50, {});
  begin("bag");
  place_ball({100, 100, 100}, 50);

  entry.region.inside = {"nothing"};
  EXPECT_EQ(region_of(entry, scene).count(), 0U);
  EXPECT_EQ(why_empty(entry, scene), "nothing can lie inside 'nothing': none of it has been placed");
  entry.region.inside = {"rods"};
  EXPECT_EQ(region_of(entry, scene).count(), 0U);
  EXPECT_EQ(why_empty(entry, scene), "nothing can lie inside 'rods': its structures have no closed surface");
  entry.region.inside = {"bag"};
  entry.region.box_A = Box{{400, 0, 0}, {700, 450, 400}};
  EXPECT_EQ(region_of(entry, scene).count(), 0U);
  EXPECT_EQ(why_empty(entry, scene), "no voxel of the volume of interest satisfies all of its region's keys");
  entry.region = {};
  EXPECT_EQ(why_empty(entry, scene), "the volume of interest has no voxels");

  // outside of what is not there is everywhere
  entry.region.outside = {"nothing", "rods"};
  EXPECT_EQ(region_of(entry, scene).count(), k_grid.count());
}

class Interest : public ::testing::Test {
 protected:
  Interest() {
    spec.grid = k_grid;
    volumes.files["even.mrc"] = volume_of(k_grid, [](Index3 v) { return v.x % 2 == 0 ? 0.25F : -1.0F; });
    volumes.files["empty.mrc"] = volume_of(k_grid, [](Index3 v) { return v.x % 2 == 0 ? 0.0F : -1.0F; });
    volumes.files["small.mrc"] = volume_of({{70, 45, 39}, 10}, [](Index3) { return 1.0F; });
    volumes.files["fine.mrc"] = volume_of({k_grid.size, 10.002}, [](Index3) { return 1.0F; });
    volumes.files["float.mrc"] = volume_of({k_grid.size, 10.000001F}, [](Index3) { return 1.0F; });
  }
  static Mask mask(const std::string& file, int line, const std::string& path) {
    return {file, {"p.json", line, 7}, path, nullptr};
  }
  PipelineSpec spec;
  FakeVolumes volumes;
};

TEST_F(Interest, IsWhatMarginSlabAndMaskLeave) {
  EXPECT_EQ(volume_of_interest(spec, volumes).count(), k_grid.count());
  spec.margin_A = 25;  // reaches into the third voxel
  const auto within = [](Index3 v) {
    return v.x >= 3 && v.x < 67 && v.y >= 3 && v.y < 42 && v.z >= 3 && v.z < 37;
  };
  expect_exactly(volume_of_interest(spec, volumes), within);
  spec.slab = {100, 150};  // reaches beyond the margin
  const auto in_slab = [&](Index3 v) { return within(v) && v.z >= 30; };
  expect_exactly(volume_of_interest(spec, volumes), in_slab);
  spec.mask = mask("even.mrc", 1, "volume.mask");
  expect_exactly(volume_of_interest(spec, volumes), [&](Index3 v) { return in_slab(v) && v.x % 2 == 0; });
  EXPECT_EQ(volumes.reads, 1);
  EXPECT_TRUE(load_regions(spec, volumes).empty());
  expect_exactly(volume_of_interest(spec, volumes), [&](Index3 v) { return in_slab(v) && v.x % 2 == 0; });
  EXPECT_EQ(volumes.reads, 2);  // not once more
}

TEST_F(Interest, EveryFileIsReadOnce) {
  spec.structures.resize(3);
  spec.mask = mask("even.mrc", 1, "volume.mask");
  spec.structures[0].region.mask = mask("even.mrc", 2, "structures[0].region.mask");
  spec.structures[2].region.mask = mask("float.mrc", 3, "structures[2].region.mask");
  EXPECT_TRUE(load_regions(spec, volumes).empty());
  EXPECT_EQ(volumes.reads, 2);
  EXPECT_EQ(spec.mask.voxels, spec.structures[0].region.mask.voxels);
  EXPECT_EQ(spec.structures[1].region.mask.voxels, nullptr);
  ASSERT_NE(spec.structures[2].region.mask.voxels, nullptr);
  EXPECT_EQ(spec.structures[2].region.mask.voxels->count(), k_grid.count());
}

TEST_F(Interest, MasksThatDoNotFitAreRefusedAtTheirPlaces) {
  spec.structures.resize(3);
  spec.mask = mask("small.mrc", 1, "volume.mask");
  spec.structures[0].region.mask = mask("fine.mrc", 2, "structures[0].region.mask");
  spec.structures[1].region.mask = mask("empty.mrc", 3, "structures[1].region.mask");
  spec.structures[2].region.mask = mask("torn.mrc", 4, "structures[2].region.mask");
  EXPECT_EQ(
      to_text(load_regions(spec, volumes)),
      "p.json:1:7: error CC5006: volume.mask: the mask 'small.mrc' has 70 x 45 x 39 voxels, the volume 70 x "
      "45 x 40\n"
      "  a mask says of each voxel of the volume whether it belongs: make one of the volume's size\n"
      "p.json:2:7: error CC5002: structures[0].region.mask: the mask 'fine.mrc' has voxels of 10.002 A, the "
      "volume of 10 A\n"
      "  set the volume's voxel size to the mask's, or correct the mask's header\n"
      "p.json:3:7: error CC5001: structures[1].region.mask: the mask 'empty.mrc' is empty: none of its "
      "voxels "
      "is above 0\n"
      "  voxels above 0 belong to the mask, all others do not\n"
      "p.json:4:7: error CC6003: structures[2].region.mask: 'torn.mrc' ends too early\n"
      "  Copy it again.\n"
      "4 errors, nothing was run");
  EXPECT_EQ(spec.mask.voxels, nullptr);
  try {
    volume_of_interest(spec, volumes);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), Code::wrong_size);
  }
}

}  // namespace
}  // namespace cryocosm
