// The acquisition runner: ports, hand-over between stages, and stages that misbehave.
#include "acquisition/start_file.hpp"

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
    const Volume phantom{{{4, 3, 2}, 10}, std::vector<float>(24)};
    Acquired acquired;
    acquire(
        {DataKind::volume, phantom.grid, phantom.voxels.data(), {}, Contrast::protein_bright, phantom.grid},
        uses, stages, [](std::size_t, Part) { return std::make_unique<testing::TestRun>(); }, acquired);
    return acquired;
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

/// Makes halves of what comes in: half 0 one more, half 1 one less.
struct Halving final : AcquisitionStage {
  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext&) const override {
    const auto whole = out.allocate(in.grid, in.tilts, in.contrast);
    const auto more = out.allocate_half(0), less = out.allocate_half(1);
    for (std::size_t i = 0; i < in.grid.count(); ++i) {
      whole.data[i] = in.voxels[i];
      more.data[i] = in.voxels[i] + 1;
      less.data[i] = in.voxels[i] - 1;
    }
  }
};

TEST(AcquisitionRunner, LaterStagesRunOnBothHalvesWithoutKnowing) {
  Line line;
  const Halving halving;
  const auto acquired =
      line.add("t.project", k_project).add("t.halve", halving).add("t.rec", k_reconstruct).run();
  ASSERT_EQ(acquired.tilt_series->halves.size(), 2U);
  EXPECT_EQ(acquired.tilt_series->halves[0][0], 2);
  ASSERT_EQ(acquired.tomogram->halves.size(), 2U);
  EXPECT_EQ(acquired.tomogram->voxels[23], 101);
  EXPECT_EQ(acquired.tomogram->halves[0][23], 102);
  EXPECT_EQ(acquired.tomogram->halves[1][23], 100);
  EXPECT_TRUE(view_of_half(*acquired.tomogram, 1).is_half);
}

TEST(AcquisitionRunner, StagesForAnyKindKeepTheKind) {
  Line line;
  const Halving halving;
  EXPECT_TRUE(
      check_ports(line.add("t.halve", halving).add("t.project", k_project).uses, line.stages).empty());
  EXPECT_EQ(line.run().tilt_series->kind, DataKind::tilt_series);
  line.add("t.halve", halving).add("t.noise", k_noise);
  EXPECT_TRUE(check_ports(line.uses, line.stages).empty());
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

TEST(AcquisitionRunner, DataAreHalvedOnce) {
  const Halving halving;
  EXPECT_EQ(failure(std::move(Line{}.add("t.halve", halving).add("t.again", halving))),
            "CC5001 t.again: the data come in two halves already");
}

TEST(AcquisitionRunner, KeepsWhatWasMadeBeforeAStageFails) {
  const Volume phantom{{{4, 3, 2}, 10}, std::vector<float>(24)};
  Line line;
  const Stage bad(DataKind::tilt_series, DataKind::tomogram, std::numeric_limits<float>::infinity());
  line.add("t.project", k_project).add("t.bad", bad);
  Acquired acquired;
  EXPECT_THROW(
      acquire(
          {DataKind::volume, phantom.grid, phantom.voxels.data(), {}, {}, phantom.grid}, line.uses,
          line.stages, [](std::size_t, Part) { return std::make_unique<testing::TestRun>(); }, acquired),
      Error);
  EXPECT_TRUE(acquired.tilt_series);
  EXPECT_FALSE(acquired.tomogram);
}

std::size_t first_for(DataKind kind, const Line& line) {
  StartFile start;
  start.kind = kind;
  return first_stage(start, line.uses, line.stages);
}

TEST(StartFile, GoesToTheFirstStageFromWhichAllPortsFit) {
  Line line;
  const Halving any;
  line.add("t.any", any).add("t.project", k_project).add("t.any2", any).add("t.rec", k_reconstruct);
  EXPECT_EQ(first_for(DataKind::volume, line), 0U);
  EXPECT_EQ(first_for(DataKind::tilt_series, line), 2U);
  try {
    first_for(DataKind::tomogram, line);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "no stage of the pipeline goes on from a tomogram");
  }
  StartFile start;
  start.path = "stack.mrc";
  start.from_stage = "t.rec";
  EXPECT_EQ(first_stage(start, line.uses, line.stages), 3U);
  start.from_stage = "t.project";
  try {
    first_stage(start, line.uses, line.stages);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.diagnostics()[0].text, "t.project takes a volume, but stack.mrc gives a tilt series");
  }
  start.from_stage = "t.ctf";
  try {
    first_stage(start, line.uses, line.stages);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "the pipeline has no stage t.ctf to start with");
    EXPECT_EQ(error.hint(), "its stages are t.any, t.project, t.any2, t.rec");
  }
}

TEST(AcquisitionRunner, RefusesStagesThatLeaveNothingOrNonsense) {
  const Idle idle;
  EXPECT_EQ(failure(std::move(Line{}.add("t.idle", idle))), "CC4002 t.idle finished without an output");
  const Stage bad(DataKind::volume, DataKind::volume, std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(failure(std::move(Line{}.add("t.bad", bad))), "CC4002 t.bad left values that are not finite");
}

}  // namespace
}  // namespace cryocosm
