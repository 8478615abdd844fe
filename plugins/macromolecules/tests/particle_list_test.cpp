// Tests of macromolecules.particle_list: rows come back as they were written, and whatever is wrong is told
// at once.
#include "particle_list.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "checks.hpp"
#include "cryocosm/testing.hpp"
#include "listed_poses.hpp"
#include "molecules.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;
using cryocosm::testing::EmptyScene;
using cryocosm::testing::TestBuild;

const GridSpec k_grid{{100, 61, 40}, 10};  // from -5 Å to 995, 605 and 395

const std::string k_head = "instance,structure,chain,index,class,x_A,y_A,z_A,qw,qx,qy,qz,parent\n";

std::string csv_row(int instance, const std::string& structure, int label, const Pose& pose) {
  std::string row = std::to_string(instance) + ',' + structure + ",1,0," + std::to_string(label);
  const Vec3 p = pose.position_A;
  const Quaternion q = pose.rotation;
  for (const double value : {p.x, p.y, p.z, q.w, q.x, q.y, q.z}) row += ',' + number_text(value);
  return row + ",0\n";
}

std::vector<Pose> random_poses(int count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Pose> poses;
  for (int i = 0; i < count; ++i)
    poses.push_back({random_rotation(random),
                     {random.uniform(-5, 995), random.uniform(-5, 605), random.uniform(-5, 395)}});
  return poses;
}

std::vector<Pose> csv_poses(const std::string& text, const ListChoice& choice = {}) {
  return listed_poses(text, "list.csv", choice, k_grid);
}
std::vector<Pose> star_poses(const std::string& text, const ListChoice& choice = {}) {
  return listed_poses(text, "list.star", choice, k_grid);
}

bool same_bits(const Pose& a, const Pose& b) {
  return a.position_A == b.position_A && a.rotation.w == b.rotation.w && a.rotation.x == b.rotation.x &&
         a.rotation.y == b.rotation.y && a.rotation.z == b.rotation.z;
}

double angle_between(Quaternion a, Quaternion b) {
  const Quaternion d = a * conjugate(b);
  return 2 * std::asin(std::min(1.0, norm(Vec3{d.x, d.y, d.z})));
}

TEST(ParticleList, proposesRowByRowWhatACsvSays) {
  const std::vector<Pose> poses = random_poses(200, 1);
  std::string text = k_head;
  for (std::size_t i = 0; i < poses.size(); ++i)
    text += csv_row(static_cast<int>(i) + 1, "ball", 1, poses[i]);
  const TempFile file("particles.csv", text);
  TestBuild build(k_grid);
  for (const char* const collisions : {"fail", "skip"}) {
    ParticleListParams params;
    params.file.path = file.path;
    params.collisions = collisions;
    const ParticleList list(params, build);
    EmptyScene scene(k_grid);
    Random random(1);
    for (std::size_t i = 0; i < poses.size(); ++i) {
      scene.attempt_number = i;
      const auto proposal = list.first(scene, Unit(), random);
      ASSERT_TRUE(proposal);
      EXPECT_TRUE(same_bits(proposal->pose, poses[i]));
      EXPECT_EQ(proposal->parent, 0U);
      EXPECT_EQ(proposal->if_refused,
                collisions == std::string("skip") ? IfRefused::report_it : IfRefused::fail_the_run);
    }
    for (const std::uint64_t beyond : {std::uint64_t{200}, ~std::uint64_t{0}}) {
      scene.attempt_number = beyond;
      EXPECT_FALSE(list.first(scene, Unit(), random));
    }
    EXPECT_FALSE(list.next(scene, {view(poses)}, Unit(), random));
  }
}

TEST(ParticleList, readsCompressedLists) {
  const std::vector<Pose> poses = random_poses(3, 2);
  std::string text = k_head;
  for (const Pose& pose : poses) text += csv_row(1, "ball", 1, pose);
  const TempFile file("particles.csv.gz", gzipped(text));
  ParticleListParams params;
  params.file.path = file.path;
  TestBuild build(k_grid);
  const ParticleList list(params, build);
  EmptyScene scene(k_grid);
  scene.attempt_number = 2;
  Random random(1);
  EXPECT_TRUE(same_bits(list.first(scene, Unit(), random)->pose, poses[2]));
}

