// tem.reconstruct on tilt series in closed form: values, places, shifts, thickness, and errors.
#include "reconstruct.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"
#include "project.hpp"

namespace cryocosm::tem {
namespace {

/// Every frequency up to Nyquist, so that nothing but geometry and weights is tested.
ReconstructParams full_band() {
  ReconstructParams params;
  params.cutoff = 1;
  params.falloff = 0;
  return params;
}

double worst_difference(const Volume& a, const Volume& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.voxels.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a.voxels[i]) - static_cast<double>(b.voxels[i])));
  return worst;
}

/// Peak of a blob near `guess`, by parabolas through the brightest voxel and its neighbours' logarithms
/// (exact for a Gaussian).
Vec3 peak_near(const Volume& volume, Index3 guess, std::int64_t reach) {
  Index3 best = guess;
  for (std::int64_t z = guess.z - reach; z <= guess.z + reach; ++z)
    for (std::int64_t y = guess.y - reach; y <= guess.y + reach; ++y)
      for (std::int64_t x = guess.x - reach; x <= guess.x + reach; ++x)
        if (at(volume, x, y, z) > at(volume, best.x, best.y, best.z)) best = {x, y, z};
  const auto refined = [&](double below, double here, double above) {
    return 0.5 * (std::log(below) - std::log(above)) /
           (std::log(below) - 2 * std::log(here) + std::log(above));
  };
  const auto value = [&](std::int64_t dx, std::int64_t dy, std::int64_t dz) {
    return static_cast<double>(at(volume, best.x + dx, best.y + dy, best.z + dz));
  };
  return {static_cast<double>(best.x) + refined(value(-1, 0, 0), value(0, 0, 0), value(1, 0, 0)),
          static_cast<double>(best.y) + refined(value(0, -1, 0), value(0, 0, 0), value(0, 1, 0)),
          static_cast<double>(best.z) + refined(value(0, 0, -1), value(0, 0, 0), value(0, 0, 1))};
}

constexpr double k_sigma = 4;

/// Bound on the error anywhere, as a fraction of the blob's height: linear interpolation between
/// samples at fraction f convolves with a variance f (1-f) <= 1/4 voxel^2 along one direction of each
/// view, which changes the two-dimensional Gaussian in x and z by at most (variance/2) * its Laplacian
/// = variance / sigma^2. The cubic between pixels acts on the filtered row, at order (1/sigma)^4 and
/// below that.
constexpr double k_bound = 0.25 / (k_sigma * k_sigma);

TEST(Reconstruct, FullCoverageGivesTheDensityBack) {
  for (const std::int64_t nx : {64, 65})
    for (const std::int64_t nz : {48, 49}) {
      const GridSpec grid{{nx, 3, nz}, 10};
      // far enough inside that no projection is cut
      const std::vector<Blob> blobs{{{35.3, 1.2, 25.6}, k_sigma, 1}};
      const auto tilts = tilts_between(-90, 88.5, 1.5);
      const Volume series = series_of(grid, blobs, tilts);
      const auto out = run_stage(Reconstruct(full_band()), dataset_of(series, tilts, grid));
      ASSERT_EQ(out.volume.grid.size, grid.size);
      EXPECT_LT(worst_difference(out.volume, volume_of(grid, blobs)), k_bound) << nx << " " << nz;
    }
}

TEST(Reconstruct, MirrorsProjectInBothSenses) {
  // through our own projector: two shears, so twice the bound
  const GridSpec grid{{64, 5, 48}, 4};
  const std::vector<Blob> blobs{{{34.1, 2.4, 21.7}, k_sigma, 1.5}, {{29, 1.8, 26}, k_sigma, 0.5}};
  const Volume volume = volume_of(grid, blobs);
  ProjectParams params;
  params.first_deg = -90;
  params.last_deg = 90;
  params.step_deg = 2;
  const auto series = run_stage(Project(params), dataset_of(volume));
  Dataset in = series.dataset(DataKind::tilt_series, grid);
  auto out = run_stage(Reconstruct(full_band()), in);
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
  for (float& voxel : out.volume.voxels) voxel = -voxel;
  EXPECT_LT(worst_difference(out.volume, volume), 2 * 2 * k_bound);
}

