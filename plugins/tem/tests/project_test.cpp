// tem.project against the closed form of Gaussians, and its angles, contrast, shifts and errors.
#include "project.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "hosts.hpp"
#include "imaging/imaging.hpp"

namespace cryocosm::tem {
namespace {

ProjectParams angles(double first_deg, double last_deg, double step_deg) {
  ProjectParams params;
  params.first_deg = first_deg;
  params.last_deg = last_deg;
  params.step_deg = step_deg;
  params.contrast = "bright";
  return params;
}

/// Largest relative error that interpolation may make on a blob. The shear's linear interpolation at a
/// fraction f between samples is a convolution of variance f (1-f) <= 1/4 voxel^2, seen at most at full
/// scale; to first order this changes a Gaussian by variance/2 * second derivative <= 1/8 / sigma^2 of its
/// height. The cubic has no such term; its own one is of order (1/sigma)^4 and allowed for with the same
/// coefficient.
double tolerance(double sigma) { return 0.125 / (sigma * sigma) + 0.125 / std::pow(sigma, 4); }

void expect_closed_form(const GridSpec& grid, const Blob& blob, const ProjectParams& params,
                        const GridSpec& image, double allowed) {
  const auto out = run_stage(Project(params), dataset_of(volume_of(grid, {blob})));
  ASSERT_EQ(out.volume.grid.size,
            (Index3{image.size.x, image.size.y, static_cast<std::int64_t>(out.tilts.size())}));
  EXPECT_EQ(out.volume.grid.voxel_A, image.voxel_A);
  const double height = std::sqrt(2 * k_pi) * blob.sigma * blob.height * grid.voxel_A;
  for (std::int64_t v = 0; v < out.volume.grid.size.z; ++v) {
    const Tilt& tilt = out.tilts[static_cast<std::size_t>(v)];
    double worst = 0;
    for (std::int64_t y = 0; y < image.size.y; ++y)
      for (std::int64_t x = 0; x < image.size.x; ++x)
        worst = std::max(worst, std::abs(static_cast<double>(at(out.volume, x, y, v)) -
                                         projected(blob, grid, image, tilt, x, y)));
    EXPECT_LT(worst / height, allowed) << "at " << tilt.angle_deg << " deg";
  }
}
void expect_closed_form(const GridSpec& grid, const Blob& blob, const ProjectParams& params) {
  expect_closed_form(grid, blob, params, grid, tolerance(blob.sigma));
}

TEST(Project, GaussiansMatchTheClosedFormAtEveryAngle) {
  // off-centre in x, y and z, wide enough that neither blob nor projection is cut (5 sigma)
  expect_closed_form({{80, 40, 70}, 10}, {{44.3, 18.6, 40.2}, 3, 1}, angles(-90, 90, 7.5));
  expect_closed_form({{80, 40, 70}, 10}, {{33.3, 20.6, 29.2}, 3, 2}, angles(-90, 90, 7.5));
}

TEST(Project, OddSizesTurnAboutTheirTrueMiddleToo) {
  expect_closed_form({{81, 39, 70}, 2.5}, {{44.3, 18.6, 40.2}, 3, 1}, angles(-75, 75, 15));
  expect_closed_form({{81, 39, 71}, 2.5}, {{44.3, 18.6, 40.2}, 3, 1}, angles(-75, 75, 15));
  expect_closed_form({{80, 39, 71}, 2.5}, {{44.3, 18.6, 40.2}, 3, 1}, angles(-75, 75, 15));
}

TEST(Project, PixelsAndImagesMayDifferFromTheVolume) {
  // the cubic's own error in the coarser of the two grids, once along x and once along y, comes on top
  const auto allowed = [](double sigma, double pixel) {
    return tolerance(sigma) + 2 * 0.25 / std::pow(sigma / std::max(1.0, pixel), 4);
  };
  const GridSpec grid{{80, 40, 70}, 10};
  const Blob blob{{44.3, 18.6, 40.2}, 3, 1};
  const struct {
    double pixel_A;
    Index3 size;
  } cases[] = {{10, {101, 57, 0}}, {15, {60, 31, 0}}, {7, {130, 58, 0}}, {13.3, {64, 32, 0}}};
  for (const auto& c : cases) {
    ProjectParams params = angles(-75, 75, 15);
    params.pixel_A = c.pixel_A;
    params.width = c.size.x;
    params.height = c.size.y;
    expect_closed_form(grid, blob, params, {c.size, c.pixel_A}, allowed(blob.sigma, c.pixel_A / 10));
  }
  ProjectParams params = angles(0, 0, 1);
  params.pixel_A = 25;
  const auto out = run_stage(Project(params), dataset_of(volume_of(grid, {blob})));
  EXPECT_EQ(out.volume.grid.size, (Index3{32, 16, 1}));
}

/// Closed form of a solid ellipsoid: with the ray's direction d and the nearest point of the ray p, in units
/// of the half axes, the chord is 2 sqrt(1 - |p|^2 + (p.d)^2 / |d|^2) / |d|.
double chord(Vec3 half, double angle_deg, double x, double y) {
  const double sine = std::sin(angle_deg * k_pi / 180), cosine = std::cos(angle_deg * k_pi / 180);
  const Vec3 p{x * cosine / half.x, y / half.y, x * sine / half.z};
  const Vec3 d{-sine / half.x, 0, cosine / half.z};
  const double square = 1 - dot(p, p) + dot(p, d) * dot(p, d) / dot(d, d);
  return square > 0 ? 2 * std::sqrt(square / dot(d, d)) : 0;
}

TEST(Project, ASolidEllipsoidIsRightToOnePercentAtFortyOneTilts) {
  // a voxel holds the fraction of it that is inside, from 8 x 8 x 8 points; a pixel likewise is a mean of
  // rays
  const GridSpec grid{{128, 96, 80}, 1};
  const Vec3 half{45.3, 40.1, 30.7};
  Volume volume{grid, std::vector<float>(grid.count())};
  constexpr int k_points = 8;
  std::size_t i = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++i) {
        const Vec3 c{(double(x) - 63.5) / half.x, (double(y) - 47.5) / half.y, (double(z) - 39.5) / half.z};
        const double reach = std::sqrt(0.75) / half.z;
        if (norm(c) > 1 + reach) continue;
        int inside = k_points * k_points * k_points;
        if (norm(c) > 1 - reach) {
          inside = 0;
          for (int p = 0; p < k_points * k_points * k_points; ++p) {
            const auto offset = [&](int n) { return (n + 0.5) / k_points - 0.5; };
            const Vec3 q = c + Vec3{offset(p % k_points) / half.x, offset(p / k_points % k_points) / half.y,
                                    offset(p / k_points / k_points) / half.z};
            if (norm(q) <= 1) ++inside;
          }
        }
        volume.voxels[i] = static_cast<float>(inside) / (k_points * k_points * k_points);
      }
  const auto out = run_stage(Project(angles(-60, 60, 3)), dataset_of(volume));
  ASSERT_EQ(out.tilts.size(), 41U);
  for (std::int64_t v = 0; v < 41; ++v) {
    double error = 0, energy = 0;
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x) {
        double truth = 0;
        for (int p = 0; p < 16; ++p)
          truth +=
              chord(half, out.tilts[static_cast<std::size_t>(v)].angle_deg,
                    double(x) - 63.5 + (p % 4 + 0.5) / 4 - 0.5, double(y) - 47.5 + (p / 4 + 0.5) / 4 - 0.5);
        truth /= 16;
        error += std::pow(double(at(out.volume, x, y, v)) - truth, 2);
        energy += truth * truth;
      }
    EXPECT_LT(std::sqrt(error / energy), 0.01) << v;
  }
}

