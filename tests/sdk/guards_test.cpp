// Plugins that misbehave in a run: the run names them, goes on where it can, and keeps what was made.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <sstream>
#include <thread>

#include "cli/cli.hpp"

namespace cryocosm::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

std::string plugin(const std::string& name) { return std::string(BAD_PLUGINS) + "/" + name + ".cosm"; }

std::string content(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

class Guards : public FolderTest {
 protected:
  /// A vesicle; `acquisition` and `exporters` are the elements of these lists.
  std::string pipeline(const std::string& acquisition, const std::string& exporters,
                       const std::string& structure = R"({"use": "membranes.sphere", "count": 1,
      "params": {"radius": "80 A"}})") const {
    return write(
        "pipeline.json", R"({"cryocosm": 1, "seed": 3, "volume": {"size": [48, 40, 24], "voxel": "10 A"},
      "structures": [)" + structure +
                             R"(], "acquisition": [)" + acquisition + R"(], "export": [)" + exporters + "]}");
  }
  Finished run(const std::string& file, const std::vector<std::string>& plugins) const {
    std::vector<std::string> arguments{"run", file, "-o", path("out")};
    for (const std::string& name : plugins) arguments.insert(arguments.end(), {"--plugin", plugin(name)});
    return cryocosm(arguments);
  }
  std::string stages(const std::string& bad) const {
    return R"("tem.project", "tem.reconstruct", ")" + bad + '"';
  }
  bool has(const std::string& file) const { return fs::exists(path(file)); }
};

