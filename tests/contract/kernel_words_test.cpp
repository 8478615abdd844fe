// The kernel knows no model family: its sources never say the name of one.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> k_words{"membrane", "filament",      "microtubule",
                                                  "ribosome", "macromolecule", "vesicle",
                                                  "lipid",    "tilt",          "protein"};

// The acquisition's types have tilts, and a contrast in which protein is dark; the view of a finished
// run hands them on.
bool is_exempt(const fs::path& relative) {
  return relative.begin()->string() == "acquisition" || relative.stem() == "finished_run";
}

TEST(KernelWords, NoFamilyIsNamedInTheFramework) {
  const fs::path sources = fs::path(PROJECT_FOLDER) / "framework/src";
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(sources)) {
    if (!entry.is_regular_file() || is_exempt(fs::relative(entry.path(), sources))) continue;
    ++files;
    std::ifstream stream(entry.path());
    int number = 1;
    for (std::string line; std::getline(stream, line); ++number) {
      std::transform(line.begin(), line.end(), line.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      for (const std::string_view word : k_words)
        EXPECT_EQ(line.find(word), std::string::npos) << fs::relative(entry.path(), PROJECT_FOLDER).string()
                                                      << ":" << number << ": says '" << word << "'";
    }
  }
  EXPECT_GT(files, 0U) << "no sources under " << sources;
}

}  // namespace
