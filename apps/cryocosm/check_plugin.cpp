// cryocosm check-plugin: starts the conformance kit, a program of its own that installs beside this one.
#include <fmt/format.h>
#include <unistd.h>

#include <boost/dll/runtime_symbol_info.hpp>
#include <cerrno>
#include <cstring>

#include "command_line.hpp"

namespace cryocosm::cli {
namespace {

/// The kit's spelling of what was given here.
std::vector<std::string> kit_arguments(const CommandLine& line) {
  std::vector<std::string> arguments{line.required("file", "the plugin file")};
  for (const char* const name : {"example", "docs", "jobs", "timeout"})
    if (line.has(name)) arguments.push_back(fmt::format("--{}={}", name, line.text(name)));
  for (const std::string& check : line.texts("check")) arguments.push_back("--check=" + check);
  for (const char* const name : {"list", "json"})
    if (line.has(name)) arguments.push_back(fmt::format("--{}", name));
  return arguments;
}

}  // namespace

int check_plugin(const Arguments& arguments) {
  CommandLine line(
      "cryocosm check-plugin FILE [options]",
      "Checks that a plugin keeps the promises of the SDK, each check in a process of its own. Exit "
      "codes: 0 all passed, 1 a check failed, 2 wrong use, 3 the plugin can not be loaded.");
  line.positional("file");
  line.options()("example", po::value<std::string>()->value_name("PIPELINE"),
                 "take the settings of components from this pipeline, and run it")(
      "docs", po::value<std::string>()->value_name("FOLDER"), "where the components' pages are")(
      "check", po::value<std::vector<std::string>>()->multitoken()->value_name("NAME ..."),
      "only these: a check, a component, or both, such as tem.ctf.contained")(
      "jobs", po::value<std::string>()->value_name("N"),
      "checks that run at the same time; the default is one for each core")(
      "timeout", po::value<std::string>()->value_name("SECONDS"),
      "how long a check may take; the default is 60")("json", "print the results as JSON")(
      "list", "list the checks instead of running them");
  if (!line.parse(arguments)) return 0;

  std::vector<std::string> command = kit_arguments(line);
  command.insert(command.begin(),
                 (boost::dll::program_location().parent_path() / "cryocosm-conformance").string());
  std::vector<char*> argv;
  for (std::string& argument : command) argv.push_back(argument.data());
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  throw FileError(Code::file_missing,
                  fmt::format("{} can not be started: {}", command[0], std::strerror(errno)),
                  "the conformance kit is installed beside the program; install the SDK part");
}

}  // namespace cryocosm::cli
