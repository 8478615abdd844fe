// Transforms of images against the sum that defines them, and mirrored pieces.
#include "image_transform.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

std::vector<float> random_image(std::int64_t width, std::int64_t height) {
  Random random(3);
  std::vector<float> image(static_cast<std::size_t>(width * height));
  for (float& pixel : image) pixel = static_cast<float>(random.normal());
  return image;
}

std::complex<double> definition(const std::vector<float>& image, std::int64_t width, std::int64_t height,
                                std::int64_t m, std::int64_t j) {
  std::complex<double> sum = 0;
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      sum += static_cast<double>(image[static_cast<std::size_t>(y * width + x)]) *
             std::polar(1.0, -2 * k_pi * (double(m * x) / double(width) + double(j * y) / double(height)));
  return sum;
}

TEST(ImageTransform, IsTheSumThatDefinesIt) {
  for (const auto& [width, height] : {std::pair{8, 6}, {7, 5}, {12, 1}, {1, 4}, {2, 2}, {15, 18}}) {
    const auto image = random_image(width, height);
    const ImageTransform transform(width, height);
    ImageTransform::Scratch scratch;
    std::vector<ImageTransform::Complex> spectrum(transform.spectrum_size());
    transform.forward(image.data(), spectrum.data(), scratch);
    for (std::int64_t j = 0; j < height; ++j)
      for (std::int64_t m = 0; m < transform.bins(); ++m) {
        const std::complex<double> here = spectrum[static_cast<std::size_t>(j * transform.bins() + m)];
        // rounding: 1e-7 of the length of the image's vector, with room
        EXPECT_LT(std::abs(here - definition(image, width, height, m, j)),
                  1e-6 * std::sqrt(width * height) * 5);
      }
    std::vector<float> back(image.size());
    transform.inverse(spectrum.data(), back.data(), scratch);
    for (std::size_t i = 0; i < image.size(); ++i) EXPECT_NEAR(back[i], image[i], 2e-6);
  }
}

TEST(ImageTransform, VisitsEveryBinWithItsFrequency) {
  const ImageTransform transform(4, 3);
  std::vector<std::pair<double, double>> seen;
  for_each_bin(transform, 2, [&](std::size_t i, double fx, double fy) {
    EXPECT_EQ(i, seen.size());
    seen.emplace_back(fx, fy);
  });
  ASSERT_EQ(seen.size(), 9U);
  EXPECT_EQ(seen[1], std::pair(0.125, 0.0));
  EXPECT_EQ(seen[5], std::pair(0.25, 1.0 / 6));
  EXPECT_EQ(seen[8], std::pair(0.25, -1.0 / 6));
}

TEST(ImageTransform, FastSizes) {
  EXPECT_EQ(fast_size(1), 2);
  EXPECT_EQ(fast_size(1000), 1000);
  EXPECT_EQ(fast_size(1009), 1024);
  EXPECT_EQ(data_error_of([] { fast_size(1LL << 40); }),
            Texts("an image of 1099511627776 pixels on a side can not be transformed", "use fewer pixels"));
}

TEST(LoadMirrored, GoesOnMirroredAsFarAsItTakes) {
  const std::vector<float> image{1, 2, 3, 4, 5, 6};  // two rows of three
  std::vector<float> piece(10 * 4);
  load_mirrored(image.data(), 3, 2, {-4, -1, 10, 4}, piece.data());
  EXPECT_EQ(std::vector<float>(piece.begin(), piece.begin() + 10),
            (std::vector<float>{3, 3, 2, 1, 1, 2, 3, 3, 2, 1}));
  EXPECT_EQ(piece[10 + 4], 1);
  EXPECT_EQ(piece[20 + 4], 4);
  EXPECT_EQ(piece[30 + 4], 4);
}

}  // namespace
}  // namespace cryocosm::tem
