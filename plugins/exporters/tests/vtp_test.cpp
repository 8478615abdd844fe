// surfaces.vtp and centerlines.vtp, read back with VTK's own reader.
#include "vtp.hpp"

#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFeatureEdges.h>
#include <vtkMassProperties.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkXMLPolyDataReader.h>

#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"
#include "fake_run.hpp"
#include "unit_mesh.hpp"

namespace cryocosm::exporters {
namespace {

vtkSmartPointer<vtkPolyData> read(const TemporaryFolder& folder, const std::string& name) {
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName((folder.path() / name).c_str());
  reader->Update();
  return reader->GetOutput();
}

struct Exported {
  explicit Exported(const FinishedRun& finished, std::int64_t triangles = VtpParams{}.triangles) {
    VtpParams params;
    params.triangles = triangles;
    testing::TestRun run;
    VtpExporter(params).write(finished, folder, run);
    surfaces = read(folder, "surfaces.vtp");
    lines = read(folder, "centerlines.vtp");
  }
  TemporaryFolder folder;
  vtkSmartPointer<vtkPolyData> surfaces;
  vtkSmartPointer<vtkPolyData> lines;
};

vtkIdType open_edges(vtkPolyData* mesh) {
  vtkNew<vtkFeatureEdges> edges;
  edges->SetInputData(mesh);
  edges->FeatureEdgesOff();
  edges->ManifoldEdgesOff();
  edges->NonManifoldEdgesOn();
  edges->BoundaryEdgesOn();
  edges->Update();
  return edges->GetOutput()->GetNumberOfCells();
}

FakeRun empty_run(double voxel_A = 5) {
  FakeRun finished({{100, 100, 100}, voxel_A});
  finished.labels_info = {{1, 0, "ball", "a.b"}, {2, 1, "pair", "a.b"}};
  return finished;
}

TEST(Surfaces, OfABallAreClosedAndHaveItsArea) {
  FakeRun finished = empty_run();
  const double radius_A = 100, voxel_A = 5;
  const SphereSet ball({{{0, 0, 0}, radius_A, 1}}, 5);
  finished.add_chain(1, &ball, {{{}, {250, 250, 250}}});
  const Exported exported(finished);
  vtkPolyData* const mesh = exported.surfaces;
  ASSERT_GT(mesh->GetNumberOfPolys(), 1000);
  EXPECT_EQ(open_edges(mesh), 0);
  // a closed triangle mesh has 3/2 edges for each face; a sphere's Euler characteristic is 2
  EXPECT_EQ(mesh->GetNumberOfPoints() - mesh->GetNumberOfPolys() / 2, 2);
  // a voxel's centre tells in or out, so a digitised boundary is off by half a voxel's diagonal at most
  const double slack_A = std::sqrt(3.0) / 2 * voxel_A;
  for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
    double p[3];
    mesh->GetPoint(i, p);
    ASSERT_NEAR(norm(Vec3{p[0], p[1], p[2]} - Vec3{250, 250, 250}), radius_A, slack_A);
  }
  vtkNew<vtkMassProperties> properties;
  properties->SetInputData(mesh);
  const double volume = properties->GetVolume();
  const double sphere_of_volume = 4 * k_pi * std::pow(3 * volume / (4 * k_pi), 2.0 / 3);
  EXPECT_GT(volume, 4 * k_pi / 3 * std::pow(radius_A - slack_A, 3));
  EXPECT_LT(volume, 4 * k_pi / 3 * std::pow(radius_A + slack_A, 3));
  EXPECT_GE(properties->GetSurfaceArea(), sphere_of_volume);  // no body of that volume has less
  EXPECT_LT(properties->GetSurfaceArea(), 4 * k_pi * std::pow(radius_A + slack_A, 2));
}

TEST(Surfaces, KeepTheVolumeOfTheMask) {
  const FakeRun finished = empty_run();
  for (const double radius_A : {2.0, 8.0, 17.0, 60.0}) {
    const SphereSet ball({{{0, 0, 0}, radius_A, 1}}, 5);
    PlacedUnit unit;
    unit.shape = &ball;
    const GridSpec grid{{40, 40, 40}, 5};
    std::vector<std::uint8_t> mask(grid.count());
    finished.unit_mask(unit, grid, mask.data());
    const double mask_volume = 125.0 * static_cast<double>(std::count(mask.begin(), mask.end(), 1));
    const Mesh mesh = unit_mesh(finished, unit);
    double volume = 0, area = 0;
    for (const Triangle& t : mesh.triangles) {
      const Vec3 &a = mesh.points_A[t.a], &b = mesh.points_A[t.b], &c = mesh.points_A[t.c];
      volume += dot(a, cross(b, c)) / 6;  // positive: triangles face outwards
      area += norm(cross(b - a, c - a)) / 2;
    }
    // the contour passes between the voxels of the mask and their neighbours: half a voxel either way
    EXPECT_NEAR(volume, mask_volume, area * 2.5) << radius_A;
    EXPECT_GT(volume, 0) << radius_A;
  }
}

/// A cube of n^3 balls that do not touch.
SphereSet lattice_of_balls(int n) {
  std::vector<SphereSet::Ball> balls;
  for (int i = 0; i < n * n * n; ++i)
    balls.push_back({{60.0 * (i % n), 60.0 * (i / n % n), 60.0 * (i / n / n)}, 20, 1});
  return {balls, 5};
}

TEST(Surfaces, ALargeUnitIsSimplifiedOnlyWhenAllOfThemTogetherAreTooMuch) {
  const SphereSet large = lattice_of_balls(3), small({{{}, 20, 1}}, 5);
  FakeRun finished = empty_run();
  finished.add_chain(1, &large, {{{}, {500, 500, 500}}});
  for (int i = 0; i < 100; ++i) finished.add_chain(2, &small, {{{}, {20.0 * i, 0, 0}}});
  const auto of_large = unit_mesh(finished, finished.units()[0]).triangles.size();
  const auto of_small = unit_mesh(finished, finished.units()[1]).triangles.size();
  const auto all = static_cast<std::int64_t>(of_large + 100 * of_small);
  ASSERT_GT(of_large, static_cast<std::size_t>(all) / 101);  // more than an even share
  EXPECT_EQ(Exported(finished, all).surfaces->GetNumberOfPolys(), all);
  // one triangle less, and the large one gives way
  const auto fewer = Exported(finished, all - 1).surfaces->GetNumberOfPolys();
  EXPECT_LT(fewer, all);
  EXPECT_GE(fewer, static_cast<std::int64_t>(100 * of_small));
}

TEST(Surfaces, SimplifyingStopsWhenTheUserDoes) {
  const SphereSet balls = lattice_of_balls(3);
  FakeRun finished = empty_run();
  finished.add_chain(1, &balls, {Pose{}});
  const Mesh mesh = unit_mesh(finished, finished.units()[0]);
  cryocosm::testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(simplified(mesh, 20, run), Cancelled);
}

TEST(Surfaces, AreSetDownAtEveryPoseWithTheirArrays) {
  FakeRun finished = empty_run();
  const SphereSet off_centre({{{40, 0, 0}, 30, 1}}, 5);
  const Pose first{rotation_about({0, 0, 1}, k_pi / 2), {100, 200, 300}};
  const Pose second{rotation_about({0, 1, 0}, k_pi / 2), {400, 300, 200}};
  finished.add_chain(2, &off_centre, {{{}, {0, 0, 0}}});
  finished.add_chain(1, &off_centre, {first, second});
  const Exported exported(finished);
  vtkCellData* const cells = exported.surfaces->GetCellData();
  ASSERT_NE(cells->GetArray("class"), nullptr);
  ASSERT_NE(cells->GetArray("instance"), nullptr);
  ASSERT_NE(cells->GetArray("chain"), nullptr);
  Vec3 sum[4];
  double count[4] = {};
  for (vtkIdType i = 0; i < exported.surfaces->GetNumberOfPolys(); ++i) {
    const auto instance = static_cast<int>(cells->GetArray("instance")->GetTuple1(i));
    ASSERT_TRUE(instance >= 1 && instance <= 3);
    EXPECT_EQ(cells->GetArray("class")->GetTuple1(i), instance == 1 ? 2 : 1);
    EXPECT_EQ(cells->GetArray("chain")->GetTuple1(i), instance == 1 ? 1 : 2);
    vtkIdType size = 0;
    const vtkIdType* corners = nullptr;
    exported.surfaces->GetCellPoints(i, size, corners);
    ASSERT_EQ(size, 3);
    for (int k = 0; k < 3; ++k) {
      double p[3];
      exported.surfaces->GetPoint(corners[k], p);
      sum[instance] = sum[instance] + Vec3{p[0], p[1], p[2]};
      ++count[instance];
    }
  }
  // the ball at (40, 0, 0) goes to (0, 40, 0) and to (0, 0, -40); triangles are symmetric about it
  const Vec3 expected[] = {{}, {40, 0, 0}, {100, 240, 300}, {400, 300, 160}};
  for (const int i : {1, 2, 3}) EXPECT_LT(norm(sum[i] / count[i] - expected[i]), 0.5) << i;
}

TEST(Surfaces, StayWithinTheBudgetAndClosed) {
  FakeRun finished = empty_run();
  const SphereSet dumbbell({{{-35, 0, 0}, 40, 1}, {{35, 10, 0}, 30, 1}}, 5);
  finished.add_chain(1, &dumbbell, std::vector<Pose>(10));
  for (const std::int64_t budget : {1000, 4000, 20000}) {
    const Exported exported(finished, budget);
    EXPECT_LE(exported.surfaces->GetNumberOfPolys(), budget) << budget;
    EXPECT_GT(exported.surfaces->GetNumberOfPolys(), budget / 2) << budget;
    EXPECT_EQ(open_edges(exported.surfaces), 0) << budget;
  }
}

// A tetrahedron that tells how many triangles it was allowed.
class Tetrahedron final : public Surface {
 public:
  double area_A2() const override { return 0; }
  SurfacePoint sample(Random&) const override { return {}; }
  SurfacePoint nearest(Vec3) const override { return {}; }
  bool encloses(Vec3) const override { return false; }
  Curvatures curvatures(const SurfacePoint&) const override { return {0.02, -0.01}; }
  std::optional<SurfacePoint> on_sphere(Vec3, double, Random&) const override { return std::nullopt; }
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<Triangle>& triangles) const override {
    allowed = max_triangles;
    points = {{0, 0, 0}, {100, 0, 0}, {0, 100, 0}, {0, 0, 100}};
    triangles = {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}};
  }
  mutable std::size_t allowed = 0;
};