TEST(Project, CommutesWithARadialFilterAsTheFourierSliceTheoremSays) {
  // the transform of a projection is a slice of the volume's transform, so a filter of |f| alone may be
  // applied before or after; both transforms are ITK's
  const GridSpec grid{{72, 40, 60}, 5};
  Volume volume = volume_of(grid, {{{40.3, 18.6, 32.2}, 2.5, 1}, {{30.1, 22, 25.4}, 3.5, 2}});
  const auto gain = [](double f) { return std::exp(-f * f * 2500) * std::cos(f * 100); };
  const auto imaging = make_imaging();
  Volume filtered = volume;
  imaging->radial_filter(filtered, gain);
  const Project project(angles(-70, 70, 10));
  const auto before = run_stage(project, dataset_of(filtered));
  auto after = run_stage(project, dataset_of(volume));
  double error = 0, energy = 0;
  for (std::size_t v = 0; v < after.tilts.size(); ++v) {
    const auto pixels = static_cast<std::ptrdiff_t>(grid.size.x * grid.size.y);
    const auto begin = after.volume.voxels.begin() + static_cast<std::ptrdiff_t>(v) * pixels;
    Volume image{{{grid.size.x, grid.size.y, 1}, grid.voxel_A}, {begin, begin + pixels}};
    imaging->radial_filter(image, gain);
    for (std::size_t i = 0; i < image.voxels.size(); ++i) {
      const double b = static_cast<double>(before.volume.voxels[v * image.voxels.size() + i]);
      error += std::pow(b - static_cast<double>(image.voxels[i]), 2);
      energy += b * b;
    }
  }
  EXPECT_LT(std::sqrt(error / energy), tolerance(2.5));
}

