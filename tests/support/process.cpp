// fork, exec and poll.
#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>

namespace cryocosm::test {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Pipe {
  int read_end = -1, write_end = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read_end = ends[0];
      write_end = ends[1];
    }
  }
};

[[noreturn]] void become(const std::vector<std::string>& command, const Pipe& out, const Pipe& err) {
  ::dup2(out.write_end, STDOUT_FILENO);
  ::dup2(err.write_end, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

/// Appends what can be read; false at the end of the stream.
bool drain(int descriptor, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t n = ::read(descriptor, buffer.data(), buffer.size());
  if (n > 0) text.append(buffer.data(), static_cast<std::size_t>(n));
  return n > 0;
}

}  // namespace

Finished run_process(const std::vector<std::string>& command,
                     const std::function<int(const std::string&)>& on_error_line, double timeout_s) {
  const Pipe out, err;
  const pid_t child = ::fork();
  if (child == 0) become(command, out, err);
  ::close(out.write_end);
  ::close(err.write_end);

  Finished finished;
  const auto start = Clock::now();
  auto signalled = start;
  bool was_signalled = false, out_open = true, err_open = true;
  std::size_t seen = 0;
  while (out_open || err_open) {
    if (seconds_since(start) > timeout_s) ::kill(child, SIGKILL);
    std::array<pollfd, 2> polled{pollfd{out_open ? out.read_end : -1, POLLIN, 0},
                                 pollfd{err_open ? err.read_end : -1, POLLIN, 0}};
    ::poll(polled.data(), polled.size(), 200);
    if (polled[0].revents != 0) out_open = drain(out.read_end, finished.out);
    if (polled[1].revents != 0) err_open = drain(err.read_end, finished.err);
    for (auto end = finished.err.find('\n', seen); end != std::string::npos;
         end = finished.err.find('\n', seen)) {
      const int signal = on_error_line ? on_error_line(finished.err.substr(seen, end - seen)) : 0;
      seen = end + 1;
      if (signal == 0 || was_signalled) continue;
      ::kill(child, signal);
      signalled = Clock::now();
      was_signalled = true;
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (was_signalled) finished.seconds_after_signal = seconds_since(signalled);
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ::close(out.read_end);
  ::close(err.read_end);
  return finished;
}

}  // namespace cryocosm::test
