// A new empty folder for temporary files, removed with all that is in it.
#pragma once

#include <filesystem>

namespace cryocosm::conformance {

class TemporaryFolder {
 public:
  TemporaryFolder();  ///< throws FileError
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cryocosm::conformance
