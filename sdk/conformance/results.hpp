// The results of all checks of one plugin.
#pragma once

#include <string>
#include <vector>

#include "findings.hpp"

namespace cryocosm::conformance {

/// Names one check.
struct CheckName {
  std::string component;  ///< or "plugin"
  std::string check;
  std::string full() const { return component + "." + check; }
};

struct CheckResult {
  CheckName name;
  Verdict verdict = Verdict::failed;
  std::vector<std::string> texts;  ///< faults, or why it was skipped
  double seconds = 0;
};

struct Results {
  std::string file;
  std::string plugin_id;
  std::string plugin_version;
  std::vector<CheckResult> checks;  ///< in the order of the list
};

inline std::size_t count(const Results& results, Verdict verdict) {
  std::size_t n = 0;
  for (const CheckResult& check : results.checks) n += check.verdict == verdict;
  return n;
}

}  // namespace cryocosm::conformance