TEST(ParticleList, takesOnlyWhatIsAskedFor) {
  const std::vector<Pose> poses = random_poses(4, 3);
  const std::string text = k_head + csv_row(1, "\"actin, \"\"long\"\"\"", 1, poses[0]) +
                           csv_row(2, "ribosome", 2, poses[1]) + csv_row(3, "\"two\nlines\"", 3, poses[2]) +
                           csv_row(4, "ribosome", 2, poses[3]);
  ListChoice choice;
  choice.only = "ribosome";
  ASSERT_EQ(csv_poses(text, choice).size(), 2U);
  EXPECT_TRUE(same_bits(csv_poses(text, choice)[1], poses[3]));
  choice.only = "actin, \"long\"";
  ASSERT_EQ(csv_poses(text, choice).size(), 1U);
  EXPECT_TRUE(same_bits(csv_poses(text, choice)[0], poses[0]));
  choice.only = "3";
  ASSERT_EQ(csv_poses(text, choice).size(), 1U);
  EXPECT_TRUE(same_bits(csv_poses(text, choice)[0], poses[2]));
  choice.only = "2";
  EXPECT_EQ(csv_poses(text, choice).size(), 2U);
}

TEST(ParticleList, readsOtherProgramsCsv) {
  const std::string text =
      "\xEF\xBB\xBFqz, other,qy,qx,qw,z_A,y_A,x_A\r\n"
      "\r\n"
      "0,\"\",0,0,+1, 3e1 ,20,10\r\n"
      "0.7071,x,0,0,0.7071,30,20,11\r\n";
  const std::vector<Pose> poses = csv_poses(text);
  ASSERT_EQ(poses.size(), 2U);
  EXPECT_EQ(poses[0].position_A, (Vec3{10, 20, 30}));
  EXPECT_EQ(poses[0].rotation.w, 1);
  // four decimals are accepted as a rotation, and made one
  const Quaternion q = poses[1].rotation;
  EXPECT_NEAR(q.w * q.w + q.z * q.z, 1, 1e-15);
  EXPECT_NEAR(angle_between(q, rotation_about({0, 0, 1}, k_pi / 2)), 0, 1e-7);
}

// Element by element what RELION's Euler_angles2matrix gives: R = Z(-psi) Y(-tilt) Z(-rot).
Quaternion as_rotations(double rot, double tilt, double psi) {
  const auto turn = [](Vec3 axis, double deg) { return rotation_about(axis, -deg * k_pi / 180); };
  return turn({0, 0, 1}, psi) * turn({0, 1, 0}, tilt) * turn({0, 0, 1}, rot);
}

TEST(RelionRotation, agreesWithTheTestVectors) {
  const auto expect_image = [](Quaternion q, Vec3 from, Vec3 to) {
    EXPECT_NEAR(norm(rotate(q, from) - to), 0, 1e-12);
  };
  expect_image(relion_rotation(90, 0, 0), {1, 0, 0}, {0, -1, 0});
  expect_image(relion_rotation(0, 90, 0), {0, 0, 1}, {-1, 0, 0});
  EXPECT_NEAR(angle_between(relion_rotation(20, 50, -130), as_rotations(20, 50, -130)), 0, 1e-12);
}

struct RelionAngles {
  double rot, tilt, psi;
};

// From the third row and column of the matrix; not the way our exporter takes.
RelionAngles angles_of(Quaternion q) {
  const Matrix3 r = rotation_matrix(q);
  const double deg = 180 / k_pi;
  return {deg * std::atan2(r.m[2][1], r.m[2][0]), deg * std::acos(r.m[2][2]),
          deg * std::atan2(r.m[1][2], -r.m[0][2])};
}

const std::string k_relion5_head =
    "\n# version 50001\n\ndata_optics\n\nloop_\n_rlnOpticsGroup #1\n_rlnOpticsGroupName #2\n"
    "_rlnTomoTiltSeriesPixelSize #3\n           1 opticsGroup1     5.000000\n\n\n# version 50001\n\n"
    "data_particles\n\nloop_\n_rlnTomoName #1\n_rlnTomoParticleName #2\n_rlnCenteredCoordinateXAngst #3\n"
    "_rlnCenteredCoordinateYAngst #4\n_rlnCenteredCoordinateZAngst #5\n_rlnAngleRot #6\n_rlnAngleTilt #7\n"
    "_rlnAnglePsi #8\n_rlnClassNumber #9\n_rlnOpticsGroup #10\n";

