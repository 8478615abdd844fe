// What a check found: faults, or the reason why it could not be made.
#pragma once

#include <string>
#include <vector>

namespace cryocosm::conformance {

enum class Verdict { passed, failed, skipped };

/// "pass", "FAIL" or "skip".
const char* to_text(Verdict verdict);

/// Collects what one check finds. A fault is a sentence that holds the value at fault.
class Findings {
 public:
  /// Adds `fault` unless `holds`; returns `holds`.
  bool expect(bool holds, const std::string& fault);
  void add(const std::string& fault);
  void add(const std::vector<std::string>& faults, const std::string& prefix = {});
  /// The check could not be made. Faults that were found stand all the same.
  void skip(const std::string& reason);

  Verdict verdict() const;
  /// The faults, or the reason for skipping.
  std::vector<std::string> texts() const;

 private:
  std::vector<std::string> faults_;  ///< each once
  std::size_t more_ = 0;             ///< that were too many to keep
  std::string skipped_;
};

}  // namespace cryocosm::conformance
