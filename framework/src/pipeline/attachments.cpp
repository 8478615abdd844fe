// Names of earlier entries, checked once all components are built.
#include "pipeline/attachments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/earlier_entry.hpp"

namespace cryocosm {
namespace {

class Checker {
 public:
  Checker(const std::vector<PlacementEntry>& entries, std::vector<Diagnostic>& problems)
      : entries_(entries), problems_(problems) {
    for (const PlacementEntry& entry : entries) names_.push_back(entry.spec->name);
  }

  void check(std::size_t index) {
    for (const std::string& name : attaches_to(entries_[index])) check_name(index, name);
  }

 private:
  void check_name(std::size_t index, const std::string& name) {
    if (const auto problem =
            problem_of_reference(name, names_, index, "units can only be placed on what has been placed"))
      return add(index, problem->code, problem->text, problem->hint);
    const auto found = std::find(names_.begin(), names_.end(), name) - names_.begin();
    if (entries_[static_cast<std::size_t>(found)].spec->halo_A > 0)
      add(index, Code::inconsistent,
          fmt::format("the entry '{}' keeps a gap to all others by its halo", name),
          fmt::format("leave out the halo of '{}'", name));
  }

  void add(std::size_t index, Code code, std::string text, std::string hint) {
    const ComponentUse& use = entries_[index].spec->transform;
    problems_.push_back(
        {Diagnostic::Severity::error, code, use.where, use.path, std::move(text), std::move(hint)});
  }

  const std::vector<PlacementEntry>& entries_;
  std::vector<std::string> names_;
  std::vector<Diagnostic>& problems_;
};

}  // namespace

std::vector<Diagnostic> attachment_problems(const std::vector<PlacementEntry>& entries) {
  std::vector<Diagnostic> problems;
  Checker checker(entries, problems);
  for (std::size_t i = 0; i < entries.size(); ++i) checker.check(i);
  return problems;
}

}  // namespace cryocosm
