// Redirection of descriptors 1 and 2, below all streams.
#include "printed_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "cryocosm/error.hpp"

namespace cryocosm::conformance {
namespace {

void flush() {
  std::cout.flush();
  std::cerr.flush();
  std::fflush(nullptr);
}

}  // namespace

PrintedOutput::PrintedOutput() {
  std::string name = (std::filesystem::temp_directory_path() / "cryocosm-printed-XXXXXX").string();
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0)
    throw FileError(Code::file_unwritable,
                    std::string("cannot make a temporary file: ") + std::strerror(errno),
                    "make room in the folder for temporary files");
  ::unlink(name.c_str());
  flush();
  out_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  err_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  ::dup2(file_, STDOUT_FILENO);
  ::dup2(file_, STDERR_FILENO);
}

PrintedOutput::~PrintedOutput() {
  flush();
  ::dup2(out_, STDOUT_FILENO);
  ::dup2(err_, STDERR_FILENO);
  for (const int descriptor : {file_, out_, err_}) ::close(descriptor);
}

std::string PrintedOutput::text() const {
  flush();
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t n = ::pread(file_, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (n <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

}  // namespace cryocosm::conformance
