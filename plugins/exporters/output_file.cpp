// Writing through the C library, which keeps errno, the reason that a user needs.
#include "output_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include "cryocosm/error.hpp"

namespace cryocosm::exporters {

void throw_unwritable(const std::string& path, int error_number) {
  const std::string message = "can not write " + path + ": " + std::generic_category().message(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT)
    throw FileError(Code::disk_full, message, "free some space, or write to another disk");
  throw FileError(Code::file_unwritable, message,
                  "check that the folder exists and that you may write to it");
}

OutputFile::OutputFile(std::string path) : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wbe")) {
  if (!file_) throw_unwritable(path_, errno);
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) throw_unwritable(path_, errno);
}

void OutputFile::close() {
  if (std::fclose(file_.release()) != 0) throw_unwritable(path_, errno);
}

}  // namespace cryocosm::exporters