TEST(Reconstruct, MissingWedgeKeepsPeaksInPlace) {
  const GridSpec grid{{100, 32, 60}, 10};
  const std::vector<Blob> blobs{{{30.3, 12.2, 35.6}, k_sigma, 1}, {{66.7, 17.5, 22.1}, k_sigma, 1}};
  const auto tilts = tilts_between(-60, 60, 3);
  const Volume series = series_of(grid, blobs, tilts);
  const auto out = run_stage(Reconstruct(ReconstructParams{}), dataset_of(series, tilts, grid));
  for (const Blob& blob : blobs) {
    const Index3 guess{std::lround(blob.centre.x), std::lround(blob.centre.y), std::lround(blob.centre.z)};
    const Vec3 peak = peak_near(out.volume, guess, 3);
    EXPECT_NEAR(peak.x, blob.centre.x, 0.1);
    EXPECT_NEAR(peak.y, blob.centre.y, 0.1);
    EXPECT_NEAR(peak.z, blob.centre.z, 0.1);
    // a round blob's energy is spread evenly over all directions, and two thirds of them were seen
    EXPECT_NEAR(at(out.volume, guess.x, guess.y, guess.z), 123.0 / 180, 0.05);
  }
}

std::vector<Tilt> shifted_tilts() {
  auto tilts = tilts_between(-90, 87, 3);
  Random random(4);
  for (Tilt& tilt : tilts) {
    tilt.shift_x_A = random.uniform(-30, 30);
    tilt.shift_y_A = random.uniform(-30, 30);
  }
  return tilts;
}

TEST(Reconstruct, UndoesTheRecordedShifts) {
  const GridSpec grid{{70, 50, 30}, 10};
  const std::vector<Blob> blobs{{{36.3, 24.2, 16.6}, k_sigma, 1}};
  const auto tilts = shifted_tilts();
  const Volume series = series_of(grid, blobs, tilts);
  const auto out = run_stage(Reconstruct(full_band()), dataset_of(series, tilts, grid));
  EXPECT_LT(worst_difference(out.volume, volume_of(grid, blobs)), k_bound);
}

TEST(Reconstruct, LeavesTheShiftsInWhenAsked) {
  const GridSpec grid{{70, 50, 30}, 10};
  const std::vector<Blob> blobs{{{36.3, 24.2, 16.6}, k_sigma, 1}};
  auto tilts = shifted_tilts();
  const Volume series = series_of(grid, blobs, tilts);
  ReconstructParams params = full_band();
  params.alignment = "none";
  const auto left_in = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  for (Tilt& tilt : tilts) tilt.shift_x_A = tilt.shift_y_A = 0;
  const auto unaware = run_stage(Reconstruct(full_band()), dataset_of(series, tilts, grid));
  EXPECT_EQ(left_in.volume.voxels, unaware.volume.voxels);
  EXPECT_LT(at(left_in.volume, 36, 24, 17), 0.9);
}

TEST(Reconstruct, WithoutFilterItIsTheMeanLineIntegral) {
  // in the plane of a blob's centre all line integrals through it are equal
  const GridSpec grid{{41, 1, 41}, 10};
  const std::vector<Blob> blobs{{{20, 0, 20}, k_sigma, 1}};
  const auto tilts = tilts_between(-60, 60, 3);
  const Volume series = series_of(grid, blobs, tilts);
  ReconstructParams params = full_band();
  params.filter = "none";
  const auto out = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  EXPECT_NEAR(at(out.volume, 20, 0, 20) / (std::sqrt(2 * k_pi) * k_sigma * 10), 1, k_bound);
}

