// Every example in both of its forms: they become the same pipeline.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "cryocosm/error.hpp"
#include "describe/resolved.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

/// The pipeline with nothing left to defaults; empty when it names files that do not come with it.
std::string resolved(const Kernel& kernel, const fs::path& file) {
  try {
    return resolved_json(read_pipeline(kernel, file));
  } catch (const ConfigError& error) {
    for (const Diagnostic& d : error.diagnostics())
      if (d.code != Code::file_missing) ADD_FAILURE() << file << ": " << d.text;
    return "";
  }
}

TEST(Examples, BothFormsBecomeTheSamePipeline) {
  Kernel kernel;
  std::vector<fs::path> plugins;
  std::stringstream list(PLUGIN_FILES);
  for (std::string file; std::getline(list, file, ':');) plugins.emplace_back(file);
  kernel.load({plugins, {}});
  int compared = 0;
  for (const char* folder : {"examples", "examples/plugins/python-stage/examples"})
    for (const auto& entry : fs::directory_iterator(fs::path(PROJECT_FOLDER) / folder)) {
      fs::path file = entry.path();
      if (file.extension() != ".json") continue;
      const std::string json = resolved(kernel, file);
      EXPECT_EQ(resolved(kernel, file.replace_extension(".ini")), json) << file;
      compared += !json.empty();
    }
  EXPECT_GE(compared, 10);
}

}  // namespace
}  // namespace cryocosm
