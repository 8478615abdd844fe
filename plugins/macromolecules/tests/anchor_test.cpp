// Anchors: axes, membrane planes of OPM files, points and named atoms, and what is refused.
#include "anchor.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "cryocosm/error.hpp"
#include "membrane_planes.hpp"

namespace cryocosm::macromolecules {
namespace {

std::string atom_line(int serial, const std::string& name, const std::string& residue, char chain, int number,
                      Vec3 p, const std::string& element) {
  char line[100];
  std::snprintf(line, sizeof line, "HETATM%5d %-4s %3s %c%4d    %8.3f%8.3f%8.3f  1.00 10.00          %2s\n",
                serial, (" " + name).c_str(), residue.c_str(), chain, number, p.x, p.y, p.z, element.c_str());
  return line;
}

/// Four atoms of a chain A, and marks of a membrane with the given normal; its middle lies 3 A along it.
std::string membrane_pdb(Vec3 normal, double half_A, double roughness_A = 0) {
  const Quaternion turn = rotation_between({0, 0, 1}, normal);
  std::string text;
  int serial = 1;
  for (const auto& [number, p] :
       {std::pair{10, Vec3{5, 0, -12}}, {11, {-5, 0, -12}}, {20, {0, 5, 12}}, {21, {0, -5, 12}}})
    text += atom_line(serial++, "CA", "ALA", 'A', number, rotate(turn, p), "C");
  for (int i = 0; i < 9; ++i)
    for (const double side : {-1.0, 1.0}) {
      const double rough = i % 2 == 0 ? roughness_A : -roughness_A;
      const Vec3 p{10.0 * (i % 3 - 1), 10.0 * (i / 3 - 1), 3 + side * half_A + rough};
      text += atom_line(serial++, side < 0 ? "N" : "O", "DUM", 'M', 100 + i, rotate(turn, p),
                        side < 0 ? "N" : "O");
    }
  return text + "END\n";
}

class Anchors : public ::testing::Test {
 protected:
  std::string file(const std::string& text, const std::string& name = "model.pdb") {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << text;
    return path;
  }
  std::string message(const AnchorParams& params, const std::string& path) {
    try {
      load_anchor(params, path, {});
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("anchor_test_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

AnchorParams by(const std::string& how) {
  AnchorParams params;
  params.by = how;
  return params;
}

void expect_near(Vec3 a, Vec3 b, double tolerance) {
  EXPECT_NEAR(a.x, b.x, tolerance);
  EXPECT_NEAR(a.y, b.y, tolerance);
  EXPECT_NEAR(a.z, b.z, tolerance);
}

TEST_F(Anchors, AreEmptyUnlessAskedFor) { EXPECT_FALSE(load_anchor({}, "map.mrc", {})); }

TEST_F(Anchors, OfMapsCountFromTheCentreOfTheBox) {
  AnchorParams params = by("axis");
  params.axis = {0, 0, -2};
  params.point_A = {1, 2, 3};
  params.height_A = 5;
  const auto anchor = load_anchor(params, "map.mrc", {});
  ASSERT_TRUE(anchor);
  expect_near(anchor->axis, {0, 0, -1}, 1e-12);
  expect_near(anchor->point_A, {1, 2, -2}, 1e-12);
}

TEST_F(Anchors, OfAtomicModelsCountFromTheirCentreOfMass) {
  AnchorParams params = by("axis");
  params.point_A = {0, 0, 12};
  const auto anchor = load_anchor(params, file(membrane_pdb({0, 0, 1}, 15)), {});
  ASSERT_TRUE(anchor);
  expect_near(anchor->point_A, {0, 0, 12}, 1e-3);  // the four atoms lie evenly around the origin
}

TEST_F(Anchors, FollowTheMembranePlanesWhateverWayTheyLie) {
  for (const Vec3 normal : {Vec3{0, 0, 1}, normalized(Vec3{1, -2, 0.5}), Vec3{0, 0, -1}}) {
    const auto anchor = load_anchor(by("planes"), file(membrane_pdb(normal, 15)), {});
    ASSERT_TRUE(anchor);
    // coordinates have three decimals
    expect_near(anchor->axis, normal, 2e-4);
    expect_near(anchor->point_A, 3 * normal, 2e-3);
  }
}

TEST_F(Anchors, MarksAreNoPartOfTheMolecule) {
  const AtomicModel model = read_atomic_model(file(membrane_pdb({0, 0, 1}, 15)));
  EXPECT_EQ(model.atoms.size(), 4U);
  EXPECT_EQ(model.planes.inner_A.size(), 9U);
  EXPECT_EQ(model.planes.outer_A.size(), 9U);
}

TEST_F(Anchors, LieMidwayBetweenTwoPoints) {
  AnchorParams params = by("points");
  params.base = "0, 0, -12.5";
  params.tip = "0,0,27.5";
  const auto anchor = load_anchor(params, "map.mrc", {});
  ASSERT_TRUE(anchor);
  expect_near(anchor->point_A, {0, 0, 7.5}, 1e-12);
  expect_near(anchor->axis, {0, 0, 1}, 1e-12);
}

TEST_F(Anchors, PointsMayBeAtoms) {
  AnchorParams params = by("points");
  params.base = "A:10-11";
  params.tip = "A:20:CA";
  const auto anchor = load_anchor(params, file(membrane_pdb({0, 0, 1}, 15)), {});
  ASSERT_TRUE(anchor);
  expect_near(anchor->axis, normalized(Vec3{0, 5, 24}), 1e-3);
  expect_near(anchor->point_A, {0, 2.5, 0}, 1e-3);
}

TEST_F(Anchors, SayWhatIsWrong) {
  const std::string bare = file(atom_line(1, "CA", "ALA", 'A', 1, {}, "C") + "END\n", "bare.pdb");
  EXPECT_EQ(message(by("planes"), bare),
            "'" + bare + "' marks no membrane: it has 0 atoms N and 0 atoms O in residues DUM");
  EXPECT_EQ(message(by("planes"), "map.mrc"), "'map.mrc' is no atomic model and has no membrane planes");
  const std::string rough = file(membrane_pdb({0, 0, 1}, 15, 4), "rough.pdb");
  EXPECT_NE(message(by("planes"), rough)
                .find("marks is not flat: its atoms lie up to 4.4 A from two parallel planes"),
            std::string::npos)
      << message(by("planes"), rough);

  AnchorParams params = by("points");
  params.base = "A:1";
  params.tip = "A:7";
  EXPECT_EQ(message(params, bare), "'" + bare + "' has no atom 'A:7'");
  params.tip = "A:1";
  EXPECT_EQ(message(params, bare),
            "anchor.base and anchor.tip lie 0 A apart in '" + bare + "', which tells no direction");
  EXPECT_EQ(message(params, "map.mrc"), "anchor.base: 'map.mrc' has no atoms to name");
  for (const char* text : {"A", "A:", "A:x", ":3", "A:5-2", "1,2", "1,2,3,4", "1, 2, nan", "1,,2,3"}) {
    params.base = text;
    EXPECT_EQ(message(params, bare), "anchor.base: '" + std::string(text) + "' is no point");
  }
}

}  // namespace
}  // namespace cryocosm::macromolecules
