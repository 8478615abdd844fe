// Checks of the door and of what happens while a plugin is loaded.
#include <dlfcn.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cfenv>
#include <clocale>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>

#include "checks.hpp"
#include "child_process.hpp"
#include "elf_exports.hpp"
#include "kernel/declaration.hpp"
#include "kit_host.hpp"

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

std::size_t thread_count() {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator("/proc/self/task"), fs::directory_iterator{}));
}

std::string current_locale() {
  const char* const name = std::setlocale(LC_ALL, nullptr);
  return name == nullptr ? "" : name;
}

// SSE's control bits: rounding, flush to zero, denormals are zero, masked exceptions.
std::string floating_point_modes() {
  std::string modes = fmt::format("rounding {}", std::fegetround());
#if defined(__SSE__)
  modes += fmt::format(", control {:04x}", __builtin_ia32_stmxcsr() & 0xffc0U);
#endif
  return modes;
}

struct LoadingReport {
  ProcessResult process;
  std::map<std::string, std::string> values;
};

// Loads the plugin in a fresh process, where nothing else can print or start threads.
LoadingReport load_in_fresh_process(const Subject& subject) {
  const fs::path folder = make_temporary_folder();
  const fs::path file = folder / "report.txt";
  LoadingReport report;
  report.process = run_process({fs::read_symlink("/proc/self/exe").string(), "--probe-loading",
                                fs::absolute(subject.file).string(), file.string()},
                               std::chrono::seconds(60));
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t separator = line.find('\t');
    if (separator != std::string::npos) report.values[line.substr(0, separator)] = line.substr(separator + 1);
  }
  fs::remove_all(folder);
  return report;
}

// Whether the process ended well; says what happened if not.
bool loaded(const LoadingReport& report) {
  EXPECT_FALSE(report.process.timed_out) << "loading took more than a minute";
  EXPECT_EQ(report.process.signal, 0) << "loading ended the process by a signal";
  EXPECT_EQ(report.process.exit_code, 0) << report.process.err;
  return report.process.exit_code == 0;
}

}  // namespace

int probe_loading(const std::string& file, const std::string& report) {
  std::ofstream out(report);
  const auto write_state = [&out](const char* when) {
    out << when << " threads\t" << thread_count() << '\n'
        << when << " locale\t" << current_locale() << '\n'
        << when << " modes\t" << floating_point_modes() << '\n';
  };
  Kernel kernel;
  write_state("before");
  const double start_ms = processor_ms();
  kernel.load(SearchPath{{file}, {}});
  out << "load ms\t" << fmt::format("{:.3f}", processor_ms() - start_ms) << '\n';
  write_state("after");
  out.close();
  return kernel.plugins().size() == 1 ? 0 : 1;
}

void check_door(const Subject& subject) {
  EXPECT_EQ(exported_symbols(subject.file), std::vector<std::string>{"cryocosm_plugin"})
      << "a plugin exports its door alone, so that its names meet no other plugin's; build it with "
         "cryocosm_add_plugin()";
  const LoadingReport report = load_in_fresh_process(subject);
  if (!loaded(report)) return;
  EXPECT_LT(std::stod(report.values.at("load ms")), k_load_limit_ms)
      << "ms of processor time for loading: every command of the program pays for this; do the work in the "
         "components' constructors";
}

void check_quiet_loading(const Subject& subject) {
  const LoadingReport report = load_in_fresh_process(subject);
  if (!loaded(report)) return;
  EXPECT_EQ(report.process.out, "") << "loading must not write to standard output: results go there";
  EXPECT_EQ(report.process.err, "") << "loading must not write to standard error";
  for (const char* what : {"threads", "locale", "modes"})
    EXPECT_EQ(report.values.at(std::string("after ") + what), report.values.at(std::string("before ") + what))
        << "loading must leave the process's " << what << " alone";
}

void check_plugin_names(const Subject& subject) {
  EXPECT_TRUE(is_plugin_id(subject.plugin->id))
      << "'" << subject.plugin->id << "' is not like org.example.name";
  EXPECT_TRUE(is_version(subject.plugin->version)) << "'" << subject.plugin->version << "' is not like 1.2.3";
  EXPECT_TRUE(is_version(subject.plugin->sdk_version));
  EXPECT_EQ(subject.file.extension(), ".cosm");
}

}  // namespace cryocosm::conformance
