// A file that appears whole or not at all: written beside its place, then renamed.
#pragma once

#include <cstddef>
#include <string>

namespace cryocosm {

class OutputFile {
 public:
  /// Opens a temporary file in the folder of `path`, ending in `suffix`; a link is followed. What exists
  /// and is no regular file (a device, a pipe) is opened itself. Throws FileError.
  OutputFile(std::string path, const std::string& suffix);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Removes the temporary file unless it was committed.
  ~OutputFile();

  /// Appends; throws FileError.
  void write(const void* bytes, std::size_t count);
  /// Closes and renames; throws FileError. A full disk may show only here.
  void commit();

 private:
  std::string path_;       ///< as given, for messages
  std::string target_;     ///< `path_` with links followed
  std::string open_path_;  ///< the temporary file, or `target_` itself
  int descriptor_ = -1;
};

}  // namespace cryocosm
