// preview.png decodes to the expected size and colours; slices, contrast and resampling by hand.
#include "preview.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include <cstdlib>
#include <fstream>

#include "canvas.hpp"
#include "cryocosm/testing.hpp"
#include "fake_run.hpp"
#include "slices.hpp"

namespace cryocosm::exporters {
namespace {

struct Decoded {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
  Colour at(int x, int y) const {
    const std::uint8_t* const p = rgb.data() + 3 * (y * width + x);
    return {p[0], p[1], p[2]};
  }
};

Decoded decode(const std::string& bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  Decoded decoded;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return decoded;
  image.format = PNG_FORMAT_RGB;
  decoded.width = static_cast<int>(image.width);
  decoded.height = static_cast<int>(image.height);
  decoded.rgb.resize(PNG_IMAGE_SIZE(image));
  EXPECT_TRUE(png_image_finish_read(&image, nullptr, decoded.rgb.data(), 0, nullptr)) << image.message;
  return decoded;
}

std::string exported(const FinishedRun& finished, std::int64_t width_px = 1800) {
  TemporaryFolder folder;
  testing::TestRun run;
  PreviewParams params;
  params.width_px = width_px;
  PreviewExporter(params).write(finished, folder, run);
  return folder.text_of("preview.png");
}

bool operator==(Colour a, Colour b) { return a.red == b.red && a.green == b.green && a.blue == b.blue; }

// Layout of the picture: 14 pixels around, 24 for the titles, 10 between panels, 14 + 14 for the bar.
int expected_width(int panels, int panel) { return 28 + panels * panel + (panels - 1) * 10; }
int expected_height(int xy, int xz) { return 14 + 24 + xy + 10 + xz + 14 + 14 + 14; }

TEST(Preview, AnEmptyPhantomMakesTwoPanelsMagnifiedByAWholeNumber) {
  const Decoded picture = decode(exported(FakeRun({{100, 60, 20}, 10})));
  // (1800 - 28 - 10) / 200 = 8.81
  EXPECT_EQ(picture.width, expected_width(2, 800));
  EXPECT_EQ(picture.height, expected_height(480, 160));
}

TEST(Preview, ATomogramAddsAThirdPanelAndLargeVolumesShrink) {
  FakeRun finished({{1000, 900, 30}, 5});
  const std::vector<float> voxels(std::size_t{500} * 450 * 15);
  const Dataset tomogram{
      DataKind::tomogram, {{500, 450, 15}, 10}, voxels.data(), {}, Contrast::protein_dark, {}};
  finished.reconstruction = &tomogram;
  const Decoded picture = decode(exported(finished, 1000));
  // (1000 - 28 - 20) / 3 = 317.33 pixels for 1000 voxels
  EXPECT_EQ(picture.width, expected_width(3, 317));
  EXPECT_EQ(picture.height, expected_height(285, 9));
}

TEST(Preview, ShowsTheCentralSlicesWithYAndZUp) {
  FakeRun finished({{10, 10, 4}, 10});
  // one corner of the plane z = N/2: label 1 (orange) at the smallest x and y
  finished.label_voxels[2 * 100] = 1;
  // one corner of the plane y = N/2: label 2 (sky blue) at the largest x and z
  finished.label_voxels[3 * 100 + 5 * 10 + 9] = 2;
  const Decoded picture = decode(exported(finished, 248));
  ASSERT_EQ(picture.width, expected_width(2, 100));
  ASSERT_EQ(picture.height, expected_height(100, 40));
  const int left = 14 + 100 + 10;
  EXPECT_TRUE(picture.at(left, 38 + 99) == (Colour{230, 159, 0}));
  EXPECT_TRUE(picture.at(left + 9, 38 + 90) == (Colour{230, 159, 0}));
  EXPECT_TRUE(picture.at(left + 10, 38 + 90) == (Colour{11, 12, 15}));
  EXPECT_TRUE(picture.at(left + 99, 38 + 100 + 10) == (Colour{86, 180, 233}));
  EXPECT_TRUE(picture.at(left + 90, 38 + 100 + 19) == (Colour{86, 180, 233}));
  EXPECT_TRUE(picture.at(left + 99, 38 + 100 + 20) == (Colour{11, 12, 15}));
}

TEST(Preview, IsTheSameTwice) {
  const FakeRun finished({{30, 20, 10}, 10});
  EXPECT_EQ(exported(finished), exported(finished));
}

TEST(Contrast, LeavesHalfAPerCentOnEitherSide) {
  std::vector<float> values;
  for (int i = 0; i <= 1000; ++i) values.push_back(static_cast<float>((i * 3) % 1001));
  values.push_back(std::numeric_limits<float>::quiet_NaN());
  const Contrast01 contrast = robust_contrast(values);
  EXPECT_EQ(contrast.black, 5);
  EXPECT_EQ(contrast.white, 995);
}

TEST(Contrast, OfRareAndOfConstantValues) {
  std::vector<float> rare(1000, 2.0F);
  rare[500] = 3;
  EXPECT_EQ(robust_contrast(rare).black, 2);
  EXPECT_EQ(robust_contrast(rare).white, 3);
  EXPECT_EQ(robust_contrast({4, 4}).black, 3.5F);
  EXPECT_EQ(robust_contrast({4, 4}).white, 4.5F);
  EXPECT_EQ(robust_contrast({}).white, 1);
}

TEST(Resampled, KeepsTheMeanAndWholeMagnificationsAreSharp) {
  Plane<float> plane{7, 5, {}};
  Random random(2);
  double sum = 0;
  for (int i = 0; i < 35; ++i) sum += plane.values.emplace_back(static_cast<float>(random.uniform()));
  for (const auto& [width, height] : {std::pair{3, 2}, {7, 5}, {10, 9}, {1, 1}}) {
    const Plane<float> result = resampled(plane, width, height);
    ASSERT_EQ(result.values.size(), static_cast<std::size_t>(width * height));
    double mean = 0;
    for (const float v : result.values) mean += v / static_cast<double>(width * height);
    EXPECT_NEAR(mean, sum / 35, 1e-6) << width;  // float weights: a few 1e-7
  }
  const Plane<float> doubled = resampled(plane, 14, 10);
  for (std::size_t y = 0; y < 10; ++y)
    for (std::size_t x = 0; x < 14; ++x)
      EXPECT_EQ(doubled.values[y * 14 + x], plane.values[y / 2 * 7 + x / 2]);
}

void add_ball(FakeRun& finished, Vec3 centre, double radius, std::uint16_t label, Random& random) {
  const Index3& size = finished.grid().size;
  for (std::int64_t z = 0; z < size.z; ++z) {
    if (std::abs(static_cast<double>(z) - centre.z) > radius) continue;
    for (std::int64_t y = 0; y < size.y; ++y) {
      if (std::abs(static_cast<double>(y) - centre.y) > radius) continue;
      for (std::int64_t x = 0; x < size.x; ++x) {
        if (std::abs(static_cast<double>(x) - centre.x) > radius) continue;
        if (norm(Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)} - centre) >
            radius)
          continue;
        const auto at = static_cast<std::size_t>((z * size.y + y) * size.x + x);
        finished.label_voxels[at] = label;
        finished.density_voxels[at] = static_cast<float>(random.uniform(0.6, 1));
      }
    }
  }
}

