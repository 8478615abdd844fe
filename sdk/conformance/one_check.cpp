// Loading and checking, without a process in between.
#include "one_check.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "checks.hpp"
#include "report_file.hpp"

namespace cryocosm::conformance {
namespace {

bool load(Subject& subject, const Options& options) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody would read what a process finds that outlives the kit
  load_subject(subject, options.file, options.example, options.docs);
  if (subject.refusal.empty()) return true;
  fmt::print(stderr, "{}\n", subject.refusal);
  return false;
}

// Calls `body`; what a check lets through is a fault too.
template <class Body>
void run_guarded(Body body, Findings& findings) {
  try {
    body();
  } catch (const Error& error) {
    findings.add(code_name(error.code()) + ": " + error.message());
  } catch (const std::exception& error) {
    findings.add(std::string("an exception that is no cryocosm::Error: ") + error.what());
  } catch (...) {
    findings.add("something was thrown that is no exception");
  }
}

// Whether there is a check of the full name `wanted`; makes it.
bool make_check(const Subject& subject, const std::string& wanted, Findings& findings) {
  for (const PluginCheck& check : plugin_checks())
    if (wanted == fmt::format("{}.{}", k_whole_plugin, check.name)) {
      run_guarded([&] { check.run(subject, findings); }, findings);
      return true;
    }
  for (const Component* component : subject.components)
    for (const Check& check : component_checks())
      if (applies(check, *component) && wanted == component->record.id + "." + check.name) {
        run_guarded([&] { check.run(subject, *component, findings); }, findings);
        return true;
      }
  return false;
}

}  // namespace

int list_here(const Options& options) {
  Subject subject;
  if (!load(subject, options)) return k_refused;
  std::vector<std::string> report{subject.plugin->id, subject.plugin->version};
  for (const PluginCheck& check : plugin_checks())
    report.push_back(fmt::format("{}\t{}", k_whole_plugin, check.name));
  for (const Component* component : subject.components)
    for (const Check& check : component_checks())
      if (applies(check, *component))
        report.push_back(fmt::format("{}\t{}", component->record.id, check.name));
  write_report(options.report, report);
  return k_passed;
}

int check_here(const Options& options) {
  Subject subject;
  if (!load(subject, options)) return k_refused;
  Findings findings;
  const std::string& wanted = options.wanted.front();
  if (!make_check(subject, wanted, findings)) {
    fmt::print(stderr, "cryocosm-conformance: there is no check '{}'; --list shows them\n", wanted);
    return k_usage;
  }
  const char* const verdict = to_text(findings.verdict());
  if (options.report.empty()) {
    fmt::print("{}  {}\n", verdict, wanted);
    for (const std::string& text : findings.texts()) fmt::print("  {}\n", text);
  } else {
    std::vector<std::string> report = findings.texts();
    report.insert(report.begin(), verdict);
    write_report(options.report, report);
  }
  return findings.verdict() == Verdict::failed ? k_failed : k_passed;
}

}  // namespace cryocosm::conformance
