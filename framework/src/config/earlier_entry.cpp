// Looking a name up among the entries before another.
#include "config/earlier_entry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/config_node.hpp"
#include "kernel/spelling.hpp"

namespace cryocosm {
namespace {

std::string hint_for(const std::string& name, std::vector<std::string> earlier) {
  earlier.erase(std::remove(earlier.begin(), earlier.end(), std::string()), earlier.end());
  if (earlier.empty()) return "there is no entry before this one";
  const std::vector<std::string> near = closest_words(name, earlier, 1);
  return fmt::format("{}entries before this one: {}",
                     near.empty() ? "" : fmt::format("did you mean '{}'? ", near.front()),
                     fmt::join(earlier, ", "));
}

}  // namespace

std::optional<ReferenceProblem> problem_of_reference(const std::string& name,
                                                     const std::vector<std::string>& names, std::size_t index,
                                                     const std::string& rule) {
  const auto own = names.begin() + static_cast<std::ptrdiff_t>(index);
  const auto found = name.empty() ? names.end() : std::find(names.begin(), names.end(), name);
  if (found < own) return std::nullopt;
  const std::string shown = shortened(name);
  if (found == names.end())
    return ReferenceProblem{Code::not_a_choice, fmt::format("no entry is called '{}'", shown),
                            hint_for(shown, {names.begin(), own})};
  if (found == own)
    return ReferenceProblem{Code::inconsistent, fmt::format("'{}' is this entry itself", shown),
                            "name an entry before it"};
  return ReferenceProblem{Code::inconsistent, fmt::format("the entry '{}' comes later", shown),
                          fmt::format("{}: move '{}' before this entry", rule, shown)};
}

}  // namespace cryocosm
