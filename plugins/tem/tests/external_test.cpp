// tem.external with real second programs: what goes in and comes out, and every way in which a program can
// fail.
#include "external.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "child_program.hpp"
#include "command_template.hpp"
#include "hosts.hpp"
#include "imaging/imaging.hpp"

namespace cryocosm::tem {
namespace {

namespace fs = std::filesystem;
using Notes = std::vector<std::pair<std::string, std::string>>;

/// A host with real files and a scratch folder of its own.
class FileRun final : public RunContext {
 public:
  explicit FileRun(const fs::path& scratch) : scratch_(scratch) { fs::create_directories(scratch_); }
  Volumes& volumes() override { return *volumes_; }
  Imaging& imaging() override { throw Error(Code::defect, "no imaging service"); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override {
    std::error_code error;
    if (stop_when_there_is.empty() || fs::file_size(stop_when_there_is, error) == 0 || error) return false;
    if (stopped_at == Clock::time_point()) stopped_at = Clock::now();
    return true;
  }
  Random random() const override { return Random(1); }
  double draw(std::string_view, const Distribution& d) override { return d.a; }
  void note(std::string_view name, std::string_view text) override { notes.emplace_back(name, text); }
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override { return scratch_.string(); }

  using Clock = std::chrono::steady_clock;
  fs::path stop_when_there_is;           ///< the user stops once this file is there and not empty
  mutable Clock::time_point stopped_at;  ///< when that was seen
  Notes notes;

 private:
  fs::path scratch_;
  std::unique_ptr<Volumes> volumes_ = make_volumes();
};

class ExternalTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              ("external-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  testing::KeptOutput run(const ExternalParams& params, FileRun& host) {
    const External stage(params);
    testing::KeptOutput out;
    stage.run(in_.dataset(DataKind::tilt_series, {{6, 5, 4}, 10}), out, host);
    // whatever happened before, nothing is left in the scratch folder
    EXPECT_TRUE(fs::is_empty(host.scratch_folder()));
    return out;
  }
  testing::KeptOutput run(const ExternalParams& params) {
    FileRun host(folder_);
    return run(params, host);
  }

  /// Code, message and hint of what is thrown; the scratch folder's random name is cut out of paths.
  std::string failure(const ExternalParams& params) {
    std::string text = "nothing was thrown";
    try {
      run(params);
    } catch (const Error& error) {
      text = code_name(error.code()) + " " + error.message() + "\n" + error.hint();
    }
    for (std::size_t at = text.find(folder_.string()); at != std::string::npos;
         at = text.find(folder_.string()))
      text.erase(at, folder_.string().size() + std::string("/external-XXXXXX/").size());
    EXPECT_TRUE(fs::is_empty(folder_));
    return text;
  }

  static ExternalParams shell(const std::string& script) {
    ExternalParams params;
    params.command = {"/bin/sh", "-c", script, "sh", "{input}", "{output}"};
    return params;
  }
  static ExternalParams python(const std::string& script) {
    ExternalParams params;
    params.command = {"/usr/bin/python3", "-c", "import mrcfile, numpy, sys\n" + script, "{input}",
                      "{output}"};
    params.environment = {"PATH", "PYTHONDONTWRITEBYTECODE=1"};
    return params;
  }

