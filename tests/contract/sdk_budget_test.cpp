// The SDK stays small enough to be read, and free of libraries that must not cross the door.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sdk_headers() {
  std::vector<fs::path> headers;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PROJECT_FOLDER) / "sdk/include"))
    if (entry.is_regular_file()) headers.push_back(entry.path());
  return headers;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(SdkBudget, AtMostSixteenHeadersAndTwoThousandLines) {
  const auto headers = sdk_headers();
  ASSERT_FALSE(headers.empty());
  std::size_t lines = 0;
  for (const fs::path& header : headers) lines += lines_of(header).size();
  std::cout << headers.size() << " headers of at most 16, " << lines << " lines of at most 2000\n";
  RecordProperty("headers", static_cast<int>(headers.size()));
  RecordProperty("lines", static_cast<int>(lines));
  EXPECT_LE(headers.size(), 16U);
  EXPECT_LE(lines, 2000U);
}

// Not even a forward declaration: their types, by value or not, must not reach a plugin.
TEST(SdkBudget, HeadersNameNoLibraryOfTheHost) {
  const std::regex foreign(
      "\\b(itk|boost|fmt|Eigen|vtk)\\s*::|\\bnamespace\\s+(itk|boost|fmt|Eigen)\\b|\\bitk[A-Z]");
  ASSERT_TRUE(std::regex_search("const Eigen::Vector3d v;", foreign));
  ASSERT_TRUE(std::regex_search("namespace itk { class Object; }", foreign));
  for (const fs::path& header : sdk_headers())
    for (const std::string& line : lines_of(header))
      EXPECT_FALSE(std::regex_search(line, foreign)) << header << ": " << line;
}

TEST(SdkBudget, HeadersIncludeOnlyTheStandardLibraryAndEachOther) {
  // a system header is one word without a folder: no boost/, fmt/, itk..., Eigen/
  const std::regex include("^\\s*#\\s*include\\s*(.*)$");
  const std::regex allowed("<[a-z_]+>.*|\"cryocosm/[a-z_]+\\.hpp\".*");
  for (const fs::path& header : sdk_headers())
    for (const std::string& line : lines_of(header)) {
      std::smatch match;
      if (std::regex_match(line, match, include)) {
        EXPECT_TRUE(std::regex_match(match[1].str(), allowed)) << header << ": " << line;
      }
    }
}

TEST(SdkBudget, EveryHeaderSaysInItsFirstLineWhatIsInIt) {
  for (const fs::path& header : sdk_headers()) {
    const auto lines = lines_of(header);
    ASSERT_GE(lines.size(), 2U) << header;
    EXPECT_EQ(lines[0].substr(0, 3), "// ") << header;
  }
}

}  // namespace