TEST(Surfaces, OfStructuresThatOfferOneAreTheirOwn) {
  FakeRun finished = empty_run();
  const Tetrahedron tetrahedron;
  finished.add_chain(2, nullptr, {{{}, {7, 7, 7}}}, false, &tetrahedron);
  const Exported exported(finished, 30000);
  EXPECT_EQ(tetrahedron.allowed, 20000U);
  ASSERT_EQ(exported.surfaces->GetNumberOfPolys(), 4);
  EXPECT_EQ(exported.surfaces->GetCellData()->GetArray("class")->GetTuple1(3), 2);
  EXPECT_EQ(exported.surfaces->GetCellData()->GetArray("instance")->GetTuple1(3), 1);
  double p[3];
  exported.surfaces->GetPoint(3, p);
  EXPECT_EQ((Vec3{p[0], p[1], p[2]}), (Vec3{0, 0, 100}));  // already in the tomogram's frame
  const SphereSet ball({{{0, 0, 0}, 20, 1}}, 5);
  finished.add_chain(1, &ball, {{}});
  Exported(finished, 30000);
  EXPECT_EQ(tetrahedron.allowed, 15000U);
}

TEST(Surfaces, CarryTheirCurvaturesAndUnitsNone) {
  FakeRun finished = empty_run();
  const Tetrahedron tetrahedron;
  const SphereSet ball({{{0, 0, 0}, 20, 1}}, 5);
  finished.add_chain(2, nullptr, {{{}, {7, 7, 7}}}, false, &tetrahedron);
  finished.add_chain(1, &ball, {{}});
  const Exported exported(finished);
  vtkDataArray* const mean = exported.surfaces->GetPointData()->GetArray("mean_curvature_per_A");
  vtkDataArray* const gaussian = exported.surfaces->GetPointData()->GetArray("gaussian_curvature_per_A2");
  ASSERT_NE(mean, nullptr);
  ASSERT_NE(gaussian, nullptr);
  ASSERT_GT(exported.surfaces->GetNumberOfPoints(), 4);
  for (vtkIdType i = 0; i < exported.surfaces->GetNumberOfPoints(); ++i) {
    EXPECT_EQ(std::isnan(mean->GetTuple1(i)), i >= 4);
    EXPECT_EQ(std::isnan(gaussian->GetTuple1(i)), i >= 4);
  }
  EXPECT_FLOAT_EQ(static_cast<float>(mean->GetTuple1(3)), 0.005F);
  EXPECT_FLOAT_EQ(static_cast<float>(gaussian->GetTuple1(3)), -0.0002F);
}

