// The cryocosm command: finds the subcommand and turns errors into messages and exit codes.
#include <fmt/format.h>

#include <array>
#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "cryocosm/error.hpp"
#include "death_notice.hpp"
#include "session.hpp"

namespace cryocosm::cli {
namespace {

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*call)(const Arguments&);
};

constexpr std::array k_commands{
    Command{"run", "run a pipeline and write its phantom, labels, tilt series and tomogram", run},
    Command{"check", "check a pipeline and build its components, without running it", check},
    Command{"convert", "print an INI pipeline as JSON, a JSON pipeline as INI", convert},
    Command{"list", "list the components that pipelines can use", list},
    Command{"describe", "explain one component and its parameters", describe},
    Command{"plugins", "show which plugins were found, loaded, refused or shadowed", plugins},
    Command{"schema", "print the JSON Schema of pipeline files, for editors", schema},
    Command{"init", "print a starter pipeline, or one component's section", init},
    Command{"template-density", "write a molecule's template, with its figures and a picture",
            template_density},
    Command{"new-plugin", "write the source folder of a new plugin", new_plugin},
    Command{"check-plugin", "run the conformance kit on a plugin", check_plugin},
    Command{"version", "print versions of program, SDK and plugin interfaces", version},
};

std::string usage() {
  std::string text =
      "cryocosm simulates crowded cellular tomograms with exact ground truth.\n\n"
      "usage: cryocosm COMMAND [ARGUMENTS]    'cryocosm COMMAND --help' explains one\n\n";
  for (const Command& command : k_commands)
    text += fmt::format("  {:<17} {}\n", command.name, command.summary);
  return text + "\nfirst steps:  cryocosm init > my.json   then   cryocosm run my.json -o out\n";
}

int dispatch(const Arguments& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    (arguments.empty() ? std::cerr : std::cout) << usage();
    return arguments.empty() ? 2 : 0;
  }
  if (arguments[0] == "--version") return version({});
  for (const Command& command : k_commands)
    if (command.name == arguments[0]) return command.call(Arguments(arguments.begin() + 1, arguments.end()));
  throw Error(Code::usage, fmt::format("unknown command '{}'", arguments[0]),
              "'cryocosm --help' lists the commands");
}

}  // namespace
}  // namespace cryocosm::cli

int main(int argc, char** argv) {
  using namespace cryocosm;
  cli::announce_deaths();
  try {
    const int code = cli::dispatch(cli::Arguments(argv + 1, argv + argc));
    std::cout.flush();
    if (!std::cout) throw FileError(Code::disk_full, "standard output can not be written", "free some space");
    return code;
  } catch (const std::exception& error) {
    return cli::report_error(error);
  }
}
