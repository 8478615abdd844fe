// Loading from folders: order, what is opened, what is missing.
#include <gtest/gtest.h>

#include "zoo.hpp"

namespace cryocosm::zoo {
namespace {

namespace fs = std::filesystem;

void copy_animal(const std::string& name, const fs::path& folder, const std::string& as) {
  fs::create_directories(folder);
  fs::copy_file(animal(name), folder / as);
}

TEST(Folders, FilesAreTakenInOrderOfName) {
  const TemporaryFolder folder;
  copy_animal("clash_two", folder.path(), "b.cosm");
  copy_animal("conflict_first", folder.path(), "c.cosm");
  copy_animal("good", folder.path(), "a.cosm");
  Kernel kernel;
  kernel.load({{}, {{folder.path(), "user data folder"}}});
  ASSERT_EQ(kernel.plugins().size(), 3U);
  EXPECT_EQ(kernel.plugins()[0]->path, folder.path() / "a.cosm");
  EXPECT_EQ(kernel.plugins()[1]->path, folder.path() / "b.cosm");
  EXPECT_EQ(kernel.plugins()[2]->path, folder.path() / "c.cosm");
  EXPECT_EQ(kernel.plugins()[0]->found_in, "user data folder");
}

TEST(Folders, OnlyFilesWithTheSuffixAreOpened) {
  const TemporaryFolder folder;
  copy_animal("good", folder.path(), "good.cosm");
  folder.write("notes.txt", "a text");
  folder.write("good.cosm.bak", "an old copy");
  folder.write("library.so", "no plugin");
  fs::create_directory(folder.path() / "folder.cosm");
  Kernel kernel;
  kernel.load({{}, {{folder.path(), "--plugin-dir", true}}});
  EXPECT_EQ(kernel.plugins().size(), 1U);
  EXPECT_TRUE(kernel.refused().empty());
}

TEST(Folders, EarlierFolderShadowsLaterOne) {
  const TemporaryFolder folder;
  copy_animal("good_again", folder.path() / "first", "x.cosm");
  copy_animal("good", folder.path() / "second", "x.cosm");
  Kernel kernel;
  kernel.load({{}, {{folder.path() / "first", "--plugin-dir"}, {folder.path() / "second", "installation"}}});
  ASSERT_EQ(kernel.plugins().size(), 1U);
  EXPECT_EQ(kernel.plugins().front()->version, "2.0.0");
  ASSERT_EQ(kernel.shadowed().size(), 1U);
  EXPECT_EQ(kernel.shadowed().front().found_in, "installation");
}

TEST(Folders, RefusedPluginShadowsNothing) {
  const TemporaryFolder folder;
  folder.write("a.cosm", "not a plugin");
  copy_animal("good", folder.path(), "b.cosm");
  Kernel kernel;
  kernel.load({{}, {{folder.path(), "--plugin-dir"}}});
  EXPECT_EQ(kernel.components().size(), 5U);
  EXPECT_EQ(kernel.refused().size(), 1U);
}

TEST(Folders, MissingOnesAreListedAndNamedOnesRefused) {
  const TemporaryFolder folder;
  const fs::path missing = folder.path() / "nowhere";
  Kernel kernel;
  kernel.load(
      {{},
       {{folder.path(), "user data folder"}, {missing, "installation"}, {missing, "--plugin-dir", true}}});
  ASSERT_EQ(kernel.searched().size(), 3U);
  EXPECT_TRUE(kernel.searched()[0].exists);
  EXPECT_FALSE(kernel.searched()[1].exists);
  EXPECT_EQ(kernel.searched()[1].path, missing);
  EXPECT_EQ(kernel.searched()[1].found_in, "installation");
  ASSERT_EQ(kernel.refused().size(), 1U);
  EXPECT_EQ(kernel.refused()[0].reason.code(), Code::plugin_missing);
  EXPECT_EQ(kernel.refused()[0].reason.message(), "there is no folder '" + missing.string() + "'");
  EXPECT_EQ(kernel.refused()[0].reason.hint(), "check the path after --plugin-dir");
}

TEST(Folders, SymbolicLinkToAKnownFileIsThatFile) {
  const TemporaryFolder folder;
  fs::create_symlink(animal("good"), folder.path() / "link.cosm");
  Kernel kernel;
  kernel.load({{animal("good")}, {{folder.path(), "--plugin-dir"}}});
  EXPECT_EQ(kernel.plugins().size(), 1U);
  EXPECT_TRUE(kernel.shadowed().empty());
}

TEST(Folders, WholeZooTogether) {
  Kernel kernel;
  kernel.load({{}, {{ZOO_FOLDER, "--plugin-dir"}}});
  // good_again is shadowed by good, and so is its stripped copy
  EXPECT_EQ(kernel.shadowed().size(), 2U);
  EXPECT_NE(kernel.find("zoo.structure"), nullptr);
  EXPECT_NE(kernel.find("stale.sibling"), nullptr);
  EXPECT_EQ(kernel.find("conflict.same"), nullptr);
  EXPECT_EQ(kernel.find("badschema.sound"), nullptr);
  for (const Refusal& refusal : kernel.refused()) {
    EXPECT_EQ(static_cast<int>(refusal.reason.code()) / 1000, 3) << refusal.reason.message();
    EXPECT_FALSE(refusal.reason.hint().empty()) << refusal.reason.message();
  }
}

}  // namespace
}  // namespace cryocosm::zoo
