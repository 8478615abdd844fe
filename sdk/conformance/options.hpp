// The command line of the kit.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cryocosm::conformance {

struct Options {
  std::string file;
  std::string example;              ///< pipeline, or empty
  std::string docs;                 ///< folder of the components' pages, or empty
  std::vector<std::string> wanted;  ///< checks, components or both ("tem.bin.schema"); empty means all
  int jobs = 0;                     ///< processes at once; 0 means one for each core
  std::chrono::seconds timeout{60};
  bool list = false;
  bool json = false;
  bool here = false;   ///< one check, in this process
  std::string report;  ///< file for what a process tells the one that started it; empty = nobody did
};

extern const char* const k_usage_text;

/// Reads the command line; explains on stderr what is wrong with it and returns nothing.
std::optional<Options> read_options(const std::vector<std::string>& arguments);

}  // namespace cryocosm::conformance
