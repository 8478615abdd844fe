// Loading plugins of the zoo, for the tests of the loader.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm::zoo {

/// Path of the zoo's plugin `name`.
std::filesystem::path animal(const std::string& name);

/// A kernel with the named animals, loaded in this order as if given by --plugin.
std::unique_ptr<Kernel> kernel_with(const std::vector<std::string>& names);

/// Loads `name` between two good plugins and expects that it is refused as a whole with exactly this
/// code, message and hint, and that the others live.
void expect_animal_refused(const std::string& name, Code code, const std::string& message,
                           const std::string& hint);
void expect_refused(const std::filesystem::path& file, Code code, const std::string& message,
                    const std::string& hint);

/// A folder of its own under the system's temporary folder, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }
  /// Writes a file and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& content) const;

 private:
  std::filesystem::path path_;
};

/// All bytes of a file.
std::string bytes_of(const std::filesystem::path& file);

}  // namespace cryocosm::zoo