TEST(Project, PositiveAngleMovesHighZTowardsPlusX) {
  Volume volume{{{41, 1, 21}, 1}, std::vector<float>(41 * 21)};
  volume.voxels[20 * 41 + 20] = 1;  // middle in x, top in z: 10 above the centre
  const auto out = run_stage(Project(angles(30, 30, 1)), dataset_of(volume));
  std::int64_t brightest = 0;
  for (std::int64_t x = 0; x < 41; ++x)
    if (at(out.volume, x, 0, 0) > at(out.volume, brightest, 0, 0)) brightest = x;
  EXPECT_EQ(brightest, 25);  // 20 + 10 sin 30
}

TEST(Project, DefaultsAreTheUsualSeries) {
  const Volume volume = volume_of({{4, 3, 2}, 10}, {});
  const auto out = run_stage(Project(ProjectParams{}), dataset_of(volume));
  ASSERT_EQ(out.tilts.size(), 41U);
  for (std::size_t i = 0; i < 41; ++i) {
    EXPECT_DOUBLE_EQ(out.tilts[i].angle_deg, -60 + 3.0 * static_cast<double>(i));
    EXPECT_EQ(out.tilts[i].shift_x_A, 0);
    EXPECT_EQ(out.tilts[i].shift_y_A, 0);
  }
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
}

TEST(Project, AnglesStopAtLast) {
  const Volume volume = volume_of({{2, 2, 2}, 1}, {});
  EXPECT_EQ(run_stage(Project(angles(0, 10, 4)), dataset_of(volume)).tilts.back().angle_deg, 8);
  EXPECT_EQ(run_stage(Project(angles(5, 5, 180)), dataset_of(volume)).tilts.size(), 1U);
  // a step without an exact binary form still reaches the end, and does not pass it
  const auto tilts = run_stage(Project(angles(-0.3, 0.3, 0.1)), dataset_of(volume)).tilts;
  ASSERT_EQ(tilts.size(), 7U);
  EXPECT_LE(tilts.back().angle_deg, 0.3);
}

TEST(Project, DarkContrastIsTheNegative) {
  const Volume volume = volume_of({{20, 20, 20}, 1}, {{{9, 10, 11}, 3, 1}});
  ProjectParams params = angles(-60, 60, 30);
  const auto bright = run_stage(Project(params), dataset_of(volume));
  params.contrast = "dark";
  const auto dark = run_stage(Project(params), dataset_of(volume));
  EXPECT_EQ(bright.contrast, Contrast::protein_bright);
  for (std::size_t i = 0; i < dark.volume.voxels.size(); ++i)
    ASSERT_EQ(dark.volume.voxels[i], -bright.volume.voxels[i]);

  Dataset inverted = dataset_of(volume);
  inverted.contrast = Contrast::protein_dark;
  EXPECT_EQ(run_stage(Project(params), inverted).volume.voxels, bright.volume.voxels);
}

TEST(Project, MassIsTheSameInEveryView) {
  const Volume volume = volume_of({{90, 30, 40}, 5}, {{{40, 14, 20}, 2, 1}, {{50, 16, 24}, 3, 0.5}});
  double mass = 0;
  for (const float voxel : volume.voxels) mass += 5.0 * static_cast<double>(voxel);
  const auto out = run_stage(Project(angles(-60, 60, 3)), dataset_of(volume));
  for (std::int64_t v = 0; v < out.volume.grid.size.z; ++v) {
    double sum = 0;
    for (std::int64_t y = 0; y < 30; ++y)
      for (std::int64_t x = 0; x < 90; ++x) sum += static_cast<double>(at(out.volume, x, y, v));
    EXPECT_NEAR(sum / mass, 1, 1e-5) << v;  // rounding of float sums
  }
}

