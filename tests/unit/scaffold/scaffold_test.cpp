// The scaffolder: what it writes, and what it refuses, word by word.
#include "scaffold/scaffold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Scaffold : public ::testing::Test {
 protected:
  Scaffold() {
    std::string name = ::testing::TempDir() + "scaffold XXXXXX";
    folder = mkdtemp(name.data());
  }
  ~Scaffold() override { fs::remove_all(folder); }

  ScaffoldRequest request(const std::string& name, const std::string& point = "structure") const {
    return {folder / name, name, point, "", ""};
  }
  std::string text(const fs::path& file) const {
    std::ostringstream text;
    text << std::ifstream(folder / file).rdbuf();
    return text.str();
  }

  fs::path folder;
};

void expect_refused(const ScaffoldRequest& request, Code code, const std::string& message,
                    const std::string& hint) {
  try {
    scaffold_plugin(request);
    ADD_FAILURE() << "not refused: " << message;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.hint(), hint);
  }
  EXPECT_FALSE(fs::exists(request.folder) && !fs::is_empty(request.folder));
}

TEST_F(Scaffold, WritesAWholePlugin) {
  const auto files = scaffold_plugin(request("dense_granules"));
  EXPECT_THAT(files, ElementsAre(".github/workflows/ci.yml", ".gitignore", "CMakeLists.txt", "README.md",
                                 "ci.sh", "docs/granule.md", "examples/minimal.json", "granule.cpp",
                                 "granule.hpp", "plugin.cpp", "tests/granule_test.cpp"));
  for (const fs::path& file : files)
    EXPECT_TRUE(fs::is_regular_file(folder / "dense_granules" / file)) << file;
}

TEST_F(Scaffold, PutsNamesIn) {
  ScaffoldRequest named = request("dense_granules");
  named.id = "uk.ac.example.granules";
  scaffold_plugin(named);
  EXPECT_THAT(text("dense_granules/CMakeLists.txt"), HasSubstr("ID uk.ac.example.granules VERSION"));
  EXPECT_THAT(text("dense_granules/CMakeLists.txt"), HasSubstr("find_package(cryocosm 0.1 REQUIRED)"));
  EXPECT_THAT(text("dense_granules/plugin.cpp"),
              HasSubstr("plugin.add<dense_granules::Granule>(\"dense_granules.granule\")"));
  EXPECT_THAT(text("dense_granules/examples/minimal.json"), HasSubstr("\"use\": \"dense_granules.granule\""));
}

TEST_F(Scaffold, LeavesNoPlaceholderAtAnyPoint) {
  for (const char* point : {"structure", "transform", "rasterizer", "acquisition", "exporter"}) {
    const std::string name = std::string("my_") + point;
    for (const fs::path& file : scaffold_plugin(request(name, point))) {
      EXPECT_EQ(file.string().find('@'), std::string::npos) << file;
      EXPECT_FALSE(std::regex_search(text(fs::path(name) / file), std::regex("@[A-Z_]+@"))) << file;
    }
  }
}

