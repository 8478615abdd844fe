// A file being written: buffered, every failure reported with the system's reason.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace cryocosm::exporters {

/// Every function throws FileError (file_unwritable, disk_full). [worker]
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  void write(std::string_view bytes);
  /// Must be called: only then is it known that everything arrived. Without it the file is left
  /// incomplete and no error is reported, which is right only while another error is on its way.
  void close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
};

/// The error for `path` from `error_number`, a value of errno.
[[noreturn]] void throw_unwritable(const std::string& path, int error_number);

}  // namespace cryocosm::exporters