// A scene made of balls, to be looked at: set CRYOCOSM_PREVIEW_TO to a path to keep the picture.
TEST(Preview, OfACrowdedScene) {
  const GridSpec grid{{300, 300, 80}, 10};
  FakeRun finished(grid);
  Random random(42);
  for (int i = 0; i < 400; ++i) {
    const Vec3 centre{random.uniform(0, 300), random.uniform(0, 300), random.uniform(0, 80)};
    add_ball(finished, centre, random.uniform(4, 13), static_cast<std::uint16_t>(1 + random.index(9)),
             random);
  }
  std::vector<float> noisy;
  for (const float density : finished.density_voxels)
    noisy.push_back(static_cast<float>(0.5 * random.normal()) - density);
  const Dataset tomogram{DataKind::tomogram, grid, noisy.data(), {}, Contrast::protein_dark, grid};
  finished.reconstruction = &tomogram;
  const std::string bytes = exported(finished, 948);
  if (const char* const path = std::getenv("CRYOCOSM_PREVIEW_TO"))
    std::ofstream(path, std::ios::binary) << bytes;

  const Decoded picture = decode(bytes);
  ASSERT_EQ(picture.width, expected_width(3, 300));
  ASSERT_EQ(picture.height, expected_height(300, 80));
  // one pixel for each voxel: density is dark exactly where there is no label
  for (int y = 38; y < 38 + 300; ++y)
    for (int x = 14; x < 14 + 300; ++x)
      ASSERT_EQ(picture.at(x, y) == (Colour{0, 0, 0}), picture.at(x + 310, y) == (Colour{11, 12, 15}))
          << x << ' ' << y;
}

}  // namespace
}  // namespace cryocosm::exporters
