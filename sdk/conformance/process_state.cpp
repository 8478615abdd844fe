// Reading the state of this process from the C library and from /proc.
#include "process_state.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cfenv>
#include <chrono>
#include <climits>
#include <clocale>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <locale>
#include <thread>
#include <utility>

namespace cryocosm::conformance {
namespace {

namespace fs = std::filesystem;

std::set<std::string> threads() {
  std::set<std::string> all;
  std::error_code ended_meanwhile;
  for (const fs::directory_entry& task : fs::directory_iterator("/proc/self/task", ended_meanwhile))
    all.insert("thread " + task.path().filename().string());
  return all;
}

// Each descriptor with what it refers to, but for the one that reads the list.
std::set<std::string> open_files() {
  std::set<std::string> all;
  DIR* const folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return all;
  while (const dirent* const entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (name[0] == '.' || name == std::to_string(::dirfd(folder))) continue;
    std::array<char, PATH_MAX> target{};
    const ssize_t n = ::readlink(("/proc/self/fd/" + name).c_str(), target.data(), target.size());
    all.insert(fmt::format("{} ({})", name,
                           std::string(target.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0)))));
  }
  ::closedir(folder);
  return all;
}

// SSE's control bits: rounding, flush to zero, denormals are zero, masked exceptions.
std::string floating_point_modes() {
  const std::array<std::pair<int, const char*>, 4> roundings{{{FE_TONEAREST, "nearest"},
                                                              {FE_UPWARD, "upward"},
                                                              {FE_DOWNWARD, "downward"},
                                                              {FE_TOWARDZERO, "to zero"}}};
  std::string modes = "rounding unknown";
  for (const auto& [mode, name] : roundings)
    if (std::fegetround() == mode) modes = fmt::format("rounding {}", name);
#if defined(__SSE__)
  modes += fmt::format(", control {:04x}", __builtin_ia32_stmxcsr() & 0xffc0U);
#endif
  return modes;
}

std::set<std::string> signal_handlers() {
  std::set<std::string> all;
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_DFL) continue;
    all.insert(action.sa_handler == SIG_IGN ? fmt::format("signal {} ignored", signal)
                                            : fmt::format("signal {} handled", signal));
  }
  return all;
}

std::set<std::string> blocked_signals() {
  sigset_t blocked;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  std::set<std::string> all;
  for (int signal = 1; signal < NSIG; ++signal)
    if (::sigismember(&blocked, signal) == 1) all.insert(fmt::format("signal {}", signal));
  return all;
}

std::string file_mode_mask() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return fmt::format("{:03o}", mask);
}

std::set<std::string> environment() {
  std::set<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) all.insert(*variable);
  return all;
}

// The state behind std::rand(): its numbers would change a result with what was called before.
std::string state_of_rand() {
  static std::array<char, 128> state{};
  static const bool is_ours = ::initstate(1, state.data(), state.size()) != nullptr;
  std::uint64_t hash = is_ours ? 14695981039346656037ULL : 0;  // FNV-1a
  for (const char c : state) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

// The state behind drand48() and its relatives, which can only be read by replacing it.
std::string state_of_rand48() {
  std::array<unsigned short, 3> seed{};
  const unsigned short* const old = ::seed48(seed.data());
  std::copy_n(old, seed.size(), seed.begin());
  ::seed48(seed.data());
  return fmt::format("{:04x}{:04x}{:04x}", seed[2], seed[1], seed[0]);
}

std::string joined(const std::set<std::string>& a, const std::set<std::string>& but) {
  std::string text;
  for (const std::string& one : a)
    if (but.count(one) == 0) text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "nothing" : text;
}

std::string address_of(std::terminate_handler handler) {
  return fmt::format("{:x}", reinterpret_cast<std::uintptr_t>(handler));
}

}  // namespace

ProcessState process_state() {
  const char* const locale = std::setlocale(LC_ALL, nullptr);
  return {{"threads", threads()},
          {"locale of C", {locale == nullptr ? "" : locale}},
          {"locale of C++", {std::locale().name()}},
          {"floating-point modes", {floating_point_modes()}},
          {"signal handlers", signal_handlers()},
          {"blocked signals", blocked_signals()},
          {"terminate handler", {address_of(std::get_terminate())}},
          {"mask of file modes", {file_mode_mask()}},
          {"working folder", {fs::current_path().string()}},
          {"environment", environment()},
          {"open files", open_files()},
          {"state of std::rand()", {state_of_rand()}},
          {"state of drand48()", {state_of_rand48()}}};
}

std::vector<std::string> changes_since(const ProcessState& before) {
  ProcessState now = process_state();
  for (int wait = 0; wait < 100 && now["threads"] != before.at("threads"); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    now["threads"] = threads();
  }
  std::vector<std::string> changes;
  for (const auto& [name, was] : before)
    if (now[name] != was)
      changes.push_back(
          fmt::format("{}: {} became {}", name, joined(was, now[name]), joined(now[name], was)));
  return changes;
}

}  // namespace cryocosm::conformance
