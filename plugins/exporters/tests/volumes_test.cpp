// Which volumes are written, as what, and the table of labels.
#include "volumes.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "fake_run.hpp"

namespace cryocosm::exporters {
namespace {

FakeRun run_with_labels() {
  FakeRun finished({{4, 3, 2}, 10});
  finished.labels_info = {{1, 0, "membrane", "membranes.sphere"}, {2, 1, "never placed", "x.y"}};
  finished.label_voxels[0] = 1;
  finished.label_voxels[23] = 1;
  finished.add_chain(1, nullptr, {{}, {}, {}});
  return finished;
}

TEST(VolumesExporter, WritesThePhantomAndCountsLabels) {
  const FakeRun finished = run_with_labels();
  TemporaryFolder folder;
  KeptVolumes volumes;
  testing::TestRun run(1, &volumes);
  VolumesExporter(NoParams{}).write(finished, folder, run);
  ASSERT_EQ(volumes.kept.size(), 3U);
  EXPECT_EQ(volumes.kept[0].name, "density.mrc");
  EXPECT_EQ(volumes.kept[0].view.type, PixelType::float32);
  EXPECT_EQ(volumes.kept[0].view.voxels, finished.density());
  EXPECT_EQ(volumes.kept[1].name, "labels.mrc");
  EXPECT_EQ(volumes.kept[1].view.type, PixelType::uint16);
  EXPECT_EQ(volumes.kept[1].view.voxels, finished.labels());
  EXPECT_EQ(volumes.kept[2].name, "instances.nrrd");
  EXPECT_EQ(volumes.kept[2].view.type, PixelType::uint32);
  EXPECT_EQ(volumes.kept[2].view.voxels, finished.instances());
  for (const KeptVolumes::Kept& kept : volumes.kept) {
    EXPECT_FALSE(kept.view.is_stack);
    EXPECT_EQ(kept.view.grid.size, finished.grid().size);
    EXPECT_EQ(kept.view.grid.voxel_A, 10);
  }
  EXPECT_EQ(folder.text_of("labels.csv"),
            "label,name,component,units,voxels\n"
            "1,membrane,membranes.sphere,3,2\n"
            "2,never placed,x.y,0,0\n");
}

TEST(VolumesExporter, WritesTheSeriesAsAStackAndTheTomogramAsAVolume) {
  FakeRun finished = run_with_labels();
  const std::vector<float> voxels(24);
  const std::vector<Tilt> tilts(2);
  const Dataset series{DataKind::tilt_series, {{4, 3, 2}, 5},         voxels.data(),
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  const Dataset tomogram{DataKind::tomogram,     {{2, 2, 2}, 20}, voxels.data(), {},
                         Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  finished.reconstruction = &tomogram;
  TemporaryFolder folder;
  KeptVolumes volumes;
  testing::TestRun run(1, &volumes);
  VolumesExporter(NoParams{}).write(finished, folder, run);
  ASSERT_EQ(volumes.kept.size(), 5U);
  EXPECT_EQ(volumes.kept[3].name, "tilt_series.mrc");
  EXPECT_TRUE(volumes.kept[3].view.is_stack);
  EXPECT_EQ(volumes.kept[3].view.grid.voxel_A, 5);
  EXPECT_EQ(volumes.kept[4].name, "tomogram.mrc");
  EXPECT_FALSE(volumes.kept[4].view.is_stack);
  EXPECT_EQ(volumes.kept[4].view.grid.size, (Index3{2, 2, 2}));
}

}  // namespace
}  // namespace cryocosm::exporters
