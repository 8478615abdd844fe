// Parameters that name an entry of the pipeline.
#include "config/entry_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "config/field_text.hpp"
#include "kernel/spelling.hpp"

namespace cryocosm {
namespace {

std::string hint_for(const std::string& name, std::vector<std::string> known) {
  known.erase(std::remove(known.begin(), known.end(), std::string()), known.end());
  const std::vector<std::string> near = closest_words(name, known, 1);
  return fmt::format("{}this entry and those before it: {}",
                     near.empty() ? "" : fmt::format("did you mean '{}'? ", near.front()),
                     fmt::join(known, ", "));
}

}  // namespace

void check_entry_names(const ComponentUse& use, const ConfigNode& node, const std::vector<std::string>& names,
                       std::size_t index, Problems& problems) {
  const ConfigNode* const params = node.find("params");
  if (params == nullptr) return;
  const auto after = names.begin() + static_cast<std::ptrdiff_t>(index) + 1;
  for (const FieldInfo& field : use.component->record.schema.fields) {
    const Value* const value = field.names_entry ? use.params.find(field.key) : nullptr;
    const ConfigNode* const given = params->find(field.key);
    if (value == nullptr || given == nullptr || value->text.empty()) continue;
    if (std::find(names.begin(), after, value->text) != after) continue;
    const std::string shown = shortened(value->text), path = use.path + ".params." + field.key;
    if (std::find(after, names.end(), value->text) == names.end())
      problems.error(Code::not_a_choice, given->where, path, fmt::format("no entry is called '{}'", shown),
                     hint_for(value->text, {names.begin(), after}));
    else
      problems.error(
          Code::inconsistent, given->where, path, fmt::format("the entry '{}' comes later", shown),
          fmt::format("units can only refer to what has been placed: move '{}' before this entry", shown));
  }
}

}  // namespace cryocosm
