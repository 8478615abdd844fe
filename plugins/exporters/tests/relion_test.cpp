// RELION's STAR files: angles and shifts against an independent statement of RELION's rules, then exact
// texts.
#include "relion.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "fake_run.hpp"
#include "relion_geometry.hpp"
#include "star.hpp"

namespace cryocosm::exporters {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
  return c;
}

Matrix transposed(const Matrix& a) {
  Matrix t{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) t[i][j] = a[j][i];
  return t;
}

Matrix about_z(double angle_deg) {
  const double a = angle_deg * k_pi / 180;
  return {{{std::cos(a), -std::sin(a), 0}, {std::sin(a), std::cos(a), 0}, {0, 0, 1}}};
}

Matrix about_y(double angle_deg) {
  const double a = angle_deg * k_pi / 180;
  return {{{std::cos(a), 0, std::sin(a)}, {0, 1, 0}, {-std::sin(a), 0, std::cos(a)}}};
}

// RELION's definition: R = [Rz(rot) Ry(tilt) Rz(psi)]^-1 takes the particle to the tomogram.
Matrix relion_matrix(const RelionAngles& angles) {
  return transposed(product(product(about_z(angles.rot), about_y(angles.tilt)), about_z(angles.psi)));
}

double largest_difference(const Matrix& a, const Quaternion& q) {
  double difference = 0;
  const Vec3 axes[] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  for (std::size_t j = 0; j < 3; ++j) {
    const Vec3 column = rotate(q, axes[j]);
    difference = std::max({difference, std::abs(a[0][j] - column.x), std::abs(a[1][j] - column.y),
                           std::abs(a[2][j] - column.z)});
  }
  return difference;
}

TEST(RelionAngles, PublishedTestVectors) {
  const RelionAngles rot = relion_angles(rotation_between({1, 0, 0}, {0, -1, 0}));
  EXPECT_NEAR(rot.rot, 90, 1e-12);
  EXPECT_NEAR(rot.tilt, 0, 1e-12);
  EXPECT_NEAR(rot.psi, 0, 1e-12);
  const RelionAngles tilt = relion_angles(rotation_between({0, 0, 1}, {-1, 0, 0}));
  EXPECT_NEAR(tilt.rot, 0, 1e-12);
  EXPECT_NEAR(tilt.tilt, 90, 1e-12);
  EXPECT_NEAR(tilt.psi, 0, 1e-12);
}

TEST(RelionAngles, GiveBackAThousandRandomRotations) {
  Random random(11);
  for (int i = 0; i < 1000; ++i) {
    const Quaternion q = random_rotation(random);
    const RelionAngles angles = relion_angles(q);
    // a dozen roundings of numbers near 1 and of angles near 180
    ASSERT_LT(largest_difference(relion_matrix(angles), q), 1e-14 * 180) << "rotation " << i;
    ASSERT_GT(angles.rot, -180);
    ASSERT_LE(angles.rot, 180);
    ASSERT_GE(angles.tilt, 0);
    ASSERT_LE(angles.tilt, 180);
    ASSERT_GT(angles.psi, -180);
    ASSERT_LE(angles.psi, 180);
  }
}

TEST(RelionAngles, AtAndNearThePoles) {
  for (const double tilt_rad : {0.0, 1e-15, 1e-11, 1e-7, k_pi - 1e-7, k_pi - 1e-11, k_pi})
    for (const double turn_rad : {-3.0, -0.4, 0.0, 1.2, 3.1}) {
      const Quaternion q = rotation_about({0, 0, 1}, turn_rad) * rotation_about({0, 1, 0}, tilt_rad) *
                           rotation_about({0, 0, 1}, 0.3);
      EXPECT_LT(largest_difference(relion_matrix(relion_angles(q)), q), 5e-12) << tilt_rad << ' ' << turn_rad;
    }
  EXPECT_EQ(relion_angles(rotation_about({0, 0, 1}, -0.5)).psi, 0);
  EXPECT_EQ(relion_angles({0, 1, 0, 0}).psi, 0);
}

struct Case {
  Index3 specimen;
  double voxel_A;
  Index3 image;
  double pixel_A;
};

