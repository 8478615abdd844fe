// Making and removing of temporary folders.
#include "temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "cryocosm/error.hpp"

namespace cryocosm::conformance {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "cryocosm-conformance-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw FileError(Code::file_unwritable, "cannot make the folder '" + name + "': " + std::strerror(errno),
                    "make room in the folder for temporary files");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace cryocosm::conformance
