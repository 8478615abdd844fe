// One function for each keyword of JSON Schema that ours uses.
#include "schema_validator.hpp"

#include <algorithm>
#include <cmath>
#include <regex>
#include <stdexcept>

namespace cryocosm::test {
namespace {

using Kind = ConfigNode::Kind;

bool has_type(const ConfigNode& value, const std::string& type) {
  switch (value.kind) {
    case Kind::null: return type == "null";
    case Kind::boolean: return type == "boolean";
    case Kind::number: {
      const double number = std::stod(value.text);
      return type == "number" || (type == "integer" && number == std::floor(number));
    }
    case Kind::string:
    case Kind::text: return type == "string";
    case Kind::list: return type == "array";
    case Kind::group: return type == "object";
  }
  return false;
}

bool is_same(const ConfigNode& a, const ConfigNode& b) { return a.kind == b.kind && a.text == b.text; }

class Validator {
 public:
  Validator(const ConfigNode& schema, const ConfigNode& root) : schema_(schema), root_(root) {}

  bool accepts(const ConfigNode& value) const {
    if (schema_.kind == Kind::boolean) return schema_.text == "true";
    return std::all_of(schema_.children.begin(), schema_.children.end(),
                       [&](const ConfigNode& keyword) { return accepts(value, keyword); });
  }

 private:
  bool accepts(const ConfigNode& value, const ConfigNode& keyword) const {
    const std::string& name = keyword.key;
    const bool is_group = value.kind == Kind::group, is_list = value.kind == Kind::list;
    const bool is_number = value.kind == Kind::number, is_text = value.kind == Kind::string;
    if (name == "$schema" || name == "$defs" || name == "title" || name == "description" ||
        name == "default" || name == "deprecated" || name == "deprecationMessage" ||
        name == "enumDescriptions" || name == "then")
      return true;
    if (name == "type") return has_type(value, keyword.text);
    if (name == "const") return is_same(value, keyword);
    if (name == "enum") return any(keyword, [&](const ConfigNode& choice) { return is_same(value, choice); });
    if (name == "$ref") return satisfies(value, definition(keyword.text), root_);
    if (name == "anyOf") return any(keyword, [&](const ConfigNode& s) { return satisfies(value, s, root_); });
    if (name == "allOf") return all(keyword, [&](const ConfigNode& s) { return satisfies(value, s, root_); });
    if (name == "if")
      return !satisfies(value, keyword, root_) || satisfies(value, *schema_.find("then"), root_);
    if (name == "minimum") return !is_number || std::stod(value.text) >= std::stod(keyword.text);
    if (name == "maximum") return !is_number || std::stod(value.text) <= std::stod(keyword.text);
    if (name == "minItems") return !is_list || value.children.size() >= std::stoul(keyword.text);
    if (name == "maxItems") return !is_list || value.children.size() <= std::stoul(keyword.text);
    if (name == "items")
      return !is_list || all(value, [&](const ConfigNode& item) { return satisfies(item, keyword, root_); });
    if (name == "pattern") return !is_text || std::regex_search(value.text, std::regex(keyword.text));
    if (name == "required")
      return !is_group ||
             all(keyword, [&](const ConfigNode& key) { return value.find(key.text) != nullptr; });
    if (name == "properties")
      return !is_group || all(keyword, [&](const ConfigNode& property) {
        const ConfigNode* const own = value.find(property.key);
        return own == nullptr || satisfies(*own, property, root_);
      });
    if (name == "additionalProperties" && keyword.text == "false")
      return !is_group || all(value, [&](const ConfigNode& own) {
        const ConfigNode* const properties = schema_.find("properties");
        return properties != nullptr && properties->find(own.key) != nullptr;
      });
    throw std::runtime_error("the validator does not know the keyword '" + name + "'");
  }

  template <class Test>
  static bool any(const ConfigNode& list, Test test) {
    return std::any_of(list.children.begin(), list.children.end(), test);
  }
  template <class Test>
  static bool all(const ConfigNode& list, Test test) {
    return std::all_of(list.children.begin(), list.children.end(), test);
  }

  const ConfigNode& definition(const std::string& reference) const {
    const std::string prefix = "#/$defs/";
    const ConfigNode* const found = reference.compare(0, prefix.size(), prefix) == 0
                                        ? root_.find("$defs")->find(reference.substr(prefix.size()))
                                        : nullptr;
    if (found == nullptr) throw std::runtime_error("there is no definition '" + reference + "'");
    return *found;
  }

  const ConfigNode& schema_;
  const ConfigNode& root_;
};

}  // namespace

bool satisfies(const ConfigNode& value, const ConfigNode& schema, const ConfigNode& root) {
  return Validator(schema, root).accepts(value);
}

}  // namespace cryocosm::test
