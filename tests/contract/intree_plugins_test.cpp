// The plugins of this project: one exported symbol, no host library inside, and a kernel that takes all of
// them.
#include <gtest/gtest.h>
#include <stdio.h>

#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {
namespace {

std::vector<std::filesystem::path> plugin_files() {
  std::vector<std::filesystem::path> files;
  std::stringstream list(PLUGIN_FILES);
  for (std::string file; std::getline(list, file, ':');) files.emplace_back(file);
  return files;
}

std::vector<std::string> output_lines(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string text;
  char buffer[4096];
  while (pipe && fgets(buffer, sizeof buffer, pipe.get()) != nullptr) text += buffer;
  std::vector<std::string> lines;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(InTreePlugins, ExportExactlyTheirDoor) {
  for (const auto& file : plugin_files()) {
    const auto symbols = output_lines(NM " -D --defined-only --format=just-symbols '" + file.string() + "'");
    EXPECT_EQ(symbols, std::vector<std::string>{"cryocosm_plugin"}) << file;
  }
}

TEST(InTreePlugins, LinkTheSdkAndNeitherItkNorTheFramework) {
  for (const auto& file : plugin_files()) {
    bool links_sdk = false;
    for (const std::string& line : output_lines(READELF " -d '" + file.string() + "'")) {
      if (line.find("(NEEDED)") == std::string::npos) continue;
      links_sdk = links_sdk || line.find("libcryocosm_sdk.so") != std::string::npos;
      EXPECT_EQ(line.find("libITK"), std::string::npos) << file << ": " << line;
      EXPECT_EQ(line.find("libcryocosm_kernel"), std::string::npos) << file << ": " << line;
    }
    EXPECT_TRUE(links_sdk) << file;
    // nor linked statically: no symbol of either is inside
    for (const std::string& line : output_lines(NM " -C '" + file.string() + "' 2>/dev/null")) {
      EXPECT_EQ(line.find(" itk::"), std::string::npos) << file << ": " << line;
      EXPECT_EQ(line.find(" cryocosm::Kernel::"), std::string::npos) << file << ": " << line;
    }
  }
}

TEST(InTreePlugins, AreAllTakenByAKernel) {
  Kernel kernel;
  kernel.load({plugin_files(), {}});
  EXPECT_EQ(kernel.plugins().size(), plugin_files().size());
  for (const Refusal& refusal : kernel.refused()) ADD_FAILURE() << to_text(refusal);
  for (const Refusal& refusal : kernel.shadowed()) ADD_FAILURE() << to_text(refusal);
}

TEST(InTreePlugins, NameOnlyPartnersThatExist) {
  Kernel kernel;
  kernel.load({plugin_files(), {}});
  for (const auto& [id, component] : kernel.registry(StructureGenerator::extends.name)) {
    const SchemaInfo& schema = component.record.schema;
    const Registry& transforms = kernel.registry(TransformGenerator::extends.name);
    const Registry& rasterizers = kernel.registry(Rasterizer::extends.name);
    if (!schema.transform.empty()) {
      EXPECT_EQ(transforms.count(schema.transform), 1U) << id << " is placed by " << schema.transform;
    }
    if (!schema.rasterizer.empty()) {
      EXPECT_EQ(rasterizers.count(schema.rasterizer), 1U) << id << " is drawn by " << schema.rasterizer;
    }
  }
}

}  // namespace
}  // namespace cryocosm
