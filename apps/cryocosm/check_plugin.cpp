// cryocosm check-plugin: runs the conformance kit, which is a program of its own so that a crash is a result.
#include <fmt/format.h>
#include <unistd.h>

#include <boost/dll/runtime_symbol_info.hpp>
#include <cerrno>
#include <cstring>

#include "command_line.hpp"

namespace cryocosm::cli {

int check_plugin(const Arguments& arguments) {
  CommandLine line(
      "cryocosm check-plugin FILE [--list]",
      "Runs the conformance kit on one plugin file: door, schema, determinism, windows, errors.");
  line.positional("file");
  line.options()("example", po::value<std::string>()->value_name("PIPELINE"),
                 "take component settings from this pipeline, for components that need a file")(
      "list", "list the checks instead of running them");
  if (!line.parse(arguments)) return 0;

  const std::string file = line.required("file", "the plugin file");
  const std::string kit = (boost::dll::program_location().parent_path() / "cryocosm-conformance").string();
  std::vector<const char*> command{kit.c_str(), file.c_str()};
  const std::string example = line.has("example") ? "--example=" + line.text("example") : "";
  if (!example.empty()) command.push_back(example.c_str());
  if (line.has("list")) command.push_back("--list");
  command.push_back(nullptr);
  ::execv(kit.c_str(), const_cast<char* const*>(command.data()));
  throw FileError(Code::file_missing, fmt::format("{} can not be started: {}", kit, std::strerror(errno)),
                  "the conformance kit is installed beside the program; install the SDK part");
}

}  // namespace cryocosm::cli
