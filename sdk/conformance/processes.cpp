// Starting of processes for the listing and for single checks, and the words for how they ended.
#include "processes.hpp"

#include <fmt/format.h>

#include <cstring>
#include <sstream>
#include <system_error>

#include "child_process.hpp"
#include "report_file.hpp"
#include "temporary_folder.hpp"

namespace cryocosm::conformance {
namespace {

namespace fs = std::filesystem;

struct Ended {
  ProcessResult process;
  std::vector<std::string> report;  ///< empty when it wrote none
};

// Runs the kit itself with `arguments` in an empty working folder.
Ended run_kit(const Options& options, std::vector<std::string> arguments) {
  const TemporaryFolder folder;
  const fs::path here = folder.path() / "here", temporary = folder.path() / "tmp";
  fs::create_directory(here);
  fs::create_directory(temporary);
  std::vector<std::string> command{fs::read_symlink("/proc/self/exe").string(),
                                   fs::absolute(options.file).string(), "--here",
                                   "--report=" + (folder.path() / "report").string()};
  if (!options.example.empty()) command.push_back("--example=" + fs::absolute(options.example).string());
  if (!options.docs.empty()) command.push_back("--docs=" + fs::absolute(options.docs).string());
  command.insert(command.end(), arguments.begin(), arguments.end());
  Ended ended;
  ended.process = run_process(command, options.timeout, {here, temporary});
  ended.report = read_report(folder.path() / "report");
  return ended;
}

// The last lines of `text`, which tell most about a death.
std::string last_lines(const std::string& text) {
  constexpr std::size_t k_lines = 3;
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) lines.push_back(line);
  std::string last;
  for (std::size_t i = lines.size() - std::min(lines.size(), k_lines); i < lines.size(); ++i)
    last += (last.empty() ? "" : "; ") + lines[i];
  return last;
}

// How a process ended that left no report.
std::string death(const Options& options, const ProcessResult& process) {
  std::string text;
  if (process.timed_out)
    text = fmt::format("it did not end within {} s and was killed", options.timeout.count());
  else if (process.signal != 0)
    text = fmt::format("its process was ended by signal {} ({})", process.signal, strsignal(process.signal));
  else
    text = fmt::format("it ended the process, with exit code {}", process.exit_code);
  const std::string last = last_lines(process.err);
  return last.empty() ? text : text + "; it wrote: " + last;
}

Verdict verdict_of(const std::string& word) {
  for (const Verdict verdict : {Verdict::passed, Verdict::skipped})
    if (word == to_text(verdict)) return verdict;
  return Verdict::failed;
}

}  // namespace

Listing list_checks(const Options& options) {
  constexpr int k_refused = 3;
  const Ended ended = run_kit(options, {"--list"});
  Listing listing;
  if (ended.report.size() < 2) {
    std::string error = ended.process.err;
    while (!error.empty() && error.back() == '\n') error.pop_back();
    // what the process says of a refusal is complete; of a death it can not say anything
    const bool is_refused = ended.process.exit_code == k_refused && !error.empty();
    listing.refusal = is_refused ? error
                                 : fmt::format(
                                       "'{}' can not be loaded: {}\n  see docs/reference/conformance.md, "
                                       "\"Plugins that can not be loaded\"",
                                       options.file, death(options, ended.process));
    return listing;
  }
  listing.plugin_id = ended.report[0];
  listing.plugin_version = ended.report[1];
  for (std::size_t i = 2; i < ended.report.size(); ++i) {
    const std::size_t tab = ended.report[i].find('\t');
    listing.checks.push_back({ended.report[i].substr(0, tab), ended.report[i].substr(tab + 1)});
  }
  return listing;
}

CheckResult make_check(const Options& options, const CheckName& name) {
  const Ended ended = run_kit(options, {"--check=" + name.full()});
  CheckResult result{name, Verdict::failed, {}, ended.process.seconds};
  if (ended.report.empty()) {
    result.texts.push_back(death(options, ended.process));
    return result;
  }
  result.verdict = verdict_of(ended.report.front());
  result.texts.assign(ended.report.begin() + 1, ended.report.end());
  // a report that is followed by a crash: something went wrong while objects of the plugin were destroyed
  if (ended.process.timed_out || ended.process.signal != 0) {
    result.verdict = Verdict::failed;
    result.texts.push_back("after the check, " + death(options, ended.process));
  }
  return result;
}

}  // namespace cryocosm::conformance
