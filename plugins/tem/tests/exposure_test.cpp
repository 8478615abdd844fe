// Doses in the order of acquisition, damage, and ice, against figures worked out by hand.
#include "exposure.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

std::vector<double> doses_of(const std::vector<Tilt>& tilts) {
  std::vector<double> doses;
  for (const Tilt& tilt : tilts) doses.push_back(tilt.dose_e_per_A2);
  return doses;
}

TEST(Exposure, DosesAddUpInTheOrderOfAcquisition) {
  auto tilts = tilts_between(-60, 60, 30);
  for (std::size_t v = 0; v < 5; ++v) tilts[v].acquired = std::vector<std::int64_t>{4, 2, 0, 1, 3}[v];
  assign_doses(tilts, 100, 0, {});
  EXPECT_EQ(doses_of(tilts), (std::vector<double>{20, 20, 20, 20, 20}));
  const double before[] = {80, 40, 0, 20, 60};
  for (std::size_t v = 0; v < 5; ++v) EXPECT_NEAR(tilts[v].pre_exposure_e_per_A2, before[v], 1e-12);
}

TEST(Exposure, WithoutAnOrderItIsThatOfTheStack) {
  std::vector<Tilt> tilts(3);
  assign_doses(tilts, 0, 0, {1, 2, 4});
  EXPECT_EQ(doses_of(tilts), (std::vector<double>{1, 2, 4}));
  EXPECT_EQ(tilts[2].pre_exposure_e_per_A2, 3);
}

TEST(Exposure, GrowthFollowsTheCosine) {
  auto tilts = tilts_between(0, 60, 60);
  assign_doses(tilts, 90, 1, {});
  EXPECT_NEAR(tilts[0].dose_e_per_A2, 30, 1e-9);
  EXPECT_NEAR(tilts[1].dose_e_per_A2, 60, 1e-9);
}

TEST(Exposure, RefusesDosesThatDoNotFit) {
  std::vector<Tilt> tilts(3);
  EXPECT_EQ(
      data_error_of([&] {
        assign_doses(tilts, 1, 0, {1, 2});
      }),
      Texts("there are 2 doses for 3 images", "list one dose for each image in the parameter per_view"));
  tilts[2].angle_deg = -90;
  EXPECT_EQ(data_error_of([&] { assign_doses(tilts, 1, 2, {}); }),
            Texts("a dose that grows with the tilt has no value at the -90 deg of image 2",
                  "set growth to 0, or leave out tilts of 90 degrees"));
}

TEST(Exposure, CriticalExposureIsThatOfGrantAndGrigorieff) {
  // 0.245 * 0.1^-1.665 + 2.81 = 0.245 * 46.238 + 2.81
  EXPECT_NEAR(critical_exposure_e_per_A2(0.1, 300), 14.138, 1e-3);
  EXPECT_NEAR(critical_exposure_e_per_A2(1 / 3.0, 300), 0.245 * std::pow(3, 1.665) + 2.81, 1e-9);
  // they scale by 0.8 at 200 kV
  EXPECT_NEAR(critical_exposure_e_per_A2(0.1, 200) / critical_exposure_e_per_A2(0.1, 300), 0.8, 0.005);
  EXPECT_EQ(undamaged(critical_exposure_e_per_A2(0, 300), 50, 50), 1);
}

TEST(Exposure, AViewIsTheMeanOfItsMoments) {
  double sum = 0;
  for (int i = 0; i < 10000; ++i) sum += std::exp(-(20 + 6 * (i + 0.5) / 10000) / (2 * 9.0)) / 10000;
  EXPECT_NEAR(undamaged(9, 20, 6), sum, 1e-9);
  EXPECT_NEAR(undamaged(9, 20, 1e-12), std::exp(-20.0 / 18), 1e-12);
}

TEST(Exposure, IceTakesAndAddsWithItsPath) {
  const IceParams ice{2000, 4000, 0.06};
  EXPECT_NEAR(passing_ice(ice, 0), std::exp(-0.5), 1e-12);
  EXPECT_NEAR(passing_ice(ice, -60), std::exp(-1), 1e-12);
  EXPECT_EQ(passing_ice({}, 90), 1);
  // a gas: the variance of n molecules is n, each adds 145.6 V Å^3 / pixel^2
  const double molecules = 0.93 / 18.015 * 0.602214 * 2000 * 100;
  EXPECT_NEAR(ice_deviation_V_A({2000, 4000, 1}, 0, 10), std::sqrt(molecules) * 145.6 / 100, 0.1);
  EXPECT_NEAR(ice_deviation_V_A(ice, 60, 10) / ice_deviation_V_A(ice, 0, 10), std::sqrt(2), 1e-9);
  EXPECT_EQ(ice_deviation_V_A({}, 0, 10), 0);
}

}  // namespace
}  // namespace cryocosm::tem