  fs::path folder_;
  testing::KeptOutput in_ = [] {
    testing::KeptOutput in;
    in.tilts = tilts_between(-30, 30, 30);
    in.volume.grid = {{6, 5, 3}, 10};
    for (int i = 0; i < 90; ++i) in.volume.voxels.push_back(static_cast<float>(i));
    in.contrast = Contrast::protein_dark;
    return in;
  }();
};

TEST_F(ExternalTest, WhatTheProgramWritesIsTheResult) {
  const auto out = run(shell("cp \"$1\" \"$2\""));
  EXPECT_EQ(out.volume.voxels, in_.volume.voxels);
  EXPECT_EQ(out.volume.grid.voxel_A, 10);
  EXPECT_EQ(out.tilts.size(), 3U);
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
}

TEST_F(ExternalTest, APythonProgramSeesAStackAndItsChangeComesBack) {
  const auto out =
      run(python("with mrcfile.open(sys.argv[1]) as m:\n"
                 "  assert m.is_image_stack() and m.voxel_size.x == 10 and m.data.shape == (3, 5, 6)\n"
                 "  o = mrcfile.new(sys.argv[2]); o.set_data(m.data * 2); o.voxel_size = m.voxel_size\n"
                 "o.close()"));
  for (std::size_t i = 0; i < out.volume.voxels.size(); ++i)
    ASSERT_EQ(out.volume.voxels[i], 2 * in_.volume.voxels[i]);
}

TEST_F(ExternalTest, PlaceholdersStandForFilesAndNumbers) {
  ExternalParams params;
  params.command = {"/bin/sh",
                    "-c",
                    "echo $3 $4 $5 $6 \"$7\"; cat angles.tlt; pwd | grep -q external-; cp \"$1\" \"$2\"",
                    "sh",
                    "{input}",
                    "{output}",
                    "{pixel_A}",
                    "{nx}",
                    "{ny}",
                    "{nz}",
                    "{{$HOME; {nx}}}"};
  FileRun host(folder_);
  run(params, host);
  // no shell ever sees the last argument
  EXPECT_EQ(host.notes, (Notes{{"program", "/bin/sh"}, {"log", "10 6 5 3 {$HOME; 6}\n-30\n0\n30"}}));
}

TEST_F(ExternalTest, TheVersionIsRecorded) {
  ExternalParams params = shell("cp \"$1\" \"$2\"");
  params.version_command = {"/bin/sh", "-c", "echo copier 1.2"};
  FileRun host(folder_);
  run(params, host);
  EXPECT_EQ(host.notes[1], (std::pair<std::string, std::string>{"version", "copier 1.2"}));
}

TEST_F(ExternalTest, OnlyAllowedVariablesAreSeen) {
  ::setenv("CRYOCOSM_SECRET", "1", 1);
  ::setenv("CRYOCOSM_ALLOWED", "2", 1);
  ExternalParams params = shell("/usr/bin/env | grep -E 'CRYOCOSM|GIVEN' | sort; cp \"$1\" \"$2\"");
  params.environment = {"PATH", "CRYOCOSM_ALLOWED", "GIVEN=3"};
  FileRun host(folder_);
  run(params, host);
  EXPECT_EQ(host.notes[1].second, "CRYOCOSM_ALLOWED=2\nGIVEN=3");
}

TEST_F(ExternalTest, PortsFollowFromTheParameters) {
  ExternalParams params = shell("true");
  EXPECT_EQ(External(params).ports().in, DataKind::any);
  EXPECT_EQ(External(params).ports().out, DataKind::any);
  params.takes = "tilt series";
  params.gives = "tomogram";
  EXPECT_EQ(External(params).ports().in, DataKind::tilt_series);
  EXPECT_EQ(External(params).ports().out, DataKind::tomogram);
}

TEST_F(ExternalTest, AProgramThatFails) {
  EXPECT_EQ(failure(shell("echo opening; echo no such thing >&2; exit 3")),
            "CC4001 /bin/sh failed with exit status 3\nthe end of its log:\nopening\nno such thing");
  EXPECT_EQ(failure(shell("exit 1")), "CC4001 /bin/sh failed with exit status 1\nit wrote no log");
}

TEST_F(ExternalTest, AProgramThatIsKilled) {
  EXPECT_EQ(failure(shell("echo started; kill -SEGV $$")),
            "CC4001 /bin/sh was killed by signal 11 (Segmentation fault)\nthe end of its log:\nstarted");
}

/// A file that no other run of these tests uses.
std::string own_file(const std::string& name) {
  return ::testing::TempDir() + "external-" + std::to_string(::getpid()) + "-" + name;
}

bool lives(const std::string& pid_file) {
  int pid = 0;
  std::ifstream(pid_file) >> pid;
  EXPECT_GT(pid, 0);
  for (int i = 0; i < 50 && ::kill(pid, 0) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::ifstream state("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(state, text);
  return ::kill(pid, 0) == 0 && text.find(") Z") == std::string::npos;
}

TEST_F(ExternalTest, AProgramThatHangsIsKilledWithItsChildren) {
  const std::string pid_file = own_file("child.pid");
  // the child ignores the request to end, as a stubborn program would
  ExternalParams params = shell("(trap '' TERM; while true; do sleep 0.05; done) & echo $! > " + pid_file +
                                "; echo waiting; sleep 100");
  params.timeout_s = 3;  // time enough to write its log on a busy machine
  EXPECT_EQ(failure(params),
            "CC4001 /bin/sh did not end within 3 s and was killed with its children\n"
            "the end of its log:\nwaiting");
  EXPECT_FALSE(lives(pid_file));
}

TEST_F(ExternalTest, CancellingKillsItWithinASecond) {
  const std::string pid_file = own_file("cancelled.pid");
  fs::remove(pid_file);
  FileRun host(folder_);
  host.stop_when_there_is = pid_file;
  EXPECT_THROW(run(shell("trap '' TERM; sleep 100 & echo $! > " + pid_file + "; sleep 100"), host),
               Cancelled);
  EXPECT_LT(FileRun::Clock::now() - host.stopped_at, std::chrono::seconds(1));
  EXPECT_FALSE(lives(pid_file));
}

TEST_F(ExternalTest, ChildrenLeftBehindAreKilledToo) {
  const std::string pid_file = own_file("left.pid");
  run(shell("sleep 100 & echo $! > " + pid_file + "; cp \"$1\" \"$2\""));
  EXPECT_FALSE(lives(pid_file));
}

TEST_F(ExternalTest, AProgramThatWritesNothing) {
  EXPECT_EQ(failure(shell("echo done")),
            "CC6001 /bin/sh ended without writing output.mrc\nthe end of its log:\ndone");
}

TEST_F(ExternalTest, AProgramThatWritesHalf) {
  const std::string text = failure(shell("head -c 1100 \"$1\" > \"$2\""));
  EXPECT_EQ(text.rfind("CC6003 /bin/sh wrote something that can not be used: 'output.mrc'", 0), 0U) << text;
}

TEST_F(ExternalTest, AProgramThatWritesTheWrongSize) {
  EXPECT_EQ(failure(python("o = mrcfile.new(sys.argv[2]); o.set_data(numpy.zeros((3, 5, 7), 'f4'))\n"
                           "o.voxel_size = 10; o.close(); print('reshaped')")),
            "CC5006 /usr/bin/python3 wrote 7 x 5 x 3 voxels instead of 6 x 5 x 3\n"
            "if that is what it should do, set the parameter size; the end of its log:\nreshaped");
  EXPECT_EQ(failure(python("o = mrcfile.new(sys.argv[2]); o.set_data(numpy.zeros((3, 5, 6), 'f4'))\n"
                           "o.voxel_size = 12; o.close()")),
            "CC5002 /usr/bin/python3 wrote voxels of 12 A instead of 10 A\n"
            "if that is what it should do, set the parameter voxel; it wrote no log");
}

TEST_F(ExternalTest, AProgramThatWritesNoNumbers) {
  const std::string text =
      failure(python("a = numpy.zeros((3, 5, 6), 'f4'); a[1, 2, 3] = numpy.nan\n"
                     "o = mrcfile.new(sys.argv[2]); o.set_data(a); o.voxel_size = 10; o.close()"));
  EXPECT_NE(text.find("/usr/bin/python3 wrote something that can not be used: 'output.mrc'"),
            std::string::npos)
      << text;
}

TEST_F(ExternalTest, AReconstructionMayHaveAnyThickness) {
  ExternalParams params = python(
      "o = mrcfile.new(sys.argv[2]); o.set_data(numpy.ones((9, 5, 6), 'f4'))\n"
      "o.voxel_size = 10; o.close()");
  params.takes = "tilt series";
  params.gives = "tomogram";
  EXPECT_EQ(run(params).volume.grid.size, (Index3{6, 5, 9}));
  params.size = {6, 5, 8};
  EXPECT_NE(failure(params).find("wrote 6 x 5 x 9 voxels instead of 6 x 5 x 8"), std::string::npos);
}

std::string refusal(const ExternalParams& params) {
  try {
    External{params};
  } catch (const Error& error) {
    return error.message() + "\n" + error.hint();
  }
  return {};
}

TEST_F(ExternalTest, MistakesAreFoundBeforeAnythingRuns) {
  ExternalParams params;
  params.command = {"no-such-program", "{output}"};
  params.environment = {"PATH=/usr/bin:/bin"};
  EXPECT_EQ(refusal(params),
            "there is no program 'no-such-program'\nit must be in one of the folders of PATH: /usr/bin:/bin");
  params.command = {"/etc/passwd", "{output}"};
  EXPECT_EQ(refusal(params), "there is no program '/etc/passwd'\nit must be an executable file");
  params.command = {"cp", "{inptu}", "{output}"};
  EXPECT_EQ(
      refusal(params),
      "the command's argument '{inptu}' has an unknown placeholder {inptu}\n"
      "known are {input}, {output}, {angles}, {pixel_A}, {nx}, {ny}, {nz}, {scratch}, {script}; write {{ and "
      "}} for braces");
  params.command = {"cp", "{input}", "there.mrc"};
  EXPECT_EQ(refusal(params),
            "the command does not name {output}, the file that the program must write\n"
            "add {output} where the program expects the name of its output");
  params.command = {};
  EXPECT_EQ(refusal(params), "there is no command to run\nset the parameter command");
  params.command = {"cp", "a}b", "{output}"};
  EXPECT_EQ(refusal(params),
            "the command's argument 'a}b' has a single brace\n"
            "write {{ and }} for braces, or {name} for a placeholder");
}

}  // namespace
}  // namespace cryocosm::tem