TEST(Reconstruct, ThicknessIsCentredOnTheSpecimen) {
  const GridSpec grid{{64, 1, 40}, 10};
  const std::vector<Blob> blobs{{{31.5, 0, 22}, k_sigma, 1}};
  const auto tilts = tilts_between(-60, 60, 3);
  const Volume series = series_of(grid, blobs, tilts);
  const auto own = run_stage(Reconstruct(full_band()), dataset_of(series, tilts, grid));
  ReconstructParams params = full_band();
  params.thickness_A = 500;
  const auto thick = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  ASSERT_EQ(thick.volume.grid.size.z, 50);
  for (std::int64_t z = 0; z < 40; ++z)
    for (std::int64_t x = 0; x < 64; ++x)
      ASSERT_NEAR(at(thick.volume, x, 0, z + 5), at(own.volume, x, 0, z), 1e-5);  // rounding of other offsets

  const auto depth = [&](double thickness_A, std::int64_t specimen_z) {
    ReconstructParams p = full_band();
    p.thickness_A = thickness_A;
    const GridSpec specimen{{64, 1, specimen_z}, 10};
    return run_stage(Reconstruct(p), dataset_of(series, tilts, specimen)).volume.grid.size.z;
  };
  EXPECT_EQ(depth(489, 40), 48);  // even as the specimen
  EXPECT_EQ(depth(489, 41), 49);  // odd as the specimen
  EXPECT_EQ(depth(1, 40), 2);
  EXPECT_EQ(depth(1, 41), 1);
  EXPECT_EQ(depth(0, 33), 33);  // not given
}

TEST(Reconstruct, SameBitsForEverySplit) {
  const GridSpec grid{{37, 23, 19}, 10};
  const auto tilts = tilts_between(-75, 75, 5);  // an odd number of views, of both kinds
  const Volume series = series_of(grid, {{{17, 11, 9}, 3, 1}}, tilts);
  const auto serial = run_stage(Reconstruct(ReconstructParams{}), dataset_of(series, tilts, grid));
  for (const std::size_t chunk : {1U, 2U, 7U, 100U}) {
    SplitRun run(1, chunk, 3);
    testing::KeptOutput out;
    Reconstruct(ReconstructParams{}).run(dataset_of(series, tilts, grid), out, run);
    EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    EXPECT_EQ(run.finished, 1);
  }
}

TEST(Reconstruct, OneVoxelAndOneViewAreEnough) {
  const GridSpec grid{{1, 1, 1}, 2};
  const std::vector<Tilt> tilts(1);
  const Volume series{{{1, 1, 1}, 2}, {3}};
  // pi (all directions) * 1/4 (the ramp's centre) / 2 (pixel size) * 3
  const auto out = run_stage(Reconstruct(full_band()), dataset_of(series, tilts, grid));
  EXPECT_NEAR(out.volume.voxels[0], k_pi * 0.25 / 2 * 3, 1e-5);
}

TEST(Reconstruct, RefusesWhatIsNoTiltSeries) {
  const GridSpec grid{{1, 1, 1}, 2};
  const Volume series{{{1, 1, 2}, 2}, {1, 2}};
  std::vector<Tilt> tilts(1);
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct({}), dataset_of(series, tilts, grid)); }),
            Texts("the tilt series has 2 images but 1 tilt angles",
                  "the stage that made it must give one Tilt for each image"));
  tilts.resize(2);
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct({}), dataset_of(series, tilts, {})); }),
            Texts("the tilt series does not say how thick its specimen is", "set the parameter thickness"));
  tilts[0].shift_x_A = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct({}), dataset_of(series, tilts, grid)); }),
            Texts("the tilt angle or shift of image 0 is not finite",
                  "the stage that made the tilt series must give finite numbers"));
  const Volume broken{{{1, 1, 0}, 2}, {}};
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct({}), dataset_of(broken, {}, grid)); }),
            Texts("the tilt series has no voxels: its size is 1 x 1 x 0", "every side must be at least 1"));
}

TEST(Reconstruct, StopsWhenCancelled) {
  const GridSpec grid{{2, 2, 2}, 1};
  const std::vector<Tilt> tilts(1);
  const Volume series{{{2, 2, 1}, 1}, {1, 2, 3, 4}};
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  EXPECT_THROW(Reconstruct({}).run(dataset_of(series, tilts, grid), out, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::tem