// Where RELION 5 projects a particle: decentred about the real half of the size, turned about the
// integer half, images centred at the integer half, shifts added in pixels.
Vec3 relion_projection(const RelionTomogram& t, const Index3& image, Vec3 centred, double angle_deg,
                       double rotation_deg, const RelionShift& shift) {
  const auto half = [](std::int64_t n) { return static_cast<double>(n) / 2.0; };
  const auto whole = [](std::int64_t n) { return static_cast<double>(n / 2); };
  const double x = centred.x / t.pixel_A + half(t.size.x) - whole(t.size.x);
  const double y = centred.y / t.pixel_A + half(t.size.y) - whole(t.size.y);
  const double z = centred.z / t.pixel_A + half(t.size.z) - whole(t.size.z);
  const double a = angle_deg * k_pi / 180;
  const double r = rotation_deg * k_pi / 180, seen = std::cos(a) * x + std::sin(a) * z;  // Rz after Ry
  return {std::cos(r) * seen - std::sin(r) * y + whole(image.x) + shift.x_A / t.pixel_A,
          std::sin(r) * seen + std::cos(r) * y + whole(image.y) + shift.y_A / t.pixel_A, 0};
}

// Where the microscope puts it: x' = x cos a + z sin a about the middles of box and image, then turned, then
// shifted.
Vec3 true_projection(const Case& c, Vec3 p, const Tilt& tilt) {
  const auto middle = [](std::int64_t n) { return static_cast<double>(n - 1) / 2.0; };
  const double x = p.x - c.voxel_A * middle(c.specimen.x);
  const double y = p.y - c.voxel_A * middle(c.specimen.y);
  const double z = p.z - c.voxel_A * middle(c.specimen.z);
  const double a = tilt.angle_deg * k_pi / 180;
  const double r = tilt.rotation_deg * k_pi / 180, seen = x * std::cos(a) + z * std::sin(a);
  return {(seen * std::cos(r) - y * std::sin(r) + tilt.shift_x_A) / c.pixel_A + middle(c.image.x),
          (seen * std::sin(r) + y * std::cos(r) + tilt.shift_y_A) / c.pixel_A + middle(c.image.y), 0};
}

TEST(RelionShift, RelionProjectsParticlesToThePixelsWhereTheyAre) {
  Random random(5);
  for (const Case& c :
       {Case{{500, 500, 200}, 10, {500, 500, 41}, 10}, Case{{501, 333, 77}, 7.5, {501, 333, 3}, 7.5},
        Case{{100, 101, 51}, 12, {128, 99, 5}, 12}, Case{{100, 101, 51}, 12, {201, 203, 5}, 6}}) {
    const GridSpec specimen{c.specimen, c.voxel_A};
    for (int i = 0; i < 100; ++i) {
      std::vector<Tilt> tilts{
          {random.uniform(-70, 70), random.uniform(-50, 50), random.uniform(-50, 50), 0, 0}};
      tilts[0].rotation_deg = random.uniform(-5, 5);
      const Dataset series{DataKind::tilt_series, {c.image, c.pixel_A}, nullptr, view(tilts), {}, specimen};
      const Dataset thick{DataKind::tomogram,
                          {{c.image.x, c.image.y, c.specimen.z + 7}, c.pixel_A},
                          nullptr,
                          {},
                          {},
                          specimen};
      const RelionTomogram tomogram = relion_tomogram(specimen, &series, i % 2 == 0 ? &thick : nullptr);
      const Vec3 p{random.uniform(0, 4000), random.uniform(0, 4000), random.uniform(0, 900)};
      const Vec3 seen = relion_projection(tomogram, c.image, centred_A(tomogram, p), tilts[0].angle_deg,
                                          tilts[0].rotation_deg, relion_shift(tomogram, series, tilts[0]));
      const Vec3 truth = true_projection(c, p, tilts[0]);
      ASSERT_NEAR(seen.x, truth.x, 1e-9);
      ASSERT_NEAR(seen.y, truth.y, 1e-9);
    }
  }
}

TEST(RelionCentre, IsVoxelHalfN) {
  const RelionTomogram tomogram = relion_tomogram({{500, 400, 201}, 10}, nullptr, nullptr);
  const Vec3 p = centred_A(tomogram, {2500, 2000, 1005});
  EXPECT_EQ(p, (Vec3{0, 0, 0}));
}

