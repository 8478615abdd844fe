// Gates one to four of the loader: suffix, ABI tag, load, record; each refusal with its exact text.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "zoo.hpp"

namespace cryocosm::zoo {
namespace {

namespace fs = std::filesystem;

const std::string k_tag = CRYOCOSM_ABI_TAG;
const std::string k_rebuild = std::string("rebuild the plugin against SDK ") + CRYOCOSM_VERSION +
                              " with this program's build settings; see docs/how-to/fix-abi-mismatch.md";
const std::string k_by_hand = "do not write the record by hand; CRYOCOSM_PLUGIN makes it";
const std::string k_rebuild_or_copy =
    "build it with cryocosm_add_plugin(), or copy it again if it was damaged";

TEST(Doors, GoodPluginFillsAllFiveRegistries) {
  const auto kernel = kernel_with({"good"});
  EXPECT_TRUE(kernel->refused().empty());
  for (const ExtensionPoint& point : k_points) {
    ASSERT_EQ(kernel->registry(point.name).size(), 1U) << point.name;
    EXPECT_EQ(kernel->registry(point.name).begin()->first, std::string("zoo.") + point.name);
  }
  ASSERT_EQ(kernel->plugins().size(), 1U);
  const Plugin& plugin = *kernel->plugins().front();
  EXPECT_EQ(plugin.path, animal("good"));
  EXPECT_EQ(plugin.found_in, "--plugin");
  EXPECT_EQ(plugin.id, "org.zoo.good");
  EXPECT_EQ(plugin.version, "1.2.3");
  EXPECT_EQ(plugin.sdk_version, CRYOCOSM_VERSION);
  EXPECT_EQ(plugin.abi_tag, CRYOCOSM_ABI_TAG);
  EXPECT_EQ(plugin.components, (std::vector<std::string>{"zoo.structure", "zoo.transform", "zoo.rasterizer",
                                                         "zoo.acquisition", "zoo.exporter"}));
}

TEST(Doors, StrippedPluginLoads) {
  const auto kernel = kernel_with({"stripped"});
  EXPECT_TRUE(kernel->refused().empty());
  EXPECT_EQ(kernel->components().size(), 5U);
}

TEST(Doors, WrongSuffixIsRefusedUnopened) {
  const TemporaryFolder folder;
  expect_refused(folder.write("libzoo.so", "whatever"), Code::plugin_suffix,
                 "the file name 'libzoo.so' does not end in .cosm",
                 "give the file that cryocosm_add_plugin() built");
}

TEST(Doors, MissingFile) {
  expect_refused(animal("dodo"), Code::plugin_missing, "there is no file '" + animal("dodo").string() + "'",
                 "check the path after --plugin");
}

TEST(Doors, FolderForAFile) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "folder.cosm";
  fs::create_directory(file);
  expect_refused(file, Code::plugin_missing, "'" + file.string() + "' is not a file",
                 "name folders with --plugin-dir");
}

TEST(Doors, NoDoor) {
  expect_animal_refused("no_door", Code::plugin_no_door,
                        "the file is a shared library but not a plugin of cryocosm",
                        "open its door with CRYOCOSM_PLUGIN and build it with cryocosm_add_plugin()");
}

TEST(Doors, HiddenDoor) {
  expect_animal_refused("hidden_door", Code::plugin_no_door, "the plugin does not export 'cryocosm_plugin'",
                        "build it with cryocosm_add_plugin(), which exports the door");
}

TEST(Doors, OtherAbiIsRefusedBeforeItsStaticObjectsRun) {
  const TemporaryFolder folder;
  const fs::path marker = folder.path() / "marker";
  setenv("CRYOCOSM_ZOO_MARKER", marker.c_str(), 1);
  expect_animal_refused(
      "wrong_tag", Code::plugin_abi,
      "the plugin was built for ABI 2-itanium-cxx98-release-plain, this program is " + k_tag, k_rebuild);
  EXPECT_FALSE(fs::exists(marker)) << "code of a plugin with another ABI has run";
  // the trap works: loading the library leaves the marker
  EXPECT_NE(dlopen(animal("wrong_tag").c_str(), RTLD_NOW | RTLD_LOCAL), nullptr);
  EXPECT_TRUE(fs::exists(marker));
  unsetenv("CRYOCOSM_ZOO_MARKER");
}

TEST(Doors, OlderAbiIsRefusedLikeANewerOne) {
  expect_animal_refused(
      "older_tag", Code::plugin_abi,
      "the plugin was built for ABI 0-itanium-cxx11-release-plain, this program is " + k_tag, k_rebuild);
}

TEST(Doors, UnresolvedSymbolIsFoundAtLoad) {
  expect_animal_refused("unresolved_symbol", Code::plugin_load,
                        "the plugin cannot be loaded: " + animal("unresolved_symbol").string() +
                            ": undefined symbol: cryocosm_zoo_missing",
                        "install the library that is missing, or link the plugin with all that it uses");
}

TEST(Doors, WrongMagic) {
  expect_animal_refused("wrong_magic", Code::plugin_door,
                        "the plugin's record does not begin with 'cryocosm'", k_by_hand);
}

TEST(Doors, ShortRecord) {
  expect_animal_refused(
      "short_record", Code::plugin_door,
      "the plugin's record has 16 bytes, this program needs " + std::to_string(sizeof(PluginRecord)),
      k_rebuild);
}

TEST(Doors, RecordThatDisagreesWithItsSection) {
  expect_animal_refused(
      "lying_tag", Code::plugin_door,
      "the plugin's record names ABI 2-itanium-cxx98-release-plain, its section names " + k_tag, k_by_hand);
}

TEST(Doors, MalformedPluginId) {
  expect_animal_refused("malformed_id", Code::plugin_door,
                        "the plugin's record has the id 'zoo', which is not of the form org.example.name",
                        "correct the first argument of CRYOCOSM_PLUGIN");
}

TEST(Doors, MalformedVersion) {
  expect_animal_refused("malformed_version", Code::plugin_door,
                        "the plugin's record has the version 'newest', which is not of the form 1.2.3",
                        "correct the second argument of CRYOCOSM_PLUGIN");
}

TEST(Doors, NoAttachFunction) {
  expect_animal_refused("no_attach", Code::plugin_door, "the plugin's record has no attach function",
                        k_by_hand);
}

TEST(Doors, TextFileWithTheSuffix) {
  const TemporaryFolder folder;
  const std::string text =
      "This is a text file that somebody called a plugin, long enough to hold a file header.\n";
  expect_refused(folder.write("text.cosm", text), Code::plugin_no_door, "the file is not a shared library",
                 k_rebuild_or_copy);
}

TEST(Doors, EmptyFile) {
  const TemporaryFolder folder;
  expect_refused(folder.write("empty.cosm", ""), Code::plugin_no_door, "the file is not a shared library",
                 k_rebuild_or_copy);
}

}  // namespace
}  // namespace cryocosm::zoo
