// Unit tests of hot_pixels.defects: every pixel of the output against what defects should make of it.
#include "defects.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "images.hpp"

namespace hot_pixels {
namespace {

using namespace cryocosm;

DefectsParams nothing() {
  DefectsParams params;
  params.unit = "value";
  params.hot.fraction = 0;
  params.dead.fraction = 0;
  params.rays.per_image = 0;
  return params;
}

TEST(Defects, WhatWasDoneIsNoted) {
  const NoisySeries in;
  DefectsParams params = nothing();
  params.dead.columns = 1;
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run;
  Defects(params).run(in.dataset(), out, run);
  ASSERT_EQ(run.notes.size(), 4U);
  EXPECT_EQ(run.notes[0], std::make_pair(std::string("hot_pixels"), std::string()));
  EXPECT_EQ(run.notes[2].first, "dead_columns");
  const std::int64_t column = std::stoll(run.notes[2].second);
  for (std::int64_t x = 0; x < 40; ++x) {
    const auto i = static_cast<std::size_t>(x);
    EXPECT_EQ(out.volume.voxels[i] == in.voxels[i], x != column) << x;
  }
}

TEST(Defects, ADetectorWithoutDefectsChangesNothing) {
  const NoisySeries in;
  const auto out = output_of(Defects(nothing()), in.dataset());
  EXPECT_EQ(out.volume.voxels, in.voxels);
  EXPECT_EQ(out.volume.grid.size, in.grid.size);
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
  ASSERT_EQ(out.tilts.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(out.tilts[i].angle_deg, in.tilts[i].angle_deg);
    EXPECT_EQ(out.tilts[i].shift_x_A, in.tilts[i].shift_x_A);
    EXPECT_EQ(out.tilts[i].dose_e_per_A2, 3);
    EXPECT_EQ(out.tilts[i].acquired, in.tilts[i].acquired);
    EXPECT_EQ(out.tilts[i].defocus_A, 25000);
  }
}

TEST(Defects, HotPixelsAreTheSameInEveryImage) {
  const NoisySeries in;
  DefectsParams params = nothing();
  params.hot.fraction = 0.01;
  params.hot.excess = Distribution::uniform(20, 90);
  const auto out = output_of(Defects(params), in.dataset());
  std::size_t hot = 0;
  for (std::size_t i = 0; i < in.pixels(); ++i) {
    const float excess = out.volume.voxels[i] - in.voxels[i];
    for (std::size_t view = 1; view < 3; ++view)
      ASSERT_NEAR(out.volume.voxels[view * in.pixels() + i] - in.voxels[view * in.pixels() + i], excess,
                  2e-5F)
          << i;
    if (excess == 0) continue;
    ++hot;
    EXPECT_TRUE(20 <= excess && excess < 90.00002F) << excess;
  }
  EXPECT_NEAR(static_cast<double>(hot), 12, 5 * std::sqrt(12.0));
  EXPECT_GT(hot, 0U);
}

TEST(Defects, ExcessIsInDeviationsMeansOrValues) {
  const NoisySeries in;
  for (const auto& [unit, wanted] :
       {std::pair<const char*, float>{"deviation", 20}, {"mean", 500}, {"value", 10}}) {
    DefectsParams params = nothing();
    params.unit = unit;
    params.hot.fraction = 0.01;
    params.hot.excess = 10;
    const auto out = output_of(Defects(params), in.dataset());
    float highest = 0;
    for (std::size_t i = 0; i < in.pixels(); ++i)
      highest = std::max(highest, out.volume.voxels[i] - in.voxels[i]);
    // of 1200 normal numbers the mean is off by 1/35 and the deviation by 1/49 of the deviation: five times
    // that
    EXPECT_NEAR(highest, wanted, unit == std::string("value") ? 2e-5F : 0.11F * wanted) << unit;
  }
}

TEST(Defects, DeadPixelsAndColumnsReadTheSameWhateverHitsThem) {
  const NoisySeries in;
  DefectsParams params = nothing();
  params.dead.fraction = 0.01;
  params.dead.columns = 2;
  params.dead.level = -3;
  params.hot.fraction = 0.01;
  params.rays.per_image = 300;
  const auto out = output_of(Defects(params), in.dataset());
  for (std::size_t view = 0; view < 3; ++view) {
    const auto begin = in.voxels.begin() + static_cast<std::ptrdiff_t>(view * in.pixels());
    double mean = 0;
    std::for_each(begin, begin + static_cast<std::ptrdiff_t>(in.pixels()),
                  [&](float v) { mean += v / static_cast<double>(in.pixels()); });
    const auto reading = static_cast<float>(mean - 3);
    int dead_columns = 0;
    for (std::size_t x = 0; x < 40; ++x) {
      int dead = 0;
      for (std::size_t y = 0; y < 30; ++y)
        dead += std::abs(out.volume.voxels[view * in.pixels() + y * 40 + x] - reading) < 1e-5F;
      dead_columns += dead == 30;
    }
    EXPECT_EQ(dead_columns, 2);
  }
}

TEST(Defects, RaysHitEachImageAnewAndAddElectrons) {
  const NoisySeries in;
  DefectsParams params = nothing();
  params.rays.per_image = 20;
  params.rays.excess = 30;
  params.rays.length = 1;
  const auto out = output_of(Defects(params), in.dataset());
  std::vector<std::vector<std::size_t>> hit(3);
  for (std::size_t view = 0; view < 3; ++view)
    for (std::size_t i = 0; i < in.pixels(); ++i) {
      const float excess = out.volume.voxels[view * in.pixels() + i] - in.voxels[view * in.pixels() + i];
      if (excess > 0) hit[view].push_back(i);
      EXPECT_GE(excess, 0);
    }
  for (const auto& places : hit) EXPECT_NEAR(static_cast<double>(places.size()), 20, 5 * std::sqrt(20.0));
  EXPECT_NE(hit[0], hit[1]);
  EXPECT_NE(hit[1], hit[2]);
}

TEST(Defects, InANegativeMoreElectronsAreDarker) {
  const NoisySeries in;
  Dataset negative = in.dataset();
  negative.contrast = Contrast::protein_bright;
  DefectsParams params = nothing();
  params.hot.fraction = 0.01;
  params.hot.excess = 30;
  const auto out = output_of(Defects(params), negative);
  const auto lowest = std::min_element(out.volume.voxels.begin(), out.volume.voxels.end());
  EXPECT_NEAR(*lowest - in.voxels[static_cast<std::size_t>(lowest - out.volume.voxels.begin())], -30, 2e-5);
  EXPECT_EQ(out.contrast, Contrast::protein_bright);
}

TEST(Defects, TheDetectorsNumberKeepsItsDefectsInEveryRun) {
  const NoisySeries in;
  DefectsParams params = nothing();
  params.hot.fraction = 0.01;
  EXPECT_NE(output_of(Defects(params), in.dataset(), 1).volume.voxels,
            output_of(Defects(params), in.dataset(), 2).volume.voxels);
  params.detector = 12;
  const auto first = output_of(Defects(params), in.dataset(), 1);
  EXPECT_EQ(first.volume.voxels, output_of(Defects(params), in.dataset(), 2).volume.voxels);
  params.detector = 13;
  EXPECT_NE(first.volume.voxels, output_of(Defects(params), in.dataset(), 1).volume.voxels);
}

TEST(Defects, HalvesShareTheDetectorAndNoRays) {
  NoisySeries even, odd;
  Random random(8);
  for (float& v : odd.voxels) v = static_cast<float>(50 + 2 * random.normal());
  const auto excess_of = [](const NoisySeries& in, const DefectsParams& params) {
    Dataset half = in.dataset();
    half.is_half = true;
    auto excess = output_of(Defects(params), half).volume.voxels;
    for (std::size_t i = 0; i < excess.size(); ++i) excess[i] = std::round(excess[i] - in.voxels[i]);
    return excess;
  };
  DefectsParams params = nothing();
  params.hot.fraction = 0.01;
  params.hot.excess = 30;
  EXPECT_EQ(excess_of(even, params), excess_of(odd, params));

  DefectsParams rays = nothing();
  rays.rays.per_image = 40;
  rays.rays.excess = 30;
  rays.rays.length = 1;
  const auto of_even = excess_of(even, rays), of_odd = excess_of(odd, rays);
  std::size_t hits = 0, common = 0;
  for (std::size_t i = 0; i < of_even.size(); ++i) {
    hits += (of_even[i] > 0) + (of_odd[i] > 0);
    common += of_even[i] > 0 && of_odd[i] > 0;
  }
  // 20 in each of six images; two in the same of 1200 pixels by chance: 3 * 20 * 20 / 1200 = 1
  EXPECT_NEAR(static_cast<double>(hits), 120, 5 * std::sqrt(120.0));
  EXPECT_LE(common, 6U);
}

TEST(Defects, MeansThatAreNotPositiveAreNoUnit) {
  NoisySeries in;
  for (float& v : in.voxels) v = -0.25F;
  DefectsParams params;
  params.unit = "mean";
  try {
    output_of(Defects(params), in.dataset());
    FAIL() << "accepted";
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(),
              "an image has the mean -0.25, which can not be the unit of what defects add to it");
    EXPECT_EQ(error.hint(), "set unit to deviation; means are for images of counts");
  }
}

TEST(Defects, StopsWhenCancelled) {
  const NoisySeries in;
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(Defects(DefectsParams{}).run(in.dataset(), out, run), Cancelled);
}

}  // namespace
}  // namespace hot_pixels
