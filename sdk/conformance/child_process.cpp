// Processes through posix_spawn; their output goes to unnamed files, so that no pipe can fill up.
#include "child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include "cryocosm/error.hpp"

namespace cryocosm::conformance {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A file without a name. Programs that other threads start meanwhile do not inherit it.
class UnnamedFile {
 public:
  UnnamedFile() {
    std::string name = (std::filesystem::temp_directory_path() / "cryocosm-output-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0)
      throw FileError(Code::file_unwritable,
                      std::string("cannot make a temporary file: ") + std::strerror(errno),
                      "make room in the folder for temporary files");
    ::unlink(name.c_str());
  }
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;
  ~UnnamedFile() { ::close(descriptor_); }

  int descriptor() const { return descriptor_; }
  std::string content() const {
    std::string text;
    std::array<char, 4096> buffer{};
    for (off_t at = 0;;) {
      const ssize_t n = ::pread(descriptor_, buffer.data(), buffer.size(), at);
      if (n <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(n));
      at += n;
    }
  }

 private:
  int descriptor_ = -1;
};

// This process's environment with another TMPDIR.
std::vector<std::string> environment_with(const std::filesystem::path& temporary_folder) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (temporary_folder.empty() || std::string_view(*variable).substr(0, 7) != "TMPDIR=")
      variables.emplace_back(*variable);
  if (!temporary_folder.empty()) variables.push_back("TMPDIR=" + temporary_folder.string());
  return variables;
}

// `texts` as the C interfaces want them; valid as long as they are.
std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

pid_t start(const std::vector<std::string>& arguments, const Surroundings& surroundings,
            const UnnamedFile& out, const UnnamedFile& err) {
  const std::vector<std::string> environment = environment_with(surroundings.temporary_folder);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.descriptor(), STDERR_FILENO);
  if (!surroundings.working_folder.empty())
    posix_spawn_file_actions_addchdir_np(&actions, surroundings.working_folder.c_str());
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // a group of its own, so that what it starts can be killed with it
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int problem = posix_spawn(&child, arguments[0].c_str(), &actions, &attributes,
                                  pointers(arguments).data(), pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (problem != 0)
    throw Error(Code::file_unreadable, "cannot start '" + arguments[0] + "': " + std::strerror(problem));
  return child;
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& arguments, std::chrono::seconds limit,
                          const Surroundings& surroundings) {
  const UnnamedFile out;
  const UnnamedFile err;
  const auto began = Clock::now();
  const pid_t child = start(arguments, surroundings, out, err);

  ProcessResult result;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (!result.timed_out && Clock::now() > began + limit) {
      result.timed_out = true;
      ::kill(-child, SIGKILL);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::kill(-child, SIGKILL);  // whatever it left behind
  result.seconds = seconds_since(began);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.out = out.content();
  result.err = err.content();
  return result;
}

}  // namespace cryocosm::conformance