std::string relion5_row(const std::string& tomogram, Vec3 p, RelionAngles a, int label) {
  char line[400];
  std::snprintf(line, sizeof line, "%12s %12s %12.6f %12.6f %12.6f %12.6f %12.6f %12.6f %12d %12d\n",
                tomogram.c_str(), "t/1", p.x, p.y, p.z, a.rot, a.tilt, a.psi, label, 1);
  return line;
}

TEST(ParticleList, readsWhatOurRelionExporterWrites) {
  const std::vector<Pose> poses = random_poses(200, 4);
  std::string text = k_relion5_head;
  for (const Pose& pose : poses)  // half the number of voxels is the centre
    text += relion5_row("tomo", pose.position_A - Vec3{500, 305, 200}, angles_of(pose.rotation), 1);
  const std::vector<Pose> read = star_poses(text + "\n");
  ASSERT_EQ(read.size(), poses.size());
  for (std::size_t i = 0; i < poses.size(); ++i) {
    EXPECT_LT(norm(read[i].position_A - poses[i].position_A), 1e-3);
    // angles of the matrix come from an arc cosine, which near the poles is good to 1e-8
    EXPECT_LT(angle_between(read[i].rotation, poses[i].rotation), 1e-4);
  }
}

TEST(ParticleList, choosesClassAndTomogramOfAStarFile) {
  const std::string text = k_relion5_head + relion5_row("a", {0, 0, 0}, {0, 0, 0}, 1) +
                           relion5_row("b", {10, 0, 0}, {0, 0, 0}, 1) +
                           relion5_row("b", {20, 0, 0}, {0, 0, 0}, 2);
  ListChoice choice;
  choice.tomogram = "b";
  EXPECT_EQ(star_poses(text, choice).size(), 2U);
  choice.only = "2";
  ASSERT_EQ(star_poses(text, choice).size(), 1U);
  EXPECT_EQ(star_poses(text, choice)[0].position_A.x, 520);
}

// Extraction turns the particle's frame: R = R_subtomogram R_particle, and the offset is given in the frame
// of the extracted box.
TEST(ParticleList, appliesOffsetsAndExtractionAnglesAsRelionDoes) {
  const std::string text =
      "data_particles\nloop_\n_rlnCoordinateX\n_rlnCoordinateY\n_rlnCoordinateZ\n_rlnAngleRot\n_"
      "rlnAngleTilt\n"
      "_rlnAnglePsi\n_rlnTomoSubtomogramRot\n_rlnTomoSubtomogramTilt\n_rlnTomoSubtomogramPsi\n"
      "_rlnOriginXAngst\n_rlnOriginYAngst\n_rlnOriginZAngst\n_rlnOpticsGroup\n"
      "80 60 40  20 50 -130  90 0 0  7 0 3  2\n"
      "\ndata_optics\nloop_\n_rlnOpticsGroup\n_rlnTomoTiltSeriesPixelSize\n1 2.5\n2 4.0\n";
  const std::vector<Pose> poses = star_poses(text);
  ASSERT_EQ(poses.size(), 1U);
  // (90, 0, 0) takes x to -y: the offset (7, 0, 3) lies along (0, -7, 3)
  EXPECT_LT(norm(poses[0].position_A - Vec3{320, 240 + 7, 160 - 3}), 1e-9);
  EXPECT_LT(angle_between(poses[0].rotation, as_rotations(90, 0, 0) * as_rotations(20, 50, -130)), 1e-9);
}

TEST(ParticleList, readsRelion3WithPixelsOfTheDetector) {
  const std::string text =
      "data_\nloop_\n_rlnMicrographName\n_rlnCoordinateX\n_rlnCoordinateY\n_rlnCoordinateZ\n_rlnAngleRot\n"
      "_rlnAngleTilt\n_rlnAnglePsi\n_rlnOriginX\n_rlnOriginY\n_rlnOriginZ\n_rlnMagnification\n"
      "_rlnDetectorPixelSize\n"
      "'tomo 1.mrc' 30 20 10 0 0 0 1 -2 0.5 10000 7.5\n";
  const std::vector<Pose> poses = star_poses(text);
  ASSERT_EQ(poses.size(), 1U);
  EXPECT_LT(norm(poses[0].position_A - 7.5 * Vec3{29, 22, 9.5}), 1e-9);
  ListChoice given;
  given.pixel_size_A = 10;
  EXPECT_LT(norm(star_poses(text, given)[0].position_A - 10.0 * Vec3{29, 22, 9.5}), 1e-9);
}

