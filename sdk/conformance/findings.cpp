// Collecting of faults, each once.
#include "findings.hpp"

#include <algorithm>

namespace cryocosm::conformance {
namespace {

constexpr std::size_t k_most_faults = 12;  // nobody reads more; the first ones tell what is wrong

}  // namespace

const char* to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "pass";
    case Verdict::failed: return "FAIL";
    case Verdict::skipped: return "skip";
  }
  return "";
}

bool Findings::expect(bool holds, const std::string& fault) {
  if (!holds) add(fault);
  return holds;
}

void Findings::add(const std::string& fault) {
  if (std::find(faults_.begin(), faults_.end(), fault) != faults_.end()) return;
  if (faults_.size() < k_most_faults)
    faults_.push_back(fault);
  else
    ++more_;
}

void Findings::add(const std::vector<std::string>& faults, const std::string& prefix) {
  for (const std::string& fault : faults) add(prefix + fault);
}

void Findings::skip(const std::string& reason) { skipped_ = reason; }

Verdict Findings::verdict() const {
  if (!faults_.empty()) return Verdict::failed;
  return skipped_.empty() ? Verdict::passed : Verdict::skipped;
}

std::vector<std::string> Findings::texts() const {
  if (faults_.empty()) return skipped_.empty() ? std::vector<std::string>{} : std::vector{skipped_};
  std::vector<std::string> texts = faults_;
  if (more_ > 0) texts.push_back("and " + std::to_string(more_) + " more");
  return texts;
}

}  // namespace cryocosm::conformance