TEST(Centerlines, AreOnePolylineForEachChainThatHasOne) {
  FakeRun finished = empty_run();
  const SphereSet ball({{{0, 0, 0}, 10, 1}}, 5);
  finished.add_chain(1, &ball, {{{}, {1, 2, 3}}});
  finished.add_chain(2, &ball, {{{}, {0, 0, 0}}, {{}, {30, 40, 0}}, {{}, {30, 40, 12}}}, true, nullptr, 1);
  finished.add_chain(2, &ball, {{{}, {5, 5, 5}}}, true);
  const Exported exported(finished);
  vtkPolyData* const lines = exported.lines;
  ASSERT_EQ(lines->GetNumberOfLines(), 1);
  ASSERT_EQ(lines->GetNumberOfPoints(), 3);
  const double arc_length_A[] = {0, 50, 62};
  for (vtkIdType i = 0; i < 3; ++i) {
    EXPECT_EQ(lines->GetPointData()->GetArray("instance")->GetTuple1(i), static_cast<double>(i) + 2);
    EXPECT_EQ(lines->GetPointData()->GetArray("arc_length_A")->GetTuple1(i), arc_length_A[i]);
  }
  EXPECT_EQ(lines->GetCellData()->GetArray("chain")->GetTuple1(0), 2);
  EXPECT_EQ(lines->GetCellData()->GetArray("class")->GetTuple1(0), 2);
  EXPECT_EQ(lines->GetCellData()->GetArray("parent")->GetTuple1(0), 1);
}

