// The order of the search path for given environments.
#include "kernel/search_path.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

struct Expected {
  std::string path;
  std::string found_in;
};

void expect_folders(const SearchPath& path, const std::vector<Expected>& expected) {
  ASSERT_EQ(path.folders.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(path.folders[i].path, fs::path(expected[i].path));
    EXPECT_EQ(path.folders[i].found_in, expected[i].found_in);
  }
}

const Expected k_user{"/home/ada/.local/share/cryocosm/plugins", "user data folder"};
const Expected k_installation{"/opt/cryocosm/lib/cryocosm/plugins", "installation"};

SearchEnvironment environment_with(const std::string& plugin_path) {
  return {plugin_path, "", "/home/ada", "/opt/cryocosm/bin/cryocosm"};
}

TEST(SearchPath, DefaultsAreUserDataThenInstallation) {
  expect_folders(make_search_path(environment_with(""), {}, {}), {k_user, k_installation});
}

TEST(SearchPath, CommandLineComesFirst) {
  const SearchPath path = make_search_path(environment_with("/env"), {"a.cosm", "b.cosm"}, {"/one", "/two"});
  EXPECT_EQ(path.files, (std::vector<fs::path>{"a.cosm", "b.cosm"}));
  expect_folders(path, {{"/one", "--plugin-dir"},
                        {"/two", "--plugin-dir"},
                        {"/env", "CRYOCOSM_PLUGIN_PATH entry 1"},
                        k_user,
                        k_installation});
  EXPECT_TRUE(path.folders[0].must_exist);
  EXPECT_TRUE(path.folders[1].must_exist);
  EXPECT_FALSE(path.folders[2].must_exist);
}

TEST(SearchPath, EmptyEntryStandsForTheDefaults) {
  expect_folders(make_search_path(environment_with("/a::/b"), {}, {}),
                 {{"/a", "CRYOCOSM_PLUGIN_PATH entry 1"},
                  k_user,
                  k_installation,
                  {"/b", "CRYOCOSM_PLUGIN_PATH entry 3"}});
  expect_folders(make_search_path(environment_with(":/a"), {}, {}),
                 {k_user, k_installation, {"/a", "CRYOCOSM_PLUGIN_PATH entry 2"}});
  expect_folders(make_search_path(environment_with("/a:"), {}, {}),
                 {{"/a", "CRYOCOSM_PLUGIN_PATH entry 1"}, k_user, k_installation});
}

TEST(SearchPath, DefaultsFollowWhenNoEntryIsEmpty) {
  expect_folders(make_search_path(environment_with("/a:/b"), {}, {}), {{"/a", "CRYOCOSM_PLUGIN_PATH entry 1"},
                                                                       {"/b", "CRYOCOSM_PLUGIN_PATH entry 2"},
                                                                       k_user,
                                                                       k_installation});
}

TEST(SearchPath, FolderThatComesUpTwiceKeepsItsFirstPlace) {
  expect_folders(make_search_path(environment_with("/a/:/a:" + k_installation.path), {}, {"/a/b/.."}),
                 {{"/a", "--plugin-dir"}, {k_installation.path, "CRYOCOSM_PLUGIN_PATH entry 3"}, k_user});
}

TEST(SearchPath, UserDataFolder) {
  SearchEnvironment environment = environment_with("");
  environment.xdg_data_home = "/data";
  expect_folders(make_search_path(environment, {}, {}),
                 {{"/data/cryocosm/plugins", "user data folder"}, k_installation});
  environment.xdg_data_home = "data";  // relative ones are ignored
  expect_folders(make_search_path(environment, {}, {}), {k_user, k_installation});
  environment.home = "";
  expect_folders(make_search_path(environment, {}, {}), {k_installation});
}

TEST(SearchPath, NeverTheWorkingDirectory) {
  for (const char* entries : {"", ":", "::", "/a::"})
    for (const auto& folder : make_search_path({entries, "", "", ""}, {}, {}).folders)
      EXPECT_NE(folder.path, fs::current_path()) << entries;
}

TEST(SearchPath, OfThisProcess) {
  setenv("CRYOCOSM_PLUGIN_PATH", "/from/env", 1);
  setenv("XDG_DATA_HOME", "/from/xdg", 1);
  const SearchPath path = default_search_path({}, {});
  unsetenv("CRYOCOSM_PLUGIN_PATH");
  unsetenv("XDG_DATA_HOME");
  const fs::path here = fs::read_symlink("/proc/self/exe").parent_path().parent_path();
  expect_folders(path, {{"/from/env", "CRYOCOSM_PLUGIN_PATH entry 1"},
                        {"/from/xdg/cryocosm/plugins", "user data folder"},
                        {(here / "lib/cryocosm/plugins").string(), "installation"}});
}

}  // namespace
}  // namespace cryocosm
