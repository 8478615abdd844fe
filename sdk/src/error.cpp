// Destructors and texts of the error types; anchors their vtables in the SDK library.
#include "cryocosm/error.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace cryocosm {

Error::Error(Code code, std::string message, std::string hint)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)) {}
Error::Error(const Error&) = default;
Error& Error::operator=(const Error&) = default;
Error::~Error() = default;

DataError::DataError(std::string message, std::string hint, Code code)
    : Error(code, std::move(message), std::move(hint)) {}
DataError::~DataError() = default;

FileError::FileError(Code code, std::string message, std::string hint)
    : Error(code, std::move(message), std::move(hint)) {}
FileError::~FileError() = default;

Cancelled::Cancelled()
    : Error(Code::cancelled, "interrupted", "nothing was left half-written; run it again") {}
Cancelled::~Cancelled() = default;

std::string code_name(Code code) { return "CC" + std::to_string(static_cast<int>(code)); }

void defect(const char* condition, const char* file, int line) {
  throw Error(
      Code::defect,
      std::string("defect: '") + condition + "' does not hold at " + file + ":" + std::to_string(line),
      "this is a defect of the program, not of your input; please report it with your pipeline file");
}

}  // namespace cryocosm
