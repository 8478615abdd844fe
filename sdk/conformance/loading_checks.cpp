// Checks of the door and of what happens while a plugin is loaded, in a process where nothing else happens.
#include <fmt/format.h>

#include <ctime>
#include <filesystem>

#include "checks.hpp"
#include "child_process.hpp"
#include "elf_exports.hpp"
#include "kernel/declaration.hpp"
#include "process_state.hpp"
#include "report_file.hpp"
#include "temporary_folder.hpp"

namespace cryocosm::conformance {
namespace {

namespace fs = std::filesystem;

constexpr double k_load_limit_ms = 100;

// Processor time of this process: unlike the wall's clock it does not grow on a busy machine.
double processor_ms() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

struct Loading {
  ProcessResult process;
  double processor_ms = 0;
  std::vector<std::string> changes;
};

// Loads the plugin in a fresh process. Notes what went wrong there, and returns false then.
bool load_in_fresh_process(const Subject& subject, Loading& loading, Findings& findings) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "report";
  loading.process = run_process({fs::read_symlink("/proc/self/exe").string(), "--probe-loading",
                                 fs::absolute(subject.file).string(), file.string()},
                                std::chrono::seconds(60));
  const std::vector<std::string> report = read_report(file);
  if (report.empty()) {
    findings.add("it did not load in a process of its own: " + loading.process.err);
    return false;
  }
  loading.processor_ms = std::stod(report.front());
  loading.changes.assign(report.begin() + 1, report.end());
  return true;
}

}  // namespace

int probe_loading(const std::string& file, const std::string& report) {
  Kernel kernel;
  const ProcessState before = process_state();
  const double start_ms = processor_ms();
  kernel.load(SearchPath{{file}, {}});
  const double load_ms = processor_ms() - start_ms;
  if (kernel.plugins().size() != 1) return 1;
  std::vector<std::string> texts{fmt::format("{:.3f}", load_ms)};
  for (const std::string& change : changes_since(before))
    texts.push_back("loading changed the process's " + change);
  for (const std::string& warning : kernel.warnings()) texts.push_back(warning);  // set back by the loader
  write_report(report, texts);
  return 0;
}

void check_door(const Subject& subject, Findings& findings) {
  for (const std::string& symbol : exported_symbols(subject.file))
    findings.expect(symbol == "cryocosm_plugin",
                    "it exports '" + symbol +
                        "'; its names must meet no other plugin's: build it with cryocosm_add_plugin()");
  Loading loading;
  if (!load_in_fresh_process(subject, loading, findings)) return;
  findings.expect(
      loading.processor_ms < k_load_limit_ms,
      fmt::format("loading takes {:.0f} ms of processor time, and every command of the program pays for "
                  "it; do the work in the components' constructors",
                  loading.processor_ms));
}

void check_quiet_loading(const Subject& subject, Findings& findings) {
  Loading loading;
  if (!load_in_fresh_process(subject, loading, findings)) return;
  const std::string printed = loading.process.out + loading.process.err;
  findings.expect(printed.empty(), "loading printed '" + printed.substr(0, 200) + "'");
  findings.add(loading.changes);
}

void check_plugin_names(const Subject& subject, Findings& findings) {
  findings.expect(is_plugin_id(subject.plugin->id),
                  "'" + subject.plugin->id + "' is not like org.example.name");
  findings.expect(is_version(subject.plugin->version), "'" + subject.plugin->version + "' is not like 1.2.3");
  findings.expect(is_version(subject.plugin->sdk_version),
                  "the version '" + subject.plugin->sdk_version + "' of its SDK is not like 1.2.3");
  findings.expect(subject.file.extension() == ".cosm", "the file's name does not end in .cosm");
}

}  // namespace cryocosm::conformance
