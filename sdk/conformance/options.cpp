// Reading of the command line: one plugin, and options of the form --name or --name=value.
#include "options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <string_view>

namespace cryocosm::conformance {
namespace {

void complain(const std::string& problem) { fmt::print(stderr, "cryocosm-conformance: {}\n", problem); }

// A whole number from 1 on.
bool read_count(std::string_view name, std::string_view text, int& count) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem == std::errc() && end == text.data() + text.size() && count > 0) return true;
  complain(fmt::format("{}={} is not a whole number from 1 on", name, text));
  return false;
}

void add_wanted(std::string_view names, std::vector<std::string>& wanted) {
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find(',', start), names.size());
    if (end > start) wanted.emplace_back(names.substr(start, end - start));
    start = end + 1;
  }
}

bool read_option(std::string_view argument, Options& options) {
  const std::size_t equals = argument.find('=');
  const std::string_view name = argument.substr(0, equals);
  const std::string_view value = equals == std::string_view::npos ? "" : argument.substr(equals + 1);
  int seconds = 0;
  if (value.empty()) {
    if (name == "--list") return options.list = true;
    if (name == "--json") return options.json = true;
    if (name == "--here") return options.here = true;
  } else {
    if (name == "--example") return options.example = value, true;
    if (name == "--docs") return options.docs = value, true;
    if (name == "--report") return options.report = value, true;
    if (name == "--check") return add_wanted(value, options.wanted), true;
    if (name == "--jobs") return read_count(name, value, options.jobs);
    if (name == "--timeout")
      return read_count(name, value, seconds) && (options.timeout = std::chrono::seconds(seconds), true);
  }
  complain(fmt::format("unknown option '{}'; see --help", argument));
  return false;
}

}  // namespace

const char* const k_usage_text =
    R"(Usage: cryocosm-conformance FILE.cosm [--example=PIPELINE] [--docs=FOLDER] [--check=NAME] [--json]

Checks that a plugin keeps the promises of the SDK, each check in a process of its own.

  --example=PIPELINE  take the settings of components from this pipeline instead of their defaults, and run it
  --docs=FOLDER       where the components' pages are: tem.ctf is explained by FOLDER/ctf.md
  --check=NAME,...    only these: a check, a component, or both (contained, tem.ctf, tem.ctf.contained)
  --jobs=N            checks that run at the same time; the default is one for each core
  --timeout=SECONDS   how long a check may take; the default is 60
  --json              print the results as JSON
  --list              print the names of the checks, one a line, and run none
  --here              run the one check that --check names in this process, for a debugger
  --version           print the version
  --help              print this

Exit codes: 0 all passed, 1 a check failed, 2 wrong use, 3 the plugin cannot be loaded.
Every check is explained in docs/reference/conformance.md.
)";

std::optional<Options> read_options(const std::vector<std::string>& arguments) {
  Options options;
  for (const std::string& argument : arguments) {
    if (argument.substr(0, 1) == "-") {
      if (!read_option(argument, options)) return std::nullopt;
    } else if (options.file.empty()) {
      options.file = argument;
    } else {
      complain(fmt::format("one plugin at a time, not '{}' too", argument));
      return std::nullopt;
    }
  }
  if (options.file.empty()) {
    complain(fmt::format("name the plugin's file\n\n{}", k_usage_text));
    return std::nullopt;
  }
  if (options.here && !options.list && options.wanted.size() != 1) {
    complain("--here runs one check; name it with --check=COMPONENT.CHECK");
    return std::nullopt;
  }
  return options;
}

}  // namespace cryocosm::conformance
