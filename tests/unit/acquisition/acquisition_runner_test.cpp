// The acquisition runner: ports, hand-over between stages, and stages that misbehave.
#include "acquisition/acquisition_runner.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cryocosm/testing.hpp"

namespace cryocosm {
namespace {

struct Stage final : AcquisitionStage {
  Stage(DataKind in, DataKind out, float add = 1) : ports_{in, out}, add_(add) {}
  Ports ports() const override { return ports_; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext&) const override {
    const std::vector<Tilt> tilts(
        ports_.out == DataKind::tilt_series ? static_cast<std::size_t>(in.grid.size.z) : 0);
    const auto window = out.allocate(in.grid, view(tilts), Contrast::protein_dark);
    for (std::size_t i = 0; i < in.grid.count(); ++i) window.data[i] = in.voxels[i] + add_;
  }
  Ports ports_;
  float add_;
};
struct Idle final : AcquisitionStage {
  Ports ports() const override { return {}; }
  void run(const Dataset&, AcquisitionOutput&, RunContext&) const override {}
};

struct Line {
  std::vector<ComponentUse> uses;
  std::vector<const AcquisitionStage*> stages;
  std::vector<std::unique_ptr<Component>> components;

  Line& add(const char* id, const AcquisitionStage& stage) {
    components.push_back(std::make_unique<Component>());
    components.back()->record.id = id;
    uses.push_back({components.back().get(),
                    {},
                    {"p.json", static_cast<int>(uses.size()) + 3, 5},
                    "acquisition[" + std::to_string(uses.size()) + "]"});
    stages.push_back(&stage);
    return *this;
  }
  Acquired run() const {
    Phantom phantom;
    phantom.grid = {{4, 3, 2}, 10};
    phantom.density.assign(24, 0.0F);
    return acquire(phantom, uses, stages, [](std::size_t) { return std::make_unique<testing::TestRun>(); });
  }
};

const Stage k_project(DataKind::volume, DataKind::tilt_series),
    k_noise(DataKind::tilt_series, DataKind::tilt_series, 10),
    k_reconstruct(DataKind::tilt_series, DataKind::tomogram, 100);

TEST(AcquisitionRunner, HandsDataOnAndKeepsTheLastOfEachKind) {
  Line line;
  const auto acquired =
      line.add("t.project", k_project).add("t.noise", k_noise).add("t.rec", k_reconstruct).run();
  ASSERT_TRUE(acquired.tilt_series && acquired.tomogram);
  EXPECT_EQ(acquired.tilt_series->voxels[0], 11);
  EXPECT_EQ(acquired.tomogram->voxels[23], 111);
  EXPECT_EQ(acquired.tilt_series->contrast, Contrast::protein_dark);
  EXPECT_EQ(acquired.tilt_series->specimen.size, (Index3{4, 3, 2}));
}

TEST(AcquisitionRunner, NoStagesLeaveNothing) {
  const auto acquired = Line{}.run();
  EXPECT_FALSE(acquired.tilt_series || acquired.tomogram);
}

TEST(AcquisitionRunner, NamesEveryPortThatDoesNotFit) {
  Line line;
  line.add("t.rec", k_reconstruct).add("t.noise", k_noise);
  const auto problems = check_ports(line.uses, line.stages);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(
      to_text(problems[0]),
      "p.json:3:5: error CC2011: acquisition[0]: t.rec takes a tilt series, but the phantom gives a volume\n"
      "  change the order of the stages or put one between them that makes a tilt series");
  EXPECT_EQ(problems[1].text, "t.noise takes a tilt series, but t.rec gives a tomogram");
  EXPECT_TRUE(check_ports({}, {}).empty());
}

std::string failure(const Line& line) {
  try {
    line.run();
  } catch (const Error& error) {
    return code_name(error.code()) + " " + error.message();
  }
  return "nothing was thrown";
}

TEST(AcquisitionRunner, RefusesStagesThatLeaveNothingOrNonsense) {
  const Idle idle;
  EXPECT_EQ(failure(std::move(Line{}.add("t.idle", idle))), "CC4002 t.idle finished without an output");
  const Stage bad(DataKind::volume, DataKind::volume, std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(failure(std::move(Line{}.add("t.bad", bad))), "CC4002 t.bad left values that are not finite");
}

}  // namespace
}  // namespace cryocosm