void expect_refused(const std::string& text, const std::string& name, const ListChoice& choice, Code code,
                    const std::string& message, const std::string& hint) {
  expect_error([&] { listed_poses(text, name, choice, k_grid); }, code, message, hint);
}

TEST(ParticleListErrors, allProblemsOfAFileAtOnce) {
  const std::string text =
      "x_A,y_A,z_A,qw,qx,qy,qz\n"
      "10,20,30,1,0,0,0\n"
      "10,2o,30,1,0,0,\n"
      "10,20,30,0.9,0,0,0\n"
      "10,20\n"
      "1000,20,30,1,0,0,0\n"
      "10,nan,inf,1,0,0,0\n"
      "10,20,30,0,0,0,0\n"
      "10,20,30,1,0,0,0\n";
  expect_refused(text, "list.csv", {}, Code::bad_data,
                 "'list.csv' cannot be used, 8 problems:\n"
                 "  line 3: y_A is '2o', not a finite number\n"
                 "  line 3: qz is '', not a finite number\n"
                 "  line 4: the quaternion (0.9, 0, 0, 0) has length 0.9, not 1\n"
                 "  line 5: 2 values for 7 columns\n"
                 "  line 6: the position (1000, 20, 30) A lies outside the volume, (-5, -5, -5) A to "
                 "(995, 605, 395) A\n"
                 "  line 7: y_A is 'nan', not a finite number\n"
                 "  line 7: z_A is 'inf', not a finite number\n"
                 "  line 8: the quaternion (0, 0, 0, 0) has length 0, not 1",
                 "correct these lines, or leave them out");
}

TEST(ParticleListErrors, moreThanTenProblems) {
  std::string text = "x_A,y_A,z_A,qw,qx,qy,qz\n", message = "'list.csv' cannot be used, 12 problems:";
  for (int line = 2; line < 14; ++line) {
    text += "1,2,3\n";
    if (line < 12) message += "\n  line " + std::to_string(line) + ": 3 values for 7 columns";
  }
  expect_refused(text, "list.csv", {}, Code::bad_data, message + "\n  and 2 more",
                 "correct these lines, or leave them out");
}

TEST(ParticleListErrors, missingAndDoubleColumns) {
  expect_refused("x_A,x_A,y_A,qw,qx,qy\n1,2,3,4,5,6\n", "list.csv", {}, Code::bad_data,
                 "'list.csv' cannot be used, 3 problems:\n"
                 "  line 1: the column 'x_A' is named twice\n"
                 "  line 1: no column 'z_A'\n"
                 "  line 1: no column 'qz'",
                 "correct these lines, or leave them out");
  expect_refused("data_particles\n\nloop_\n_rlnCoordinateX\n_rlnAngleRot\n_rlnPixelSize\n1 2 3\n",
                 "list.star", {}, Code::bad_data,
                 "'list.star' cannot be used, 4 problems:\n"
                 "  line 3: no column 'rlnCoordinateY'\n"
                 "  line 3: no column 'rlnCoordinateZ'\n"
                 "  line 3: no column 'rlnAngleTilt'\n"
                 "  line 3: no column 'rlnAnglePsi'",
                 "correct these lines, or leave them out");
}

TEST(ParticleListErrors, unfinishedQuote) {
  expect_refused(k_head + csv_row(1, "\"ball", 1, Pose{{}, {1, 2, 3}}), "list.csv", {}, Code::bad_data,
                 "'list.csv' cannot be used, 2 problems:\n"
                 "  line 2: a quoted field does not end\n"
                 "  line 2: 2 values for 13 columns",
                 "correct these lines, or leave them out");
}

TEST(ParticleListErrors, emptyLists) {
  for (const char* const text : {"", "\n\n", "x_A,y_A,z_A,qw,qx,qy,qz\n"})
    expect_refused(text, "list.csv", {}, Code::bad_data, "'list.csv' lists no particles",
                   "give a list with at least one row");
  expect_refused(k_relion5_head, "list.star", {}, Code::bad_data, "'list.star' lists no particles",
                 "give a list with at least one row");
  expect_refused("", "list.star", {}, Code::bad_data, "'list.star' has no table of particles",
                 "positions stand under _rlnCenteredCoordinateXAngst (RELION 5) or _rlnCoordinateX");
}