// The texts between ```cpp and ``` of a Markdown file.
std::vector<std::string> cpp_blocks(const fs::path& markdown) {
  std::ifstream in(markdown);
  std::vector<std::string> blocks;
  bool is_inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "```cpp") {
      is_inside = true;
      blocks.emplace_back();
    } else if (line == "```") {
      is_inside = false;
    } else if (is_inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

TEST_F(Scaffold, TheTutorialQuotesWhatIsWritten) {
  std::string written;
  for (const fs::path& file : scaffold_plugin(request("dense_granules")))
    written += text("dense_granules" / file);
  const auto blocks = cpp_blocks(CRYOCOSM_TUTORIAL);
  EXPECT_GE(blocks.size(), 5u);
  for (const std::string& block : blocks) EXPECT_THAT(written, HasSubstr(block));
}

TEST_F(Scaffold, TheScriptIsExecutable) {
  scaffold_plugin(request("granules"));
  const fs::perms perms = fs::status(folder / "granules/ci.sh").permissions();
  EXPECT_NE(perms & fs::perms::owner_exec, fs::perms::none);
}

TEST_F(Scaffold, TakesAFolderWithATrailingSlash) {
  ScaffoldRequest slashed = request("granules");
  slashed.folder += "/";
  scaffold_plugin(slashed);
  EXPECT_TRUE(fs::is_regular_file(folder / "granules/plugin.cpp"));
}

TEST_F(Scaffold, RefusesAnExistingFolder) {
  fs::create_directory(folder / "granules");
  expect_refused(request("granules"), Code::output_exists,
                 "'" + (folder / "granules").string() + "' exists already",
                 "name a folder that does not exist; nothing was written");
}

TEST_F(Scaffold, RefusesADanglingLink) {
  fs::create_symlink(folder / "nowhere", folder / "granules");
  expect_refused(request("granules"), Code::output_exists,
                 "'" + (folder / "granules").string() + "' exists already",
                 "name a folder that does not exist; nothing was written");
}

TEST_F(Scaffold, RefusesNamesThatAreNoWord) {
  for (const char* name : {"", "Granules", "2d", "a-b", "a b", "_a", "a_", "a__b", "caf\xc3\xa9", "../up"})
    expect_refused(
        {folder / "new", name, "structure", "", ""}, Code::usage,
        "'" + std::string(name) + "' cannot be the name of a plugin",
        "use lower-case letters, digits and single underscores, starting with a letter, at most 40 "
        "characters, such as: dense_granules");
}

TEST_F(Scaffold, NamesTheComponentAsAsked) {
  // the plugin's name holds the template's word, and must not change with it
  scaffold_plugin({folder / "granules", "granules", "structure", "oil_body", ""});
  EXPECT_TRUE(fs::is_regular_file(folder / "granules/oil_body.cpp"));
  EXPECT_TRUE(fs::is_regular_file(folder / "granules/docs/oil_body.md"));
  EXPECT_NE(text("granules/plugin.cpp").find("plugin.add<granules::OilBody>(\"granules.oil_body\");"),
            std::string::npos);
  expect_refused({folder / "new", "granules", "structure", "Oil", ""}, Code::usage,
                 "'Oil' cannot be the name of a component",
                 "use lower-case letters, digits and single underscores, starting with a letter, at most 40 "
                 "characters, such as: dense_granules");
}

TEST_F(Scaffold, RefusesALongName) {
  const std::string name(41, 'a');
  expect_refused({folder / "new", name, "structure", "", ""}, Code::usage,
                 "'" + name + "' cannot be the name of a plugin",
                 "use lower-case letters, digits and single underscores, starting with a letter, at most 40 "
                 "characters, such as: dense_granules");
}

TEST_F(Scaffold, RefusesWordsOfCppAndCMake) {
  for (const char* name : {"class", "union", "test", "cryocosm", "std"})
    expect_refused({folder / "new", name, "structure", "", ""}, Code::usage,
                   "'" + std::string(name) + "' cannot be the name of a plugin: C++ or CMake uses that word",
                   "choose another name, such as: " + std::string(name) + "_family");
}

TEST_F(Scaffold, RefusesUnknownPoints) {
  expect_refused(request("granules", "structures"), Code::usage, "there is no extension point 'structures'",
                 "choose one of: structure, transform, rasterizer, acquisition, exporter");
}

TEST_F(Scaffold, RefusesIdsThatAreNoDomain) {
  for (const char* id : {"granules", "Org.example", "org..x", "org.example.", "org.example x"}) {
    ScaffoldRequest bad = request("granules");
    bad.id = id;
    expect_refused(bad, Code::usage, "'" + std::string(id) + "' cannot be the id of a plugin",
                   "use the reversed name of a domain you own, in lower case, such as: org.example.granules");
  }
}

TEST_F(Scaffold, AFolderThatCannotBeMadeIsAFileErrorAndLeavesNothing) {
  std::ofstream(folder / "file") << "not a folder";
  ScaffoldRequest inside = request("granules");
  inside.folder = folder / "file" / "granules";
  try {
    scaffold_plugin(inside);
    ADD_FAILURE();
  } catch (const FileError& error) {
    EXPECT_EQ(error.code(), Code::file_unwritable);
    EXPECT_THAT(error.message(), HasSubstr((folder / "file").string()));
    EXPECT_THAT(error.message(), HasSubstr("Not a directory"));
    EXPECT_EQ(error.hint(), "choose a folder that you may write to, with --output");
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}), 1);
}

}  // namespace
}  // namespace cryocosm
