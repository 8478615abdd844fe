// A file that appears whole or not at all: written beside its place, then renamed.
#include "imaging/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

constexpr mode_t k_mode = 0666;  // the user's umask takes its part
constexpr int k_temporary_names = 10000;

std::string follow_links(const std::string& path) {
  std::error_code ignored;  // a link that leads nowhere fails below, with the system's reason
  if (!std::filesystem::is_symlink(path, ignored)) return path;
  const auto target = std::filesystem::weakly_canonical(path, ignored);
  return target.empty() ? path : target.string();
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

// A full disk is told from other reasons: the user acts differently.
[[noreturn]] void throw_write_error(const std::string& path, int error_number) {
  const bool full = error_number == ENOSPC || error_number == EDQUOT;
  throw FileError(full ? Code::disk_full : Code::file_unwritable,
                  "cannot write '" + path + "': " + std::generic_category().message(error_number),
                  full ? "Free some space there, or choose another folder."
                       : "Check that the folder exists and that you may write there.");
}

}  // namespace

OutputFile::OutputFile(std::string path, const std::string& suffix)
    : path_(std::move(path)), target_(follow_links(path_)) {
  if (is_special(target_)) {
    open_path_ = target_;
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw_write_error(path_, errno);
    return;
  }
  const std::filesystem::path folder = std::filesystem::path(target_).parent_path();
  const std::string stem = ".cryocosm-" + std::to_string(::getpid()) + "-";
  for (int n = 0; n < k_temporary_names; ++n) {
    open_path_ = (folder / (stem + std::to_string(n) + suffix)).string();
    descriptor_ = ::open(open_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, k_mode);
    if (descriptor_ >= 0) return;
    if (errno != EEXIST) throw_write_error(path_, errno);
  }
  throw_write_error(path_, EEXIST);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!open_path_.empty() && open_path_ != target_) ::unlink(open_path_.c_str());
}

void OutputFile::write(const void* bytes, std::size_t count) {
  const auto* next = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t written = ::write(descriptor_, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_write_error(path_, errno);
    next += written;
    count -= static_cast<std::size_t>(written);
  }
}

void OutputFile::commit() {
  if (::close(std::exchange(descriptor_, -1)) != 0) throw_write_error(path_, errno);
  if (open_path_ == target_) return;
  if (std::rename(open_path_.c_str(), target_.c_str()) != 0) throw_write_error(path_, errno);
  open_path_.clear();
}

}  // namespace cryocosm