TEST(Project, IsLinear) {
  const GridSpec grid{{33, 5, 18}, 2};
  Random random(3);
  Volume a{grid, std::vector<float>(grid.count())}, b = a, sum = a;
  for (std::size_t i = 0; i < a.voxels.size(); ++i) {
    a.voxels[i] = static_cast<float>(random.normal());
    b.voxels[i] = static_cast<float>(random.normal());
    sum.voxels[i] = 2 * a.voxels[i] - b.voxels[i];
  }
  const Project project(angles(-80, 80, 20));
  const auto pa = run_stage(project, dataset_of(a)), pb = run_stage(project, dataset_of(b));
  const auto ps = run_stage(project, dataset_of(sum));
  for (std::size_t i = 0; i < ps.volume.voxels.size(); ++i)
    ASSERT_NEAR(ps.volume.voxels[i], 2 * pa.volume.voxels[i] - pb.volume.voxels[i], 1e-3);
}

TEST(Project, SameBitsForEverySplit) {
  const Volume volume = volume_of({{37, 23, 19}, 10}, {{{17, 11, 9}, 4, 1}});
  const ProjectParams params = angles(-75, 75, 5);
  const auto serial = run_stage(Project(params), dataset_of(volume), 7);
  for (const std::size_t chunk : {1U, 2U, 7U, 100U}) {
    SplitRun run(7, chunk, 3);
    testing::KeptOutput out;
    Project(params).run(dataset_of(volume), out, run);
    EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    EXPECT_EQ(run.finished, 1);
  }
}

TEST(Project, OneVoxelProjectsToOnePixel) {
  const Volume volume{{{1, 1, 1}, 4}, {2}};
  const auto out = run_stage(Project(angles(0, 90, 90)), dataset_of(volume));
  EXPECT_FLOAT_EQ(out.volume.voxels[0], 8);
  EXPECT_FLOAT_EQ(out.volume.voxels[1], 8);
}

TEST(Project, StopsWhenCancelled) {
  const Volume volume = volume_of({{4, 4, 4}, 1}, {});
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  EXPECT_THROW(Project(ProjectParams{}).run(dataset_of(volume), out, run), Cancelled);
}

TEST(Project, RefusesWhatIsNoVolume) {
  const Volume empty{{{10, 0, 5}, 1}, {}};
  EXPECT_EQ(data_error_of([&] { run_stage(Project(ProjectParams{}), dataset_of(empty)); }),
            Texts("the volume has no voxels: its size is 10 x 0 x 5", "every side must be at least 1"));
  const Volume long_one{{{200000000, 1, 1}, 1}, {}};
  EXPECT_EQ(data_error_of([&] { run_stage(Project(ProjectParams{}), dataset_of(long_one)); }),
            Texts("the volume is too large: its size is 200000000 x 1 x 1",
                  "no side may be longer than 100000000"));
  const Volume flat{{{1, 1, 1}, -2}, {0}};
  EXPECT_EQ(data_error_of([&] { run_stage(Project(ProjectParams{}), dataset_of(flat)); }),
            Texts("the voxel size of the volume is -2 A", "it must be a positive number"));
}

TEST(Project, AnglesFromAListOrAFileKeepTheirOrder) {
  ProjectParams params;
  params.angles_deg = {10, -20, 5};
  const Volume volume = volume_of({{2, 2, 2}, 1}, {});
  auto tilts = run_stage(Project(params), dataset_of(volume)).tilts;
  ASSERT_EQ(tilts.size(), 3U);
  EXPECT_EQ(tilts[1].angle_deg, -20);
  EXPECT_EQ(tilts[2].acquired, 2);
  params.angles_deg.clear();
  params.angle_file.path = ::testing::TempDir() + "project_test.tlt";
  std::ofstream(params.angle_file.path) << " 3.00\n-3.00\n";
  params.scheme = "dose-symmetric";
  tilts = run_stage(Project(params), dataset_of(volume)).tilts;
  ASSERT_EQ(tilts.size(), 2U);
  EXPECT_EQ(tilts[0].angle_deg, 3);
  EXPECT_EQ(tilts[0].acquired, 1);  // both are as near to 0, and the lower one is taken first
  params.angle_file.path = "/nowhere.tlt";
  EXPECT_THROW(Project{params}, FileError);
}

TEST(Project, SchemaRejectsReversedAngles) {
  const auto schema = Project::schema();
  ASSERT_EQ(schema.info().rules, (std::vector<std::string>{"give angles or angle_file, not both",
                                                           "first must not be greater than last"}));
  Value params;
  params.type = Value::Type::group;
  EXPECT_EQ(schema.first_broken_rule(params), -1);
  Value first;
  first.type = Value::Type::number;
  first.number = 61;
  params.keys = {"first"};
  params.items = {first};
  EXPECT_EQ(schema.first_broken_rule(params), 1);
}

}  // namespace
}  // namespace cryocosm::tem
