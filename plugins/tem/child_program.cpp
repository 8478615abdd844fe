// posix_spawn and process groups: safe beside other threads, where fork is not.
#include "child_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include "cryocosm/error.hpp"

namespace cryocosm::tem {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto k_glance = std::chrono::milliseconds(20);  ///< between two looks at the child
constexpr auto k_grace = std::chrono::milliseconds(300);  ///< from the request to end to the end

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

/// What the child does before it becomes the program; freed whatever happens.
class SpawnPlan {
 public:
  explicit SpawnPlan(const ChildProgram& program) {
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, program.log.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, program.folder.c_str());
    posix_spawnattr_init(&attributes);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);  // whatever the host ignores or catches
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
                                                             POSIX_SPAWN_SETSIGMASK));
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

/// The child has ended but is not reaped, so its number and its group's can not belong to anybody else.
bool has_ended(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

bool ends_within(pid_t child, Clock::duration time) {
  for (const auto until = Clock::now() + time; Clock::now() < until; std::this_thread::sleep_for(k_glance))
    if (has_ended(child)) return true;
  return has_ended(child);
}

void stop(pid_t child) {
  ::kill(-child, SIGTERM);
  ends_within(child, k_grace);
}

int reap(pid_t child) {
  ::kill(-child, SIGKILL);  // the child, and whatever it has left behind
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

std::string find_program(const std::string& name, const std::string& path) {
  const auto is_program = [](const fs::path& file) {
    std::error_code error;
    return fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0;
  };
  if (name.find('/') != std::string::npos) return is_program(name) ? name : std::string();
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const fs::path file = fs::path(path.substr(begin, end - begin)) / name;
    // the working directory, which an empty entry means, is never searched
    if (end > begin && is_program(file)) return file.string();
    begin = end + 1;
  }
  return {};
}

ChildEnd run_child(const ChildProgram& program, const std::function<bool()>& is_cancelled) {
  const SpawnPlan plan(program);
  pid_t child = 0;
  const int problem = ::posix_spawn(&child, program.arguments[0].c_str(), &plan.actions, &plan.attributes,
                                    pointers(program.arguments).data(), pointers(program.environment).data());
  if (problem != 0) return {ChildEnd::Way::not_started, problem};

  const auto start = Clock::now();
  while (!has_ended(child)) {
    const bool cancelled = is_cancelled();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (cancelled || seconds > program.timeout_s) {
      stop(child);
      reap(child);
      if (cancelled) throw Cancelled();
      return {ChildEnd::Way::timed_out, 0};
    }
    std::this_thread::sleep_for(k_glance);
  }
  const int status = reap(child);
  if (WIFSIGNALED(status)) return {ChildEnd::Way::signalled, WTERMSIG(status)};
  return {ChildEnd::Way::finished, WEXITSTATUS(status)};
}

std::string tail_of(const std::string& file, std::size_t bytes) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) return {};
  const auto size = static_cast<std::size_t>(in.tellg());
  const std::size_t count = std::min(size, bytes);
  std::string text(count, '\0');
  in.seekg(static_cast<std::streamoff>(size - count));
  in.read(text.data(), static_cast<std::streamsize>(count));
  const std::size_t line = text.find('\n');
  if (count < size && line != std::string::npos) text.erase(0, line + 1);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace cryocosm::tem
