// The staged output folder: whole or not at all, nothing overwritten, nothing left behind.
#include "outputs/output_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "cryocosm/error.hpp"

namespace fs = std::filesystem;

namespace cryocosm {
namespace {

class OutputFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::path(::testing::TempDir()) /
        ("cryocosm-folder-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  static void write(const fs::path& path, const std::string& text = "x") { std::ofstream(path) << text; }
  std::set<std::string> names(const fs::path& folder) const {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder)) found.insert(entry.path().filename().string());
    return found;
  }
  // Code, message and hint of what opening `folder` throws; "" when it opens.
  static std::string refusal(const fs::path& folder, bool force = false) {
    try {
      const StagedFolder opened(folder, force);
    } catch (const Error& e) {
      return code_name(e.code()) + " " + e.message() + " | " + e.hint();
    }
    return "";
  }
  static std::string hidden_part(int pid) { return ".cryocosm-partial-" + std::to_string(pid); }
  fs::path root_;
};

TEST_F(OutputFolderTest, FilesOfAnExporterThatFailedAreDropped) {
  StagedFolder folder(root_ / "out", false);
  write(folder.file("whole.txt"));
  const std::size_t before = folder.names().size();
  write(folder.file("half.txt"));
  folder.file("never_written.txt");
  folder.drop_files_after(before);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"whole.txt"});
  write(folder.file("half.txt"));  // the name is free again
  folder.commit();
  EXPECT_EQ(names(root_ / "out"), (std::set<std::string>{hidden_part(::getpid()), "half.txt", "whole.txt"}));
}

TEST_F(OutputFolderTest, FilesMoveToTheFolderOfAnUnfinishedRun) {
  {
    StagedFolder folder(root_ / "out", false);
    write(folder.file("one.txt"), "1");
    StagedFolder unfinished(root_ / "out.unfinished", true);
    folder.move_files_to(unfinished);
    EXPECT_TRUE(folder.names().empty());
    unfinished.commit();
  }
  EXPECT_EQ(names(root_), std::set<std::string>{"out.unfinished"})
      << "nothing was committed to the other one";
  EXPECT_EQ(names(root_ / "out.unfinished"), std::set<std::string>{"one.txt"});
}

TEST_F(OutputFolderTest, FilesAppearTogetherAtTheEnd) {
  StagedFolder folder(root_ / "a" / "b", false);
  write(folder.file("one.txt"));
  write(folder.file("run.json"), "{}");
  EXPECT_EQ(names(root_ / "a" / "b"), std::set<std::string>{hidden_part(::getpid())});
  folder.commit();
  EXPECT_TRUE(fs::exists(root_ / "a" / "b" / "one.txt"));
  EXPECT_EQ(folder.names().back(), "run.json");
}

TEST_F(OutputFolderTest, WithoutCommitNothingIsLeft) {
  {
    StagedFolder folder(root_ / "a" / "b", false);
    write(folder.file("one.txt"));
    write(folder.scratch() / "temporary");
  }
  EXPECT_FALSE(fs::exists(root_ / "a"));
}

TEST_F(OutputFolderTest, AnEarlierRunIsRefusedWithoutForce) {
  write(root_ / "run.json", "{}");
  EXPECT_EQ(refusal(root_),
            "CC6005 " + root_.string() +
                " holds a run already | choose another output folder, or replace what is there with --force");
  EXPECT_EQ(names(root_), std::set<std::string>{"run.json"});
}

TEST_F(OutputFolderTest, FilesThatAreNoRunAreRefusedEvenWithForce) {
  write(root_ / "notes.txt");
  EXPECT_EQ(refusal(root_),
            "CC6005 " + root_.string() + " holds files already | choose another output folder");
  EXPECT_EQ(refusal(root_, true), "CC6005 " + root_.string() +
                                      " holds files that are not an earlier run's | --force replaces runs "
                                      "only; choose another output folder or "
                                      "move the files away");
  EXPECT_EQ(names(root_), std::set<std::string>{"notes.txt"});
}

TEST_F(OutputFolderTest, AFileThatTheOldRunDidNotWriteIsNeverReplaced) {
  write(root_ / "run.json", R"({"files": [{"name": ""}, {"name": "density.mrc"}]})");
  write(root_ / "density.mrc", "old");
  write(root_ / "labels.mrc", "mine");
  {
    StagedFolder folder(root_, true);
    write(folder.file("density.mrc"), "new");
    write(folder.file("labels.mrc"), "new");
    write(folder.file("run.json"), "{}");
    EXPECT_THROW(folder.commit(), FileError);
  }
  EXPECT_EQ(names(root_), (std::set<std::string>{"run.json", "density.mrc", "labels.mrc"}));
  std::string text;
  std::ifstream(root_ / "density.mrc") >> text;
  EXPECT_EQ(text, "old");
}