TEST(RelionTomogram, HasTheSizeOfTheReconstructionInPixelsOfTheSeries) {
  const GridSpec specimen{{100, 80, 40}, 12};
  const Dataset series{DataKind::tilt_series, {{200, 160, 41}, 6}, nullptr, {}, {}, specimen};
  const Dataset thick{DataKind::tomogram, {{100, 80, 60}, 12}, nullptr, {}, {}, specimen};
  EXPECT_EQ(relion_tomogram(specimen, nullptr, nullptr).size, (Index3{100, 80, 40}));
  EXPECT_EQ(relion_tomogram(specimen, &series, nullptr).size, (Index3{200, 160, 80}));
  EXPECT_EQ(relion_tomogram(specimen, &series, &thick).size, (Index3{200, 160, 120}));
  EXPECT_EQ(relion_tomogram(specimen, &series, &thick).pixel_A, 6);
}

TEST(Star, NamesBecomeTokens) {
  EXPECT_EQ(star_name("crowded cell/1 #2"), "crowded_cell_1__2");
  EXPECT_EQ(star_name("tomo_001.a-b"), "tomo_001.a-b");
  EXPECT_EQ(star_name(""), "tomogram");
}

FakeRun small_run() {
  FakeRun finished({{100, 80, 40}, 10});
  finished.labels_info = {{1, 0, "ribosome", "a.b"}, {2, 1, "actin", "c.d"}};
  finished.add_chain(1, nullptr, {{rotation_between({1, 0, 0}, {0, -1, 0}), {500, 410, 190.5}}});
  finished.add_chain(2, nullptr, {{{}, {0, 0, 0}}, {{}, {30, 40, 0}}, {{}, {30, 40, -12}}}, true);
  return finished;
}

TEST(Relion, ParticlesWithoutATiltSeries) {
  TemporaryFolder folder;
  testing::TestRun run;
  RelionExporter(NoParams{}).write(small_run(), folder, run);
  EXPECT_EQ(folder.names, std::vector<std::string>{"particles.star"});
  EXPECT_EQ(folder.text_of("particles.star"), R"(
# version 50001

data_optics

loop_
_rlnOpticsGroup #1
_rlnOpticsGroupName #2
_rlnSphericalAberration #3
_rlnVoltage #4
_rlnAmplitudeContrast #5
_rlnTomoTiltSeriesPixelSize #6
_rlnImagePixelSize #7
           1 opticsGroup1     0.000000   300.000000     1.000000    10.000000    10.000000

# version 50001

data_particles

loop_
_rlnTomoName #1
_rlnTomoParticleName #2
_rlnCenteredCoordinateXAngst #3
_rlnCenteredCoordinateYAngst #4
_rlnCenteredCoordinateZAngst #5
_rlnAngleRot #6
_rlnAngleTilt #7
_rlnAnglePsi #8
_rlnClassNumber #9
_rlnOpticsGroup #10
_rlnHelicalTubeID #11
_rlnHelicalTrackLengthAngst #12
crowded_cell crowded_cell/1     0.000000    10.000000    -9.500000    90.000000     0.000000     0.000000            1            1            0     0.000000
crowded_cell crowded_cell/2  -500.000000  -400.000000  -200.000000     0.000000     0.000000     0.000000            2            1            2     0.000000
crowded_cell crowded_cell/3  -470.000000  -360.000000  -200.000000     0.000000     0.000000     0.000000            2            1            2    50.000000
crowded_cell crowded_cell/4  -470.000000  -360.000000  -212.000000     0.000000     0.000000     0.000000            2            1            2    62.000000
)");
}

TEST(Relion, AnEmptyRunHasTablesWithoutRows) {
  TemporaryFolder folder;
  testing::TestRun run;
  RelionExporter(NoParams{}).write(FakeRun({{8, 8, 8}, 10}), folder, run);
  const std::string text = folder.text_of("particles.star");
  EXPECT_NE(text.find("data_optics"), std::string::npos);
  EXPECT_EQ(text.find("rlnHelicalTubeID"), std::string::npos);
  EXPECT_TRUE(text.size() > 20 && text.substr(text.size() - 20) == "_rlnOpticsGroup #10\n");
}

