// membranes.mesh: closed forms and VTK's own distance, all formats, and exact texts for bad meshes.
#include <unistd.h>
#include <vtkCellArray.h>
#include <vtkImplicitPolyDataDistance.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

#include <filesystem>
#include <fstream>

#include "given_tools.hpp"
#include "icosphere.hpp"
#include "mesh_field.hpp"
#include "mesh_file.hpp"
#include "mesh_membrane.hpp"
#include "self_intersection.hpp"

namespace cryocosm::membranes::test {
namespace {

using Texts = std::pair<std::string, std::string>;

/// Files of one test; names are relative, so that messages are the same everywhere.
class Folder {
 public:
  Folder() : old_(std::filesystem::current_path()) {
    std::string name = std::filesystem::temp_directory_path() / "mesh_test_XXXXXX";
    path_ = mkdtemp(name.data());
    std::filesystem::current_path(path_);
  }
  ~Folder() {
    std::filesystem::current_path(old_);
    std::filesystem::remove_all(path_);
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(name) << text; }

 private:
  std::filesystem::path old_, path_;
};

std::string text_of(Vec3 p) {
  return std::to_string(p.x) + " " + std::to_string(p.y) + " " + std::to_string(p.z);
}

std::string stl(const Mesh& mesh) {
  std::string text = "solid test\n";
  for (const Triangle t : mesh.triangles) {
    text += "facet normal 0 0 0\nouter loop\n";
    for (const std::uint32_t corner : {t.a, t.b, t.c})
      text += "vertex " + text_of(mesh.points[corner]) + "\n";
    text += "endloop\nendfacet\n";
  }
  return text + "endsolid test\n";
}

std::string ply(const Mesh& mesh) {
  std::string text = "ply\nformat ascii 1.0\nelement vertex " + std::to_string(mesh.points.size()) +
                     "\nproperty float x\nproperty float y\nproperty float z\nelement face " +
                     std::to_string(mesh.triangles.size()) +
                     "\nproperty list uchar int vertex_indices\nend_header\n";
  for (const Vec3 p : mesh.points) text += text_of(p) + "\n";
  for (const Triangle t : mesh.triangles)
    text += "3 " + std::to_string(t.a) + " " + std::to_string(t.b) + " " + std::to_string(t.c) + "\n";
  return text;
}

std::string obj(const Mesh& mesh) {
  std::string text;
  for (const Vec3 p : mesh.points) text += "v " + text_of(p) + "\n";
  for (const Triangle t : mesh.triangles)
    text +=
        "f " + std::to_string(t.a + 1) + " " + std::to_string(t.b + 1) + " " + std::to_string(t.c + 1) + "\n";
  return text;
}

std::string vtk(const Mesh& mesh) {
  std::string text = "# vtk DataFile Version 3.0\ntest\nASCII\nDATASET POLYDATA\nPOINTS " +
                     std::to_string(mesh.points.size()) + " float\n";
  for (const Vec3 p : mesh.points) text += text_of(p) + "\n";
  text += "POLYGONS " + std::to_string(mesh.triangles.size()) + " " +
          std::to_string(4 * mesh.triangles.size()) + "\n";
  for (const Triangle t : mesh.triangles)
    text += "3 " + std::to_string(t.a) + " " + std::to_string(t.b) + " " + std::to_string(t.c) + "\n";
  return text;
}

Mesh moved(Mesh mesh, double scale, Vec3 centre) {
  for (Vec3& p : mesh.points) p = scale * p + centre;
  return mesh;
}

/// A cube of 12 triangles around the origin.
Mesh cube(double half) {
  Mesh mesh;
  for (int i = 0; i < 8; ++i)
    mesh.points.push_back(half * Vec3{i & 1 ? 1.0 : -1.0, i & 2 ? 1.0 : -1.0, i & 4 ? 1.0 : -1.0});
  for (const auto& [a, b, c, d] : {std::array<std::uint32_t, 4>{0, 4, 6, 2},
                                   {1, 3, 7, 5},
                                   {0, 1, 5, 4},
                                   {2, 6, 7, 3},
                                   {0, 2, 3, 1},
                                   {4, 5, 7, 6}}) {
    mesh.triangles.push_back({a, b, c});
    mesh.triangles.push_back({a, c, d});
  }
  return mesh;
}

Mesh joined(const Mesh& a, const Mesh& b) {
  Mesh both = a;
  const auto first = static_cast<std::uint32_t>(a.points.size());
  both.points.insert(both.points.end(), b.points.begin(), b.points.end());
  for (const Triangle t : b.triangles) both.triangles.push_back({t.a + first, t.b + first, t.c + first});
  return both;
}

MeshParams params_of(const std::string& file) {
  MeshParams params = with_wall(MeshParams{}, 35, 4);
  params.file.path = file;
  return params;
}

Texts refused(const Folder& folder, const std::string& name, const std::string& text) {
  folder.write(name, text);
  LoggedBuild build(10);
  return refusal([&] { MeshMembrane(params_of(name), build); });
}

TEST(MeshMembrane, OfASphereIsOneInEveryFormat) {
  const Folder folder;
  const Vec3 centre{400, 300, 200};
  const Mesh ball = moved(icosphere(6000), 150, centre);
  folder.write("ball.stl", stl(ball));
  folder.write("ball.ply", ply(ball));
  folder.write("ball.obj", obj(ball));
  folder.write("ball.VTK", vtk(ball));
  for (const char* const name : {"ball.stl", "ball.ply", "ball.obj", "ball.VTK"}) {
    SCOPED_TRACE(name);
    LoggedBuild build(8);
    const MeshMembrane membrane(params_of(name), build);
    EXPECT_EQ(build.lines, std::vector<std::string>{});
    const Drawn vesicle = drawn_from(membrane);
    Random random(1);
    const auto unit = vesicle.structure->unit(0, random);
    EXPECT_LT(norm(unit->anchor->point_A + centre), 0.1);
    EXPECT_LT(vesicle.field->radius_A(), 150 + 35 / 2.0 + 4 * 5 + 10);
    const auto surface = vesicle.structure->surface(0, {{}, {10, 20, 30}});
    EXPECT_NEAR(surface->area_A2() / (4 * k_pi * 150 * 150), 1, 0.01);
    EXPECT_NEAR(mesh_of(*surface, 1'000'000).volume / (4 * k_pi / 3 * 150 * 150 * 150), 1, 0.01);
    double worst = 0;
    for (int i = 0; i < 300; ++i) {
      const SurfacePoint p = surface->sample(random);
      const Vec3 out = normalized(p.position_A - Vec3{10, 20, 30});
      EXPECT_NEAR(norm(p.position_A - Vec3{10, 20, 30}), 150, 0.7);
      EXPECT_GT(dot(p.normal, out), std::cos(k_pi / 180));
      const Curvatures c = surface->curvatures(p);
      worst = std::max(worst, std::abs(150 * (c.greater_per_A + c.smaller_per_A) / 2 - 1));
      const double depth = random.uniform(-30, 30);
      EXPECT_NEAR(distance_A(*vesicle.field, to_unit({{}, {10, 20, 30}}, p.position_A + depth * p.normal)),
                  depth, 0.7);
    }
    // facets of 12 Å on steps of 8 Å: edges and flats are both seen
    EXPECT_LT(worst, 0.5);
  }
}

TEST(MeshMembrane, TakesNanometresAndFactors) {
  const Folder folder;
  folder.write("ball.stl", stl(moved(icosphere(6000), 7.5, {})));
  MeshParams params = params_of("ball.stl");
  params.unit = "nm";
  params.scale = 2;
  LoggedBuild build(8);
  const auto surface = drawn_from(MeshMembrane(params, build)).structure->surface(0, {});
  EXPECT_NEAR(surface->area_A2() / (4 * k_pi * 150 * 150), 1, 0.01);
}

TEST(MeshMembrane, SmoothingKeepsTheVolume) {
  const Folder folder;
  folder.write("cube.ply", ply(cube(150)));
  MeshParams params = params_of("cube.ply");
  LoggedBuild sharp(8);
  EXPECT_NEAR(
      mesh_of(*drawn_from(MeshMembrane(params, sharp)).structure->surface(0, {}), 1'000'000).volume / 27e6, 1,
      0.005);
  ASSERT_EQ(sharp.lines.size(), 1U) << "edges are sharper than any wall";
  params.smoothing_A = 40;
  LoggedBuild smooth(8);
  const auto surface = drawn_from(MeshMembrane(params, smooth)).structure->surface(0, {});
  EXPECT_NEAR(mesh_of(*surface, 1'000'000).volume / 27e6, 1, 0.005);
  EXPECT_LT(surface->area_A2(), 6 * 300 * 300 * 0.97);
}

TEST(MeshField, IsTheDistanceThatVtkHas) {
  const Mesh mesh = joined(cube(60), moved(icosphere(400), 40, {150, 20, 0}));
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  for (const Vec3 p : mesh.points) points->InsertNextPoint(p.x, p.y, p.z);
  vtkNew<vtkCellArray> cells;
  for (const Triangle t : mesh.triangles) {
    const vtkIdType corners[] = {t.a, t.b, t.c};
    cells->InsertNextCell(3, corners);
  }
  vtkNew<vtkPolyData> data;
  data->SetPoints(points);
  data->SetPolys(cells);
  vtkNew<vtkImplicitPolyDataDistance> theirs;
  theirs->SetInput(data);
  const ClosedMesh closed = closed_mesh(mesh, "both");
  const TriangleTree tree(closed.mesh);
  const SampledField field = mesh_field(closed, tree, {7, 60, 30}, serial);
  EXPECT_FALSE(is_open(field));
  const Index3 n = field.lattice.size;
  std::size_t compared = 0;
  for (std::int64_t k = 0; k < n.z; k += 2)
    for (std::int64_t j = 0; j < n.y; j += 2)
      for (std::int64_t i = 0; i < n.x; i += 2) {
        const Vec3 p = field.lattice.point(i, j, k);
        const double own = static_cast<double>(field.values[field.lattice.index(i, j, k)]);
        const double vtk = theirs->EvaluateFunction(p.x, p.y, p.z);
        EXPECT_EQ(own < 0, vtk < 0);
        EXPECT_NEAR(own, std::clamp(vtk, -30.0, 30.0), 1e-4);
        ++compared;
      }
  EXPECT_GT(compared, 3000U);
}

TEST(MeshMembrane, RefusesOpenAndTangledMeshes) {
  const Folder folder;
  Mesh open = cube(100);
  open.triangles.pop_back();
  EXPECT_EQ(refused(folder, "open.ply", ply(open)),
            Texts("'open.ply' is not closed: 3 edges belong to one triangle only, such as that from "
                  "(-100, -100, 100) to (-100, 100, 100) A",
                  "close its holes with a mesh program, so that it encloses something"));
  Mesh twisted = cube(100);
  std::swap(twisted.triangles[3].b, twisted.triangles[3].c);
  const Texts twist = refused(folder, "twisted.obj", obj(twisted));
  EXPECT_EQ(
      twist.first,
      "the triangles of 'twisted.obj' do not agree on which side is outside: at 3 edges two face opposite "
      "ways, such as that from (100, -100, -100) to (100, -100, 100) A");
  EXPECT_EQ(twist.second, "orient its faces coherently with a mesh program");
  const Texts crowded =
      refused(folder, "crowded.stl", stl(joined(cube(100), moved(cube(100), 1, {200, 200, 0}))));
  EXPECT_EQ(crowded.first,
            "more than two triangles of 'crowded.stl' meet at 1 edge, such as that from (100, 100, -100) to "
            "(100, 100, 100) A");
  EXPECT_EQ(crowded.second, "part the bodies that touch there, or take away what is there twice");
}

TEST(MeshMembrane, RefusesMeshesThatIntersectThemselves) {
  const Folder folder;
  const Texts crossed =
      refused(folder, "crossed.stl", stl(joined(cube(100), moved(cube(60), 1, {90, 10, 20}))));
  EXPECT_EQ(crossed.first.substr(0, 34), "'crossed.stl' intersects itself: 2");
  EXPECT_NE(crossed.first.find(" triangles pass through others, the first near (100, "), std::string::npos)
      << crossed.first;
  EXPECT_EQ(crossed.second,
            "repair it with a mesh program, or give membranes.segmentation a volume of what it encloses");
  // one corner pulled through the opposite face
  Mesh pulled = cube(100);
  pulled.points[0] = {20, 30, 150};
  EXPECT_NE(refused(folder, "pulled.ply", ply(pulled)).first.find("'pulled.ply' intersects itself: "),
            std::string::npos);
}

TEST(SelfIntersection, IsNotSeenInNestedAndTouchingMeshes) {
  const auto count = [](const Mesh& mesh) {
    return self_intersection(mesh, TriangleTree(mesh), serial).triangles;
  };
  EXPECT_EQ(count(cube(100)), 0U);
  EXPECT_EQ(count(icosphere(6000)), 0U);
  EXPECT_EQ(count(joined(cube(100), cube(50))), 0U);
  EXPECT_EQ(count(joined(cube(100), moved(cube(100), 1, {200.001, 0, 0}))), 0U);
  EXPECT_GT(count(joined(cube(100), moved(cube(100), 1, {199, 3, 5}))), 0U);
  Random random(1);
  for (int i = 0; i < 50; ++i) {
    // two balls: whether they meet is known
    const double way = random.uniform(100, 230);
    const Mesh both =
        joined(moved(icosphere(400), 100, {}), moved(icosphere(400), 60, way * random_direction(random)));
    if (way > 161) {
      EXPECT_EQ(count(both), 0U) << way;
    }
    if (way < 155) {
      EXPECT_GT(count(both), 0U) << way;
    }
  }
}

TEST(MeshMembrane, RefusesWhatIsTooSmall) {
  const Folder folder;
  EXPECT_EQ(refused(folder, "tiny.ply", ply(cube(1))),
            Texts("what 'tiny.ply' encloses is too small for a lattice of 10 A: no point of it lies inside",
                  "check its unit and its scale, or choose smaller voxels"));
}

TEST(MeshMembrane, SaysWhatItRepairs) {
  const Folder folder;
  Mesh inward = cube(150);
  for (Triangle& t : inward.triangles) std::swap(t.a, t.b);
  inward.triangles.push_back({0, 1, 1});
  folder.write("inward.stl", stl(inward));
  MeshParams params = params_of("inward.stl");
  params.smoothing_A = 50;
  LoggedBuild build(10);
  const MeshMembrane membrane(params, build);
  ASSERT_GE(build.lines.size(), 2U);
  EXPECT_EQ(build.lines[0], "'inward.stl': 1 triangles with two corners at one place are left out");
  EXPECT_EQ(build.lines[1], "'inward.stl': its triangles face inwards and are turned around");
  EXPECT_GT(mesh_of(*drawn_from(membrane).structure->surface(0, {}), 1000).volume, 0);
}

TEST(MeshMembrane, RefusesFilesThatHoldNoMesh) {
  const Folder folder;
  LoggedBuild build(10);
  const auto text = [&](const char* name) { return refusal([&] { MeshMembrane(params_of(name), build); }); };
  EXPECT_EQ(text("missing.stl"), Texts("'missing.stl' cannot be read: No such file or directory",
                                       "check the path and its permissions"));
  folder.write("empty.stl", "");
  EXPECT_EQ(text("empty.stl"), Texts("'empty.stl' is an empty file", "write the mesh again"));
  folder.write("mesh.step", "x");
  EXPECT_EQ(text("mesh.step"), Texts("the suffix of 'mesh.step' names no mesh format",
                                     "known are .stl, .ply, .obj, .vtk and .vtp"));
  folder.write("points.obj", "v 1 2 3\nv 2 3 4\n");
  EXPECT_EQ(text("points.obj"),
            Texts("'points.obj' holds no triangles", "write the surface, not its points or lines alone"));
  folder.write("damaged.vtk", "no mesh at all\n");
  EXPECT_EQ(text("damaged.vtk"), Texts("'damaged.vtk' is not the mesh that its suffix says, or is damaged",
                                       "open it with a mesh program and write it again"));
  Mesh broken = cube(100);
  broken.points[5].y = std::nan("");
  folder.write("nan.obj", obj(broken));
  EXPECT_EQ(text("nan.obj"),
            Texts("line 6 of 'nan.obj' has not three finite coordinates", "find out which program wrote it"));
  folder.write("nan.ply", ply(broken));
  EXPECT_EQ(text("nan.ply"), Texts("point 5 of 'nan.ply' has a coordinate that is not finite",
                                   "find out which program wrote it"));
  folder.write("nan.vtk", vtk(broken));
  EXPECT_EQ(text("nan.vtk").first, "'nan.vtk' is not the mesh that its suffix says, or is damaged");
}

}  // namespace
}  // namespace cryocosm::membranes::test
