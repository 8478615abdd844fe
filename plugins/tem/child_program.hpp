// Running another program as a child: no shell, a given environment, a time limit, nobody left behind.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace cryocosm::tem {

struct ChildProgram {
  std::vector<std::string> arguments;    ///< the first one is the program
  std::vector<std::string> environment;  ///< NAME=value, and nothing else
  std::string folder;                    ///< where it runs
  std::string log;                       ///< file that gets its standard output and errors
  double timeout_s = 3600;
};

struct ChildEnd {
  enum class Way { finished, signalled, timed_out, not_started };
  Way way = Way::finished;
  int code = 0;  ///< exit status, signal, or errno
};

/// Full path of a program: as it is when it has a slash, else the first executable file of that name in the
/// folders of `path`, colon-separated; empty when there is none. [any]
std::string find_program(const std::string& name, const std::string& path);

/// Runs it to its end in a process group of its own, which is killed, whole, when the time is up, when
/// `is_cancelled` says so, and also after a normal end, so that no child of the child goes on. Throws
/// Cancelled. [worker]
ChildEnd run_child(const ChildProgram& program, const std::function<bool()>& is_cancelled);

/// The last `bytes` of a file, from the start of a line; empty when there is no file. [any]
std::string tail_of(const std::string& file, std::size_t bytes);

}  // namespace cryocosm::tem