TEST(Relion, ViewsKeepTheirAngleErrorsAndTheirOptics) {
  FakeRun finished({{8, 8, 8}, 10});
  std::vector<Tilt> tilts(1);
  tilts[0].angle_deg = 30;
  tilts[0].angle_error_deg = 0.5;
  tilts[0].rotation_deg = -2;
  tilts[0].acquired = 4;
  tilts[0].defocus_A = 20000;
  tilts[0].astigmatism_A = 1000;
  tilts[0].astigmatism_deg = 25;
  tilts[0].phase_shift_deg = 90;
  tilts[0].b_factor_A2 = 50;
  const Dataset series{DataKind::tilt_series, {{8, 8, 1}, 10},        nullptr,
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  TemporaryFolder folder;
  testing::TestRun run;
  RelionExporter(NoParams{}).write(finished, folder, run);
  const std::string text = folder.text_of("tilt_series.star");
  EXPECT_NE(text.find("_rlnDefocusAngle #12\n_rlnPhaseShift #13\n_rlnCtfBfactor #14\n"), std::string::npos);
  EXPECT_NE(
      text.find("000001@tilt_series.mrc            5    30.500000     0.000000     0.000000    30.000000 "
                "   -2.000000 "),
      std::string::npos)
      << text;
  EXPECT_NE(text.find(" 20500.000000 19500.000000    25.000000    90.000000    50.000000\n"),
            std::string::npos);
}

TEST(Relion, TiltSeriesTomogramAndOptimisationSet) {
  FakeRun finished = small_run();
  std::vector<Tilt> tilts(2);
  tilts[0] = {-60, 3, -2, 2.5, 2.5, 0, 30000, 200, 1.4, 0.1};
  tilts[1] = {0, 0, 0, 2.5, 0, 1, 31000.5, 200, 1.4, 0.1};
  const Dataset series{DataKind::tilt_series, {{100, 80, 2}, 10},     nullptr,
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  const Dataset tomogram{DataKind::tomogram,     {{50, 40, 20}, 20}, nullptr, {},
                         Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  finished.reconstruction = &tomogram;
  TemporaryFolder folder;
  testing::TestRun run;
  RelionExporter(NoParams{}).write(finished, folder, run);
  EXPECT_NE(
      folder.text_of("particles.star")
          .find(
              "           1 opticsGroup1     1.400000   200.000000     0.100000    10.000000    10.000000\n"),
      std::string::npos);
  // x at -60 deg: 3 - 5 + 5 cos - 5 sin 60 deg; y: -2 - 5 + 5
  EXPECT_EQ(folder.text_of("tilt_series.star"), R"(
# version 50001

data_crowded_cell

loop_
_rlnMicrographName #1
_rlnTomoTiltMovieIndex #2
_rlnTomoNominalStageTiltAngle #3
_rlnMicrographPreExposure #4
_rlnTomoXTilt #5
_rlnTomoYTilt #6
_rlnTomoZRot #7
_rlnTomoXShiftAngst #8
_rlnTomoYShiftAngst #9
_rlnDefocusU #10
_rlnDefocusV #11
_rlnDefocusAngle #12
000001@tilt_series.mrc            1   -60.000000     2.500000     0.000000   -60.000000     0.000000    -3.830127    -2.000000 30000.000000 30000.000000     0.000000
000002@tilt_series.mrc            2     0.000000     0.000000     0.000000     0.000000     0.000000     0.000000     0.000000 31000.500000 31000.500000     0.000000
)");
  EXPECT_EQ(folder.text_of("tomograms.star"), R"(
# version 50001

data_global

loop_
_rlnTomoName #1
_rlnTomoTiltSeriesStarFile #2
_rlnTomoTiltSeriesName #3
_rlnTomoFrameCount #4
_rlnVoltage #5
_rlnSphericalAberration #6
_rlnAmplitudeContrast #7
_rlnMicrographOriginalPixelSize #8
_rlnTomoTiltSeriesPixelSize #9
_rlnTomoImportFractionalDose #10
_rlnTomoHand #11
_rlnOpticsGroupName #12
_rlnTomoSizeX #13
_rlnTomoSizeY #14
_rlnTomoSizeZ #15
_rlnTomoTomogramBinning #16
_rlnTomoReconstructedTomogram #17
crowded_cell tilt_series.star tilt_series.mrc            2   200.000000     1.400000     0.100000    10.000000    10.000000     2.500000     1.000000 opticsGroup1          100           80           40     2.000000 tomogram.mrc
)");
  EXPECT_EQ(folder.text_of("optimisation_set.star"), R"(
# version 50001

data_optimisation_set

loop_
_rlnTomoParticlesFile #1
_rlnTomoTomogramsFile #2
particles.star tomograms.star
)");
}

}  // namespace
}  // namespace cryocosm::exporters