TEST(ParticleListErrors, choicesThatFindNothing) {
  const std::string text = k_head + csv_row(1, "ball", 1, {}) + csv_row(2, "rod", 2, {});
  ListChoice choice;
  choice.only = "cube";
  expect_refused(text, "list.csv", choice, Code::bad_data,
                 "'list.csv' has no row of 'cube'; its column 'structure' holds 'ball', 'rod'",
                 "choose one of these with 'only'");
  expect_refused("x_A,y_A,z_A,qw,qx,qy,qz\n1,2,3,1,0,0,0\n", "list.csv", choice, Code::bad_data,
                 "'list.csv' has no column 'structure' or 'class' to choose 'cube' from",
                 "leave 'only' out, or add the column");
  const std::string star =
      k_relion5_head + relion5_row("a", {0, 0, 0}, {0, 0, 0}, 1) + relion5_row("b", {10, 0, 0}, {0, 0, 0}, 1);
  expect_refused(star, "list.star", {}, Code::inconsistent,
                 "'list.star' lists particles of 2 tomograms: 'a', 'b'",
                 "choose one of them with 'tomogram'");
  ListChoice tomogram;
  tomogram.tomogram = "c";
  expect_refused(star, "list.star", tomogram, Code::bad_data,
                 "'list.star' has no row of 'c'; its column 'rlnTomoName' holds 'a', 'b'",
                 "choose one of these with 'tomogram'");
}

TEST(ParticleListErrors, unitsOfSeveralStructures) {
  expect_refused(k_head + csv_row(1, "ball", 1, {}) + csv_row(2, "rod", 2, {}), "list.csv", {},
                 Code::inconsistent, "'list.csv' lists units of 2 structures: 'ball', 'rod'",
                 "choose one of them with 'only'");
}

TEST(ParticleListErrors, damageComesBeforeChoices) {
  ListChoice choice;
  choice.only = "rod";
  expect_refused(k_head + csv_row(1, "ball", 1, {}) + "2,rod\n", "list.csv", choice, Code::bad_data,
                 "'list.csv' cannot be used, 1 problem:\n  line 3: 2 values for 13 columns",
                 "correct these lines, or leave them out");
}

TEST(ParticleListErrors, sizesOfPixels) {
  const std::string text =
      "data_\nloop_\n_rlnCoordinateX\n_rlnCoordinateY\n_rlnCoordinateZ\n_rlnAngleRot\n_rlnAngleTilt\n_"
      "rlnAnglePsi\n"
      "_rlnOpticsGroup\n1 2 3 0 0 0 7\n";
  expect_refused(text, "list.star", {}, Code::inconsistent,
                 "'list.star' gives positions in pixels but no size of them", "say it with 'pixel_size'");
  expect_refused(text + "data_optics\n_rlnOpticsGroup 1\n_rlnTomoTiltSeriesPixelSize 2\n", "list.star", {},
                 Code::bad_data,
                 "'list.star' cannot be used, 1 problem:\n  line 10: there is no optics group '7'",
                 "correct these lines, or leave them out");
  expect_refused(text + "data_optics\n_rlnOpticsGroup 7\n_rlnTomoTiltSeriesPixelSize -2\n", "list.star", {},
                 Code::bad_data,
                 "'list.star' cannot be used, 1 problem:\n  line 12: the pixel size is not above zero",
                 "correct these lines, or leave them out");
  ListChoice given;
  given.pixel_size_A = 2;
  expect_refused(k_relion5_head + relion5_row("a", {}, {}, 1), "list.star", given, Code::inconsistent,
                 "'list.star' gives positions in A: 'pixel_size' is for positions in pixels only",
                 "leave it out");
  expect_refused(k_head + csv_row(1, "ball", 1, {}), "list.csv", given, Code::inconsistent,
                 "'list.csv' is no STAR file: 'tomogram' and 'pixel_size' are for those only",
                 "leave them out");
}

TEST(ParticleListErrors, otherFiles) {
  expect_refused("1 2 3", "list.txt", {}, Code::not_a_choice,
                 "'list.txt' is no particle list: its name ends neither in .csv nor in .star",
                 "give the particles.csv of a run, or a STAR file of RELION");
  ParticleListParams params;
  params.file.path = "/there is/no such list.csv";
  TestBuild build(k_grid);
  expect_error([&] { ParticleList(params, build); }, Code::file_missing,
               "'/there is/no such list.csv' cannot be opened: No such file or directory",
               "check the path and its permissions");
}

}  // namespace