TEST(Vtp, AnEmptyRunGivesValidFiles) {
  const Exported exported(FakeRun({{8, 8, 8}, 10}));
  EXPECT_EQ(exported.folder.names, (std::vector<std::string>{"surfaces.vtp", "centerlines.vtp"}));
  EXPECT_NE(exported.folder.text_of("surfaces.vtp").find("</VTKFile>"), std::string::npos);
  EXPECT_EQ(exported.surfaces->GetNumberOfPolys(), 0);
  EXPECT_NE(exported.surfaces->GetCellData()->GetArray("instance"), nullptr);
  EXPECT_EQ(exported.lines->GetNumberOfLines(), 0);
}

TEST(Vtp, IsTheSameTwice) {
  FakeRun finished = empty_run();
  const SphereSet ball({{{0, 0, 0}, 40, 1}}, 5);
  finished.add_chain(1, &ball, {{{}, {100, 100, 100}}, {{}, {200, 100, 100}}}, true);
  const Exported once(finished), again(finished);
  EXPECT_EQ(once.folder.text_of("surfaces.vtp"), again.folder.text_of("surfaces.vtp"));
  EXPECT_EQ(once.folder.text_of("centerlines.vtp"), again.folder.text_of("centerlines.vtp"));
}

TEST(Vtp, NamesThePathThatCanNotBeWritten) {
  MissingFolder folder;
  testing::TestRun run;
  try {
    VtpExporter(VtpParams{}).write(FakeRun({{8, 8, 8}, 10}), folder, run);
    FAIL() << "nothing was thrown";
  } catch (const FileError& error) {
    EXPECT_EQ(error.code(), Code::file_unwritable);
    EXPECT_EQ(error.message(), "can not write /nonexistent/folder/surfaces.vtp: No such file or directory");
  }
}

}  // namespace
}  // namespace cryocosm::exporters