TEST_F(Guards, AnExporterThatFailsTakesNoOtherFilesAlong) {
  const Finished f = run(pipeline("", R"("fails_late.throws", "exporters.particles")"), {"fails_late"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_THAT(f.err, HasSubstr("the run failed; what was made before it is kept in " +
                               path("out.unfinished") + "\n"));
  EXPECT_THAT(f.err,
              HasSubstr("cryocosm: error CC5001: fails_late.throws (plugin org.example.fails-late 1.0.0): "
                        "there is no word for this\n"));
  EXPECT_FALSE(has("out"));
  EXPECT_TRUE(has("out.unfinished/particles.csv"));
  EXPECT_FALSE(has("out.unfinished/begun.txt")) << "half a file";
  const std::string record = content(path("out.unfinished/run.json"));
  EXPECT_THAT(
      record,
      HasSubstr("\"failure\": \"fails_late.throws (plugin org.example.fails-late 1.0.0): there is no"));
  EXPECT_THAT(record, HasSubstr("\"particles.csv\""));
  EXPECT_THAT(record, Not(HasSubstr("begun.txt")));
}

TEST_F(Guards, AnExporterThatForgetsItsFileIsNamed) {
  const Finished f = run(pipeline("", R"("fails_late.forgets", "exporters.particles")"), {"fails_late"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_THAT(f.err,
              HasSubstr("cryocosm: error CC4002: fails_late.forgets (plugin org.example.fails-late 1.0.0) "
                        "asked for the file 'forgotten.txt' and did not write it\n"));
  EXPECT_TRUE(has("out.unfinished/particles.csv"));
}

TEST_F(Guards, AStructureThatFailsLateLeavesWhatWasPlaced) {
  const Finished f = run(pipeline("", R"("exporters.particles")", R"({"use": "membranes.sphere", "count": 1,
      "name": "vesicle", "params": {"radius": "80 A"}}, {"use": "fails_late.structure", "occupancy": "90 %"})"),
                         {"fails_late"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_THAT(f.err,
              HasSubstr("cryocosm: error CC5001: fails_late.structure (plugin org.example.fails-late 1.0.0): "
                        "there are balls enough\n"));
  EXPECT_THAT(content(path("out.unfinished/particles.csv")), HasSubstr("vesicle"));
}

TEST_F(Guards, DensitiesThatAreNotFiniteAreBlamedOnTheirRasterizer) {
  const std::string structure = R"({"use": "filaments.actin", "name": "actin", "count": 1,
      "draw": "bad.draws_nan", "params": {"length": 1, "min_units": 1}})";
  const Finished f = run(pipeline("", R"("exporters.particles")", structure), {"breaks_promises"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_THAT(
      f.err,
      HasSubstr(
          "cryocosm: error CC4002: bad.draws_nan (plugin org.example.breaks-promises 1.0.0) drew values "
          "that are not finite, of a unit of filaments.actin (plugin org.cryocosm.filaments "));
  EXPECT_THAT(content(path("out.unfinished/particles.csv")), HasSubstr("actin"));
}

TEST_F(Guards, AStageThatLeavesInfinityIsNamedAndTheTiltSeriesSurvives) {
  const Finished f =
      run(pipeline(stages("bad.makes_infinity"), R"("exporters.volumes")"), {"breaks_promises"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_THAT(
      f.err,
      HasSubstr("cryocosm: error CC4002: bad.makes_infinity (plugin org.example.breaks-promises 1.0.0) "
                "left values that are not finite\n"));
  EXPECT_THAT(f.err, HasSubstr(", and 'cryocosm run --from' can go on with it\n"));
  EXPECT_TRUE(has("out.unfinished/tilt_series.mrc"));
}

struct Changed {
  const char* component;
  const char* what;
};
class ChangedModes : public Guards, public ::testing::WithParamInterface<Changed> {};

TEST_P(ChangedModes, AreSetBackWithAWarning) {
  const std::string name = GetParam().component;
  folder_ = fs::path(::testing::TempDir()) / ("cryocosm-guards-" + name);
  fs::remove_all(folder_);
  fs::create_directories(folder_);
  const std::string exporters = R"("exporters.volumes", "exporters.particles")";
  const Finished bad = run(pipeline(stages(name), exporters), {"breaks_promises"});
  EXPECT_EQ(bad.exit_code, 0) << bad.err;
  EXPECT_THAT(bad.err, HasSubstr("cryocosm: warning: " + name +
                                 " (plugin org.example.breaks-promises 1.0.0) changed " + GetParam().what +
                                 ", which was set back; tell the plugin's author\n"));
  const std::string particles = content(path("out/particles.csv")),
                    tomogram = content(path("out/tomogram.mrc"));
  fs::remove_all(path("out"));
  const Finished good = run(pipeline(R"("tem.project", "tem.reconstruct")", exporters), {});
  EXPECT_THAT(good.err, Not(HasSubstr("warning")));
  EXPECT_EQ(content(path("out/particles.csv")), particles);
  EXPECT_TRUE(content(path("out/tomogram.mrc")).substr(1024) == tomogram.substr(1024)) << "other voxels";
}

INSTANTIATE_TEST_SUITE_P(Guards, ChangedModes,
                         ::testing::Values(Changed{"bad.changes_locale", "the locale of the process"},
                                           Changed{"bad.changes_rounding", "the floating-point modes"}),
                         [](const auto& changed) { return std::string(changed.param.component + 4); });

TEST_F(Guards, ModesThatLoadingChangesAreSetBackWithAWarning) {
  const Finished f = run(pipeline("", R"("exporters.particles")"), {"noisy"});
  EXPECT_EQ(f.exit_code, 0) << f.err;
  EXPECT_THAT(f.err,
              HasSubstr("cryocosm: warning: loading " + plugin("noisy") +
                        " changed the floating-point modes, which was set back; tell the plugin's author"));
}

TEST_F(Guards, AThreadThatIsLeftBehindDoesNotKeepTheProgramFromEnding) {
  const Finished f =
      run(pipeline(stages("bad.leaves_thread"), R"("exporters.particles")"), {"breaks_promises"});
  EXPECT_EQ(f.exit_code, 0) << f.err;
  EXPECT_TRUE(has("out/particles.csv"));
}

struct Death {
  const char* component;
  int exit_code;
  const char* what;
};
class Deaths : public Guards, public ::testing::WithParamInterface<Death> {};

TEST_P(Deaths, NameTheComponent) {
  const std::string name = GetParam().component;
  folder_ = fs::path(::testing::TempDir()) / ("cryocosm-guards-" + name);
  fs::remove_all(folder_);
  fs::create_directories(folder_);
  const Finished f = run(pipeline('"' + name + '"', R"("exporters.particles")"), {"ends_badly"});
  EXPECT_EQ(f.exit_code, GetParam().exit_code);
  EXPECT_THAT(
      f.err,
      HasSubstr("cryocosm: error CC4001: " + name + " (plugin org.example.ends-badly 1.0.0) " +
                GetParam().what +
                "\n  report it to the plugin's author; 'cryocosm check-plugin' may show what is wrong\n"));
  EXPECT_FALSE(has("out/run.json"));
}

INSTANTIATE_TEST_SUITE_P(
    Guards, Deaths,
    ::testing::Values(Death{"ends_badly.crashes", 128 + SIGSEGV,
                            "touched memory that is not there, which ends the process"},
                      Death{"ends_badly.terminates", 128 + SIGABRT, "aborted the process"},
                      Death{"ends_badly.exits", 1, "called exit(), which ends the process"}),
    [](const auto& death) { return std::string(death.param.component + sizeof("ends_badly.") - 1); });

// Waits until `file` holds `text`; false after a minute.
bool appears(const std::string& file, const std::string& text) {
  for (int i = 0; i < 3000; ++i) {
    if (content(file).find(text) != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

TEST_F(Guards, ASecondInterruptEndsAComponentThatNeverDoes) {
  const std::string file = pipeline(R"("ends_badly.hangs")", R"("exporters.particles")");
  const std::string out = path("out"), errors = path("errors.txt"), hanging = plugin("ends_badly");
  const pid_t child = ::fork();
  if (child == 0) {
    if (std::freopen(errors.c_str(), "w", stderr) != nullptr)
      ::execl(CRYOCOSM_PROGRAM, CRYOCOSM_PROGRAM, "run", file.c_str(), "-o", out.c_str(), "-v", "--plugin",
              hanging.c_str(), nullptr);
    ::_exit(127);
  }
  ASSERT_TRUE(appears(errors, "cryocosm: acquiring\n")) << content(errors);
  int status = 0;
  ::kill(child, SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_EQ(::waitpid(child, &status, WNOHANG), 0) << "it does not hang";
  ::kill(child, SIGINT);
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT) << status;
  // what it left is swept away by the next run
  const Finished next = run(pipeline("", R"("exporters.particles")"), {});
  EXPECT_EQ(next.exit_code, 0) << next.err;
  EXPECT_TRUE(has("out/particles.csv"));
}

}  // namespace
}  // namespace cryocosm::test