TEST_F(OutputFolderTest, AFailedCommitPutsTheOldRunBack) {
  write(root_ / "run.json", R"({"files": [{"name": "density.mrc"}]})");
  write(root_ / "density.mrc", "old");
  {
    StagedFolder folder(root_, true);
    write(folder.file("density.mrc"), "new");
    folder.file("never-written.mrc");  // moving it must fail
    write(folder.file("run.json"), "{}");
    EXPECT_THROW(folder.commit(), FileError);
  }
  EXPECT_EQ(names(root_), (std::set<std::string>{"run.json", "density.mrc"}));
  std::string text;
  std::ifstream(root_ / "density.mrc") >> text;
  EXPECT_EQ(text, "old");
}

TEST_F(OutputFolderTest, AFolderThatAnotherRunWritesToIsRefused) {
  fs::create_directories(root_ / hidden_part(1));  // process 1 always lives
  EXPECT_EQ(refusal(root_), "CC6005 another run is writing to " + root_.string() +
                                " | wait for it or choose another output folder");
}

TEST_F(OutputFolderTest, ForceReplacesTheOldRunAndKeepsOtherFiles) {
  write(root_ / "notes.txt");
  write(root_ / "tomogram.mrc", "old");
  write(root_ / "density.mrc", "old");
  write(root_ / "run.json",
        R"({"files": [{"name": "tomogram.mrc"}, {"name": "density.mrc"}, {"name": "../escape.txt"}]})");
  write(root_.parent_path() / "escape.txt");
  StagedFolder folder(root_, true);
  write(folder.file("density.mrc"), "new");
  write(folder.file("run.json"), "{}");
  folder.commit();
  EXPECT_FALSE(fs::exists(root_ / "tomogram.mrc"));  // of the old run only
  EXPECT_TRUE(fs::exists(root_ / "notes.txt"));      // not ours
  EXPECT_TRUE(fs::exists(root_.parent_path() / "escape.txt"));
  fs::remove(root_.parent_path() / "escape.txt");
  std::string text;
  std::ifstream(root_ / "density.mrc") >> text;
  EXPECT_EQ(text, "new");
}

TEST_F(OutputFolderTest, ForceChangesNothingBeforeTheCommit) {
  write(root_ / "run.json", "{}");
  { StagedFolder folder(root_, true); }
  EXPECT_EQ(names(root_), std::set<std::string>{"run.json"});
}

TEST_F(OutputFolderTest, LeftOversOfAKilledRunAreSwept) {
  const fs::path left_over = root_ / "out" / hidden_part(999999999);  // beyond the largest process number
  fs::create_directories(left_over);
  write(left_over / "half.mrc");
  const StagedFolder folder(root_ / "out", false);
  EXPECT_FALSE(fs::exists(left_over));
}

TEST_F(OutputFolderTest, PlacesThatCanNotBeAFolderAreRefused) {
  write(root_ / "file");
  EXPECT_EQ(refusal(root_ / "file"), "CC6005 " + (root_ / "file").string() +
                                         " is a file, not a folder | choose another output folder");
  EXPECT_EQ(
      refusal(root_ / "file" / "below"),
      "CC6004 " + (root_ / "file" / "below").string() +
          " can not be written: Not a directory | choose another output folder or mend its permissions");
  EXPECT_EQ(refusal("/proc/cryocosm"),
            "CC6004 /proc/cryocosm can not be written: No such file or directory | "
            "choose another output folder or mend its permissions");
}

TEST_F(OutputFolderTest, HopelessNamesAreErrorsNotDefects) {
  EXPECT_EQ(refusal(""), "CC6004 the name of the output folder is empty | give a folder with -o DIR");
  const std::string endless(300, 'x');
  EXPECT_EQ(
      refusal(root_ / endless),
      "CC6004 " + (root_ / endless).string() +
          " can not be written: File name too long | choose another output folder or mend its permissions");
}

TEST_F(OutputFolderTest, NamesAreCheckedAndUsedOnce) {
  StagedFolder folder(root_ / "out", false);
  folder.file("a.txt");
  EXPECT_THROW(folder.file("a.txt"), Error);
  EXPECT_THROW(folder.file("../a.txt"), Error);
  EXPECT_THROW(folder.file(".hidden"), Error);
  EXPECT_THROW(folder.file(""), Error);
}

TEST_F(OutputFolderTest, MissingSpaceIsSeenEarly) {
  const StagedFolder folder(root_ / "out", false);
  EXPECT_NO_THROW(folder.require_space(1));
  try {
    folder.require_space(std::uintmax_t{1} << 60);
    FAIL() << "nothing was thrown";
  } catch (const FileError& e) {
    EXPECT_EQ(e.code(), Code::disk_full);
    EXPECT_NE(e.message().find("the run needs about 1152921504607 MB"), std::string::npos) << e.message();
  }
}

}  // namespace
}  // namespace cryocosm
