// tem.misalign: the laws of the shifts, images against closed forms, edges, and the recorded truth.
#include "misalign.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"
#include "image_warp.hpp"

namespace cryocosm::tem {
namespace {

constexpr double k_pixel_A = 10;

double length_of(const Tilt& tilt) { return std::hypot(tilt.shift_x_A, tilt.shift_y_A); }

testing::KeptOutput misaligned(const MisalignParams& params, const std::vector<Tilt>& tilts,
                               std::uint64_t seed = 1) {
  const Volume series{{{1, 1, static_cast<std::int64_t>(tilts.size())}, k_pixel_A},
                      std::vector<float>(tilts.size())};
  return run_stage(Misalign(params), dataset_of(series, tilts, {}), seed);
}

TEST(Misalign, ShiftsHaveTheMeanAndTheMaximumOfThePaper) {
  const auto out = misaligned(MisalignParams{}, tilts_between(-60, 60, 3));
  double mean = 0, largest = 0;
  for (const Tilt& tilt : out.tilts) {
    mean += length_of(tilt) / 41;
    largest = std::max(largest, length_of(tilt));
  }
  EXPECT_NEAR(mean / k_pixel_A, 1, 1e-9);
  EXPECT_NEAR(largest / k_pixel_A, 1.5, 1e-9);
  // growing with |sin| and nothing else: a straight line through three tilts
  const auto at_deg = [&](double deg) {
    return length_of(out.tilts[static_cast<std::size_t>((deg + 60) / 3)]);
  };
  EXPECT_NEAR(at_deg(-30), at_deg(30), 1e-9);
  EXPECT_NEAR((at_deg(30) - at_deg(0)) / std::sin(k_pi / 6), (at_deg(60) - at_deg(0)) / std::sin(k_pi / 3),
              1e-9);
}

TEST(Misalign, DirectionsAreUniform) {
  double cosine = 0, sine = 0, twofold = 0;
  constexpr int k_runs = 500;
  for (std::uint64_t seed = 0; seed < k_runs; ++seed)
    for (const Tilt& tilt : misaligned(MisalignParams{}, tilts_between(-60, 60, 30), seed).tilts) {
      const double direction = std::atan2(tilt.shift_y_A, tilt.shift_x_A);
      cosine += std::cos(direction) / (5 * k_runs);
      sine += std::sin(direction) / (5 * k_runs);
      twofold += std::cos(2 * direction) / (5 * k_runs);
    }
  // means of 2500 values of variance 1/2: five standard errors
  for (const double mean : {cosine, sine, twofold}) EXPECT_NEAR(mean, 0, 5 * std::sqrt(0.5 / (5 * k_runs)));
}

// Its values from its formula: 49 % of the untilted lengths are exactly the least (half of a normal, less
// nothing), and the root mean square over -60 to 60 by 3 degrees is 1.33 pixels.
TEST(Misalign, PolnetsLawHasPolnetsMoments) {
  MisalignParams params;
  params.law = "polnet";
  double squares = 0;
  int at_least = 0;
  constexpr int k_runs = 1000;
  for (std::uint64_t seed = 0; seed < k_runs; ++seed) {
    const auto out = misaligned(params, tilts_between(-60, 60, 3), seed);
    for (const Tilt& tilt : out.tilts) squares += std::pow(length_of(tilt) / k_pixel_A, 2) / (41 * k_runs);
    if (length_of(out.tilts[20]) < 10 + 1e-9) ++at_least;
  }
  EXPECT_NEAR(std::sqrt(squares), 1.33, 0.01);
  EXPECT_NEAR(at_least / double(k_runs), 0.5, 5 * 0.5 / std::sqrt(double(k_runs)));
}

TEST(Misalign, ASeriesThatIsNotTiltedHasTheMean) {
  for (const Tilt& tilt : misaligned(MisalignParams{}, std::vector<Tilt>(3)).tilts)
    EXPECT_NEAR(length_of(tilt), 10, 1e-9);
  for (const Tilt& tilt : misaligned(MisalignParams{}, tilts_between(30, 30, 1)).tilts)
    EXPECT_NEAR(length_of(tilt), 10, 1e-9);
}

MisalignParams everything() {
  MisalignParams params;
  params.mean_A = 20;
  params.max_A = 30;
  params.rotation_deg = Distribution::normal(0, 3);
  params.magnification = Distribution::normal(1, 0.02);
  params.angle_error_deg = Distribution::uniform(-1, 1);
  return params;
}

/// The height at (x, y) of blobs that lie on an image of this size after `tilt` moved, turned and magnified
/// it.
double moved_blob(const Blob& blob, const GridSpec& grid, const Tilt& tilt, std::int64_t x, std::int64_t y) {
  const double a = tilt.rotation_deg * k_pi / 180, m = tilt.magnification;
  const double cx = middle(grid.size.x), cy = middle(grid.size.y);
  const double u = blob.centre.x - cx, v = blob.centre.y - cy;
  const double at_x = cx + m * (std::cos(a) * u - std::sin(a) * v) + tilt.shift_x_A / grid.voxel_A;
  const double at_y = cy + m * (std::sin(a) * u + std::cos(a) * v) + tilt.shift_y_A / grid.voxel_A;
  return blob.height * bell(std::hypot(double(x) - at_x, double(y) - at_y), m * blob.sigma);
}

TEST(Misalign, ImagesAreWhereTheTruthSaysThatTheyAre) {
  const GridSpec grid{{64, 50, 5}, k_pixel_A};
  const std::vector<Blob> blobs{{{20.3, 30.1, 0}, 4, 1}, {{45.2, 17.8, 0}, 4, 0.6}};
  auto tilts = tilts_between(-60, 60, 30);
  Volume series{grid, {}};
  for (std::size_t v = 0; v < 5; ++v)
    for (std::int64_t y = 0; y < 50; ++y)
      for (std::int64_t x = 0; x < 64; ++x) {
        double sum = 0;
        for (const Blob& blob : blobs) sum += moved_blob(blob, grid, {}, x, y);
        series.voxels.push_back(static_cast<float>(sum));
      }
  const auto once = run_stage(Misalign(everything()), dataset_of(series, tilts, {}), 3);
  // a second time on top of the first
  const auto out = run_stage(Misalign(everything()), once.dataset(DataKind::tilt_series, {}), 4);
  double worst = 0;
  for (std::size_t v = 0; v < 5; ++v) {
    const Tilt& tilt = out.tilts[v];
    EXPECT_EQ(tilt.angle_deg, tilts[v].angle_deg);
    EXPECT_NE(tilt.angle_error_deg, 0);
    EXPECT_NE(tilt.rotation_deg, once.tilts[v].rotation_deg);
    for (std::int64_t y = 0; y < 50; ++y)
      for (std::int64_t x = 0; x < 64; ++x) {
        double truth = 0;
        for (const Blob& blob : blobs) truth += moved_blob(blob, grid, tilt, x, y);
        worst = std::max(worst, std::abs(truth - double(at(out.volume, x, y, std::int64_t(v)))));
      }
  }
  // Keys' cubic is wrong by at most h^3 |f'''| / 8 along each axis, and |f'''| <= 1.4 / sigma^3: 0.003, twice
  // for the two axes, twice for the two times
  EXPECT_LT(worst, 4 * 1.4 / 64 / 8);
}

TEST(Misalign, EdgesAreExtended) {
  const std::int64_t n = 20;
  Volume series{{{n, n, 3}, k_pixel_A}, std::vector<float>(3 * n * n, 7)};
  const auto out = run_stage(Misalign(everything()), dataset_of(series, tilts_between(-60, 60, 60), {}), 9);
  for (const float pixel : out.volume.voxels) EXPECT_NEAR(pixel, 7, 1e-5);
}

TEST(Misalign, NothingAskedForChangesNothing) {
  MisalignParams params;
  params.mean_A = params.max_A = 0;
  Volume series{{{3, 2, 2}, k_pixel_A}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
  const auto out = run_stage(Misalign(params), dataset_of(series, tilts_between(-30, 30, 60), {}));
  EXPECT_EQ(out.volume.voxels, series.voxels);
  EXPECT_EQ(out.tilts[1].shift_x_A, 0);
}

TEST(Misalign, AstigmatismTurnsWithTheImage) {
  std::vector<Tilt> tilts(1);
  tilts[0].astigmatism_deg = 10;
  tilts[0].defocus_A = 500;
  MisalignParams params;
  params.rotation_deg = 4;
  const auto out = misaligned(params, tilts);
  EXPECT_EQ(out.tilts[0].astigmatism_deg, 14);
  EXPECT_EQ(out.tilts[0].defocus_A, 500);
}

TEST(ImageWarp, InverseTakesBack) {
  Tilt tilt;
  tilt.rotation_deg = 7;
  tilt.magnification = 1.1;
  tilt.shift_x_A = 25;
  tilt.shift_y_A = -13;
  const PlanarMap map = recorded_from_aligned(tilt, k_pixel_A);
  const PlanarMap none = chained(map, inverse(map));
  EXPECT_NEAR(none.xx, 1, 1e-14);
  EXPECT_NEAR(none.xy, 0, 1e-14);
  EXPECT_NEAR(none.yx, 0, 1e-14);
  EXPECT_NEAR(none.yy, 1, 1e-14);
  EXPECT_NEAR(none.dx, 0, 1e-14);
  EXPECT_NEAR(none.dy, 0, 1e-14);
}

TEST(ImageWarp, ShiftsBeyondAllBoundsShowTheEdge) {
  const std::vector<float> image{1, 2, 3, 4};
  std::vector<float> out(4);
  warp_image(image.data(), 4, 1, {1, 0, 0, 1, 1e15, -1e15}, out.data());
  EXPECT_EQ(out, (std::vector<float>{1, 1, 1, 1}));
}

TEST(Misalign, SameBitsForEverySplit) {
  Volume series{{{31, 20, 9}, k_pixel_A}, {}};
  Random random(2);
  for (std::size_t i = 0; i < series.grid.count(); ++i)
    series.voxels.push_back(static_cast<float>(random.normal()));
  const auto tilts = tilts_between(-60, 60, 15);
  const auto serial = run_stage(Misalign(everything()), dataset_of(series, tilts, {}), 5);
  for (const std::size_t chunk : {1U, 4U, 100U}) {
    SplitRun run(5, chunk, 3);
    testing::KeptOutput out;
    Misalign(everything()).run(dataset_of(series, tilts, {}), out, run);
    EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    EXPECT_EQ(run.finished, 1);
  }
}

TEST(Misalign, RefusesWhatItCanNotDo) {
  MisalignParams params;
  params.mean_A = 3;
  EXPECT_EQ(data_error_of([&] { misaligned(params, tilts_between(0, 90, 90)); }),
            Texts("shifts that grow with the sine of the tilt up to 15 A can not have a mean of 3 A",
                  "with these tilts the mean is at least 7.5 A; raise it, or lower the largest shift"));
  const Volume broken{{{1, 1, 1}, 1}, {std::numeric_limits<float>::infinity()}};
  EXPECT_EQ(data_error_of([&] { run_stage(Misalign({}), dataset_of(broken, std::vector<Tilt>(1), {})); }),
            Texts("image 0 of the tilt series has values that are not finite",
                  "check the stage or the file that it comes from"));
  EXPECT_EQ(Misalign::schema().info().rules, std::vector<std::string>{"mean must not be greater than max"});
}

TEST(Misalign, StopsWhenCancelled) {
  const Volume series{{{1, 1, 1}, 1}, {1}};
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  EXPECT_THROW(Misalign({}).run(dataset_of(series, std::vector<Tilt>(1), {}), out, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::tem
