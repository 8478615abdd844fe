// Unit tests of obj_exporter.meshes on a run of two classes and three units.
#include "meshes.hpp"

#include "bodies.hpp"
#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

/// A tetrahedron for a surface; only its mesh is asked for.
class Tetrahedron final : public Surface {
 public:
  double area_A2() const override { return 0; }
  SurfacePoint sample(Random&) const override { return {}; }
  SurfacePoint nearest(Vec3) const override { return {}; }
  bool encloses(Vec3) const override { return false; }
  std::optional<SurfacePoint> on_sphere(Vec3, double, Random&) const override { return {}; }
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override {
    asked_for = max_triangles;
    points = {{0, 0, 0}, {60, 0, 0}, {0, 60, 0}, {0, 0, 60}};
    triangles = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};
  }
  mutable std::size_t asked_for = 0;
};

/// A vesicle with a surface, a protein and another that owns one voxel.
class SmallRun final : public FinishedRun {
 public:
  SmallRun() : labels_(2), units_(3) {
    labels_[0] = {1, 0, "vesicle", "membranes.sphere"};
    labels_[1] = {2, 1, "protein", "macromolecules.beads"};
    for (std::uint32_t i = 0; i < 3; ++i) {
      units_[i].instance = i + 1;
      units_[i].label = i == 0 ? 1 : 2;
    }
    bodies_.add_ball({8, 8, 8}, 5, 1);
    bodies_.add_ball({18, 14, 15}, 3, 2);
    bodies_.at(20, 2, 2) = 3;
  }
  std::string_view name() const override { return "small"; }
  std::uint64_t seed() const override { return 1; }
  const GridSpec& grid() const override { return bodies_.grid; }
  const float* density() const override { return nullptr; }
  const std::uint16_t* labels() const override { return nullptr; }
  const std::uint32_t* instances() const override { return has_phantom ? bodies_.voxels.data() : nullptr; }
  Span<const PlacedUnit> units() const override { return view(units_); }
  Span<const ChainInfo> chains() const override { return {}; }
  const Surface* surface(const PlacedUnit& unit) const override {
    return unit.instance == 1 ? &surface_ : nullptr;
  }
  Span<const LabelInfo> label_table() const override { return view(labels_); }
  const Dataset* tilt_series() const override { return nullptr; }
  const Dataset* tomogram() const override { return nullptr; }
  void unit_mask(const PlacedUnit&, const GridSpec&, std::uint8_t*) const override {}

  bool has_phantom = true;
  const Tetrahedron& vesicle() const { return surface_; }

 private:
  Bodies bodies_;
  Tetrahedron surface_;
  std::vector<LabelInfo> labels_;
  std::vector<PlacedUnit> units_;
};

std::size_t lines_with(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) count += line.rfind(start, 0) == 0;
  return count;
}

void write(const MeshesParams& params, const FinishedRun& finished, TestFolder& folder) {
  cryocosm::testing::TestRun run;
  Meshes(params).write(finished, folder, run);
}

TEST(Meshes, EachInstanceIsAnObjectWithItsClassForMaterial) {
  TestFolder folder;
  const SmallRun finished;
  MeshesParams params;
  params.triangles = 123;
  write(params, finished, folder);
  const std::string text = folder.text("instances.obj");
  EXPECT_EQ(lines_with(text, "o "), 3U);
  EXPECT_NE(text.find("mtllib instances.mtl\no vesicle_1\nusemtl vesicle\nv 0 0 0\nv 60 0 0\n"),
            std::string::npos);
  EXPECT_NE(text.find("f 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\no protein_2\nusemtl protein\nv "),
            std::string::npos);
  EXPECT_NE(text.find("o protein_3\nusemtl protein\nv "), std::string::npos);
  EXPECT_EQ(lines_with(folder.text("instances.mtl"), "newmtl "), 2U);
  EXPECT_EQ(finished.vesicle().asked_for, 123U);
  EXPECT_EQ(folder.count(), 2U);
}

TEST(Meshes, FilesForClassesAndForInstances) {
  const SmallRun finished;
  MeshesParams params;
  params.name = "mesh";
  params.one_file_for = "class";
  TestFolder classes;
  write(params, finished, classes);
  EXPECT_EQ(classes.count(), 3U);
  EXPECT_EQ(lines_with(classes.text("mesh_vesicle.obj"), "o "), 1U);
  EXPECT_EQ(lines_with(classes.text("mesh_protein.obj"), "o protein_"), 2U);
  params.one_file_for = "instance";
  TestFolder instances;
  write(params, finished, instances);
  EXPECT_EQ(instances.count(), 4U);
  for (const char* file : {"mesh_vesicle_1.obj", "mesh_protein_2.obj", "mesh_protein_3.obj"}) {
    EXPECT_EQ(lines_with(instances.text(file), "o "), 1U) << file;
    EXPECT_EQ(lines_with(instances.text(file), "mtllib mesh.mtl"), 1U) << file;
  }
}

TEST(Meshes, VoxelsCanTakeTheSurfacesPlace) {
  TestFolder folder;
  const SmallRun finished;
  MeshesParams params;
  params.shape = "voxels";
  params.smoothing = 0;
  write(params, finished, folder);
  EXPECT_EQ(finished.vesicle().asked_for, 0U);
  EXPECT_EQ(folder.text("instances.obj").find("v 60 0 0\n"), std::string::npos);
}

TEST(Meshes, ARunWithoutAPhantomHasNone) {
  TestFolder folder;
  SmallRun finished;
  finished.has_phantom = false;
  write(MeshesParams{}, finished, folder);
  EXPECT_EQ(folder.count(), 0U);
}

TEST(Meshes, StopsWhenCancelled) {
  TestFolder folder;
  cryocosm::testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(Meshes(MeshesParams{}).write(SmallRun(), folder, run), Cancelled);
}

TEST(Meshes, APathIsNoName) {
  const Schema<MeshesParams> schema = Meshes::schema();
  for (const char* name : {"../mesh", "", ".mesh"}) {
    Value text;
    text.type = Value::Type::text;
    text.text = name;
    Value params;
    params.type = Value::Type::group;
    params.keys = {"name"};
    params.items = {text};
    EXPECT_EQ(schema.first_broken_rule(params), 0) << name;
  }
}

}  // namespace
}  // namespace obj_exporter
