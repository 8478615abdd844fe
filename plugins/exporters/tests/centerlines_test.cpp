// centerlines.vtp: geometry of lines against closed forms, networks, and what VTK reads back.
#include "centerlines.hpp"

#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataReader.h>

#include <cmath>

#include "fake_run.hpp"
#include "line_geometry.hpp"
#include "networks.hpp"

namespace cryocosm::exporters {
namespace {

/// Units on a helix (f cos s, f sin s, g s), `step_A` of arc apart; their z axes along it or against it.
std::vector<Pose> helix(double f, double g, double step_A, int n, double sign = 1) {
  const double w = std::hypot(f, g);
  std::vector<Pose> poses;
  for (int i = 0; i < n; ++i) {
    const double s = step_A * i / w;
    const Vec3 tangent{-f * std::sin(s) / w, f * std::cos(s) / w, g / w};
    poses.push_back({rotation_between({0, 0, 1}, sign * tangent), {f * std::cos(s), f * std::sin(s), g * s}});
  }
  return poses;
}

std::vector<PlacedUnit> units_at(const std::vector<Pose>& poses) {
  std::vector<PlacedUnit> units(poses.size());
  for (std::size_t i = 0; i < poses.size(); ++i) units[i].pose = poses[i];
  return units;
}

TEST(LineGeometry, OfAHelixIsThatOfTheClosedForm) {
  const double step_A = 60;
  for (const double g : {700.0, -300.0, 0.0}) {
    const double f = 1500, w2 = f * f + g * g;
    const auto poses = helix(f, g, step_A, 40);
    const auto line = line_geometry(view(units_at(poses)));
    // the terms that are left out are of the order of (step curvature)^2
    const double part = std::pow(step_A * f / w2, 2);
    for (std::size_t i = 0; i < line.size(); ++i) {
      EXPECT_NEAR(line[i].curvature_per_A / (f / w2), 1, part) << i;
      EXPECT_NEAR(line[i].torsion_per_A, g / w2, part * std::abs(g) / w2 + 1e-12) << i;
      EXPECT_NEAR(line[i].arc_length_A, step_A * static_cast<double>(i),
                  part * step_A * static_cast<double>(i));
      EXPECT_GT(dot(line[i].tangent, rotate(poses[i].rotation, {0, 0, 1})), 1 - part * part) << i;
    }
  }
}

TEST(LineGeometry, OfStraightAndShortLinesIsFinite) {
  const auto straight = line_geometry(view(units_at({{{}, {0, 0, 0}}, {{}, {0, 0, 50}}, {{}, {0, 0, 100}}})));
  for (const LinePoint& p : straight) {
    EXPECT_EQ(p.curvature_per_A, 0);
    EXPECT_EQ(p.torsion_per_A, 0);
    EXPECT_EQ(p.tangent, (Vec3{0, 0, 1}));
  }
  const auto two = line_geometry(view(units_at({{{}, {1, 0, 0}}, {{}, {1, 40, 0}}})));
  EXPECT_EQ(two[1].arc_length_A, 40);
  EXPECT_EQ(two[0].tangent, (Vec3{0, 1, 0}));
  // units in one place, and a line that turns back
  for (const std::vector<Pose>& poses :
       {std::vector<Pose>(5),
        std::vector<Pose>{{{}, {0, 0, 0}}, {{}, {9, 0, 0}}, {{}, {0, 0, 0}}, {{}, {9, 0, 0}}}})
    for (const LinePoint& p : line_geometry(view(units_at(poses))))
      EXPECT_TRUE(std::isfinite(p.curvature_per_A + p.torsion_per_A + p.arc_length_A + norm(p.tangent)));
}

TEST(LineGeometry, PolarityIsTheSideThatUnitsPointTo) {
  for (const int sign : {1, -1}) {
    const auto units = units_at(helix(900, 400, 50, 20, sign));
    EXPECT_EQ(polarity(view(units), line_geometry(view(units))), sign);
  }
}

FakeRun run_with_branches() {
  FakeRun finished({{100, 100, 100}, 5});
  finished.labels_info = {{1, 0, "actin", "a.b"}};
  const auto line = [](double y) {
    return std::vector<Pose>{{{}, {0, y, 0}}, {{}, {0, y, 50}}, {{}, {0, y, 100}}};
  };
  static const SphereSet ball({{{0, 0, 0}, 10, 1}}, 5);
  finished.add_chain(1, &ball, line(0), true);                // instances 1 to 3
  finished.add_chain(1, &ball, line(100), true, nullptr, 2);  // on the middle of it
  finished.add_chain(1, &ball, line(200), true);              // by itself
  finished.add_chain(1, &ball, line(300), true, nullptr, 6);  // on the end of the branch
  finished.add_chain(1, &ball, line(400), true, nullptr, 2);  // another one beside the first
  return finished;
}

TEST(Networks, AreTheTreesOfBranches) {
  const FakeRun finished = run_with_branches();
  EXPECT_EQ(networks(finished), (std::vector<std::uint32_t>{1, 1, 3, 1, 1}));
  std::vector<std::uint32_t> expected(15);
  expected[1] = 2;
  expected[5] = 1;
  EXPECT_EQ(branches(finished), expected);
}

TEST(Centerlines, CarryGeometryAndNetworks) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "lines.vtp").string();
  write_centerlines(run_with_branches(), path);
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  vtkPolyData* const lines = reader->GetOutput();
  ASSERT_EQ(lines->GetNumberOfLines(), 5);
  ASSERT_EQ(lines->GetNumberOfPoints(), 15);
  const double network[] = {1, 1, 3, 1, 1};
  for (vtkIdType i = 0; i < 5; ++i) {
    EXPECT_EQ(lines->GetCellData()->GetArray("network")->GetTuple1(i), network[i]);
    EXPECT_EQ(lines->GetCellData()->GetArray("polarity")->GetTuple1(i), 1);
  }
  vtkPointData* const points = lines->GetPointData();
  EXPECT_EQ(points->GetArray("branches")->GetTuple1(1), 2);
  EXPECT_EQ(points->GetArray("branches")->GetTuple1(5), 1);
  EXPECT_EQ(points->GetArray("curvature_per_A")->GetTuple1(4), 0);
  EXPECT_EQ(points->GetArray("torsion_per_A")->GetTuple1(4), 0);
  ASSERT_EQ(points->GetArray("tangent")->GetNumberOfComponents(), 3);
  EXPECT_EQ(points->GetArray("tangent")->GetComponent(4, 2), 1);
}

}  // namespace
}  // namespace cryocosm::exporters
