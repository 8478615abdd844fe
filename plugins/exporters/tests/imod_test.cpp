// tilt_series.tlt and tilt_series.xf, by their exact text.
#include "imod.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "fake_run.hpp"

namespace cryocosm::exporters {
namespace {

TEST(Imod, WritesAnglesAndTheShiftsThatAlign) {
  FakeRun finished({{8, 8, 4}, 10});
  std::vector<Tilt> tilts(3);
  tilts[0] = {-60, 25, -12.5, 0, 0};
  tilts[1] = {0.25, 0, 0.001, 0, 0};  // less than half a thousandth of a pixel: no "-0.000"
  tilts[2] = {59.99996, -123.456, 1000, 0, 0};
  const Dataset series{DataKind::tilt_series, {{8, 8, 3}, 10},        nullptr,
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  TemporaryFolder folder;
  testing::TestRun run;
  ImodExporter(NoParams{}).write(finished, folder, run);
  EXPECT_EQ(folder.text_of("tilt_series.tlt"),
            "  -60.0000\n"
            "    0.2500\n"
            "   60.0000\n");
  EXPECT_EQ(folder.text_of("tilt_series.xf"),
            "   1.0000000   0.0000000   0.0000000   1.0000000      -2.500       1.250\n"
            "   1.0000000   0.0000000   0.0000000   1.0000000       0.000       0.000\n"
            "   1.0000000   0.0000000   0.0000000   1.0000000      12.346    -100.000\n");
}

TEST(Imod, TransformsTakeBackRotationAndMagnification) {
  FakeRun finished({{8, 8, 4}, 10});
  std::vector<Tilt> tilts(1);
  tilts[0] = {30, 20, 0};
  tilts[0].rotation_deg = 90;
  tilts[0].magnification = 2;
  tilts[0].angle_error_deg = -0.25;
  const Dataset series{DataKind::tilt_series, {{8, 8, 1}, 10},        nullptr,
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  TemporaryFolder folder;
  testing::TestRun run;
  ImodExporter(NoParams{}).write(finished, folder, run);
  EXPECT_EQ(folder.text_of("tilt_series.tlt"), "   30.0000\n");
  EXPECT_EQ(folder.text_of("tilt_series.rawtlt"), "   29.7500\n");
  // the microscope: (x, y) to (-2 y + 2, 2 x) pixels from the middle; so back: (x, y) to (y / 2, 1 - x / 2)
  EXPECT_EQ(folder.text_of("tilt_series.xf"),
            "   0.0000000   0.5000000  -0.5000000   0.0000000       0.000       1.000\n");
}

TEST(Imod, WritesNothingWithoutATiltSeries) {
  TemporaryFolder folder;
  testing::TestRun run;
  ImodExporter(NoParams{}).write(FakeRun({{4, 4, 4}, 10}), folder, run);
  EXPECT_TRUE(folder.names.empty());
}

}  // namespace
}  // namespace cryocosm::exporters
