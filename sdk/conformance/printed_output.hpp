// While it lives, standard output and standard error of this process go to a file.
#pragma once

#include <string>

namespace cryocosm::conformance {

class PrintedOutput {
 public:
  PrintedOutput();  ///< throws FileError
  PrintedOutput(const PrintedOutput&) = delete;
  PrintedOutput& operator=(const PrintedOutput&) = delete;
  ~PrintedOutput();
  /// What was printed so far, buffered or not. [host]
  std::string text() const;

 private:
  int file_ = -1, out_ = -1, err_ = -1;
};

}  // namespace cryocosm::conformance
