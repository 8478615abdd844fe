// Replacing placeholders.
#include "command_template.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm::tem {
namespace {

const std::string& value_of(const std::string& name, const Placeholders& values,
                            const std::string& argument) {
  std::string known;
  for (const auto& [key, value] : values) {
    if (key == name) return value;
    known += (known.empty() ? "{" : ", {") + key + "}";
  }
  throw DataError("the command's argument '" + argument + "' has an unknown placeholder {" + name + "}",
                  "known are " + known + "; write {{ and }} for braces", Code::not_a_choice);
}

std::string filled_in(const std::string& argument, const Placeholders& values) {
  std::string result;
  for (std::size_t i = 0; i < argument.size(); ++i) {
    const char c = argument[i];
    const bool doubled = i + 1 < argument.size() && argument[i + 1] == c;
    if (c != '{' && c != '}') {
      result += c;
    } else if (doubled) {
      result += c;
      ++i;
    } else {
      const std::size_t end = c == '{' ? argument.find('}', i) : std::string::npos;
      if (end == std::string::npos)
        throw DataError("the command's argument '" + argument + "' has a single brace",
                        "write {{ and }} for braces, or {name} for a placeholder", Code::not_a_choice);
      result += value_of(argument.substr(i + 1, end - i - 1), values, argument);
      i = end;
    }
  }
  return result;
}

}  // namespace

std::vector<std::string> filled_in(const std::vector<std::string>& command, const Placeholders& values) {
  std::vector<std::string> result;
  for (const std::string& argument : command) result.push_back(filled_in(argument, values));
  return result;
}

}  // namespace cryocosm::tem
