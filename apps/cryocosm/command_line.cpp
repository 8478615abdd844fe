// Boost.Program_options behind exact messages of our own.
#include "command_line.hpp"

#include <fmt/format.h>

#include <iostream>

#include "cryocosm/error.hpp"

namespace cryocosm::cli {
namespace {

constexpr unsigned k_width = 100;

}  // namespace

CommandLine::CommandLine(std::string usage, std::string summary)
    : usage_(std::move(usage)), summary_(std::move(summary)), visible_("options", k_width, k_width / 2) {
  visible_.add_options()("help,h", "show this help");
}

CommandLine& CommandLine::positional(const std::string& name, int max_count) {
  hidden_.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
  positional_.add(name.c_str(), max_count);
  return *this;
}

CommandLine& CommandLine::with_plugins() {
  visible_.add_options()("plugin", po::value<std::vector<std::string>>()->value_name("FILE"),
                         "load this plugin before all others; may be repeated")(
      "plugin-dir", po::value<std::vector<std::string>>()->value_name("DIR"),
      "look for plugins here first; may be repeated");
  return *this;
}

bool CommandLine::parse(const Arguments& arguments) {
  po::options_description all;
  all.add(visible_).add(hidden_);
  // no guessing: --thr must not become --threads
  constexpr int k_style = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  try {
    po::store(po::command_line_parser(arguments).options(all).positional(positional_).style(k_style).run(),
              values_);
    po::notify(values_);
  } catch (const po::error& e) {
    throw Error(Code::usage, e.what(), "usage: " + usage_ + "; see --help");
  }
  if (values_.count("help") == 0) return true;
  std::cout << "usage: " << usage_ << "\n\n" << summary_ << "\n\n" << visible_;
  return false;
}

std::vector<std::string> CommandLine::texts(const std::string& name) const {
  return has(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::string CommandLine::required(const std::string& name, const std::string& what) const {
  const auto given = texts(name);
  if (given.empty()) throw Error(Code::usage, what + " is missing", "usage: " + usage_ + "; see --help");
  return given.front();
}

SearchPath CommandLine::search_path() const {
  const auto paths = [&](const char* name) {
    const auto given = texts(name);
    return std::vector<std::filesystem::path>(given.begin(), given.end());
  };
  return default_search_path(paths("plugin"), paths("plugin-dir"));
}

Override parse_override(const std::string& text, const std::string& example) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(Code::usage, fmt::format("--set '{}' is not of the form path=value", text),
                "write for example " + example);
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace cryocosm::cli
