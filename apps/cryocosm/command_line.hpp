// Reading a subcommand's arguments with Boost.Program_options, strictly and with help texts.
#pragma once

#include <boost/program_options.hpp>
#include <string>

#include "commands.hpp"
#include "config/pipeline_spec.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm::cli {

namespace po = boost::program_options;

/// A subcommand's command line: its usage line, what it does, its options and positional arguments.
class CommandLine {
 public:
  CommandLine(std::string usage, std::string summary);

  /// `options("threads", po::value<int>(), "help")` as in Boost.
  po::options_description_easy_init options() { return visible_.add_options(); }
  /// Up to `max_count` arguments without a dash, readable as values[name].
  CommandLine& positional(const std::string& name, int max_count = 1);
  /// --plugin and --plugin-dir.
  CommandLine& with_plugins();

  /// False when only help was asked for and has been printed. Throws Error(Code::usage).
  bool parse(const Arguments& arguments);

  const po::variables_map& values() const { return values_; }
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  std::string text(const std::string& name) const { return values_[name].as<std::string>(); }
  std::vector<std::string> texts(const std::string& name) const;
  /// The positional argument `name`, or Error(Code::usage) saying that `what` is missing.
  std::string required(const std::string& name, const std::string& what) const;

  /// Where plugins are looked for, --plugin and --plugin-dir first.
  SearchPath search_path() const;

 private:
  std::string usage_;
  std::string summary_;
  po::options_description visible_;
  po::options_description hidden_;
  po::positional_options_description positional_;
  po::variables_map values_;
};

/// "path=value" into its two parts; Error(Code::usage) without "=", with `example` of how to write it.
Override parse_override(
    const std::string& text,
    const std::string& example = "--set volume.voxel=13A or --set structures.vesicle.count=3");

}  // namespace cryocosm::cli
