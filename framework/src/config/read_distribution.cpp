// Reads distributions: uniform(2.5 nm, 4.5 nm) as INI and JSON texts, {"uniform": [...]} as JSON groups.
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "config/field_text.hpp"
#include "config/read_value.hpp"

namespace cryocosm {
namespace {

struct Form {
  Distribution::Kind kind;
  std::string_view name;
  std::string_view first;  ///< names of its two numbers
  std::string_view second;
};
constexpr std::array k_forms{Form{Distribution::Kind::uniform, "uniform", "low", "high"},
                             Form{Distribution::Kind::normal, "normal", "mean", "deviation"},
                             Form{Distribution::Kind::exponential, "exponential", "min", "mean"}};
constexpr std::string_view k_known =
    "distributions: uniform(low, high), normal(mean, deviation), exponential(min, mean)";

const Form* form_called(std::string_view name) {
  for (const Form& form : k_forms)
    if (form.name == name) return &form;
  return nullptr;
}

std::string written(const Form& form) {
  return fmt::format("{}({}, {})", form.name, form.first, form.second);
}

/// The two numbers are in the field's unit; a deviation is a width and not bound by the range.
std::optional<Distribution> from_numbers(const ValueSite& site, const Form& form, const ConfigNode& first,
                                         const ConfigNode& second) {
  const bool is_normal = form.kind == Distribution::Kind::normal;
  const auto a = read_quantity({first, site.field, site.path, site.problems});
  const auto b = read_quantity({second, site.field, site.path, site.problems}, !is_normal);
  if (!a || !b) return {};
  const auto fail = [&](const std::string& text) {
    site.error(Code::bad_distribution, text);
    return std::optional<Distribution>();
  };
  if (is_normal && *b < 0)
    return fail(fmt::format("the deviation of normal is negative: {}", quantity_text(site.field, *b)));
  if (form.kind == Distribution::Kind::uniform && *a > *b)
    return fail(fmt::format("uniform runs backwards: low {} is above high {}", quantity_text(site.field, *a),
                            quantity_text(site.field, *b)));
  if (form.kind == Distribution::Kind::exponential && *a > *b)
    return fail(fmt::format("exponential has its mean {} below its min {}", quantity_text(site.field, *b),
                            quantity_text(site.field, *a)));
  Distribution d;
  d.kind = form.kind;
  d.a = *a;
  d.b = *b;
  d.low = site.field.minimum;
  d.high = site.field.maximum;
  return d;
}

std::optional<Distribution> from_items(const ValueSite& site, const Form& form,
                                       const std::vector<ConfigNode>& items) {
  if (items.size() == 2) return from_numbers(site, form, items[0], items[1]);
  site.error(Code::bad_distribution, fmt::format("{} has 2 numbers, found {}", form.name, items.size()),
             fmt::format("write {}", written(form)));
  return {};
}

std::optional<Distribution> unknown(const ValueSite& site, std::string_view name) {
  site.error(Code::bad_distribution, fmt::format("no distribution is called '{}'", shortened(name)),
             std::string(k_known));
  return {};
}

std::optional<Distribution> from_text(const ValueSite& site) {
  const std::string_view text = trimmed(site.node.text);
  const std::size_t open = text.find('(');
  const std::string_view name = trimmed(text.substr(0, open));
  const Form* const form = form_called(name);
  if (form == nullptr) return unknown(site, name);
  if (text.back() != ')') {
    site.error(Code::bad_distribution,
               fmt::format("'{}' has no closing parenthesis at its end", shortened(text)),
               fmt::format("write {}", written(*form)));
    return {};
  }
  ConfigNode inner;
  inner.kind = ConfigNode::Kind::text;
  inner.text = text.substr(open + 1, text.size() - open - 2);
  inner.where = site.node.where;
  std::vector<ConfigNode> items = items_of(inner);
  for (ConfigNode& item : items) item.where = site.node.where;
  return from_items(site, *form, items);
}

std::optional<Distribution> from_named(const ValueSite& site, const Form& form, const ConfigNode& value) {
  const ConfigNode* const first = value.find(form.first);
  const ConfigNode* const second = value.find(form.second);
  if (first != nullptr && second != nullptr && value.children.size() == 2)
    return from_numbers(site, form, *first, *second);
  site.error(Code::bad_distribution,
             fmt::format("{} needs the keys {} and {}, and no other", form.name, form.first, form.second));
  return {};
}

std::optional<Distribution> from_group(const ValueSite& site) {
  if (site.node.children.size() != 1) {
    site.error(Code::bad_distribution,
               fmt::format("expected a number or one distribution, found {}", described(site.node)),
               std::string(k_known));
    return {};
  }
  const ConfigNode& value = site.node.children.front();
  const Form* const form = form_called(value.key);
  if (form == nullptr) return unknown(site, value.key);
  if (value.kind == ConfigNode::Kind::group) return from_named(site, *form, value);
  if (is_list_like(value)) return from_items(site, *form, items_of(value));
  site.error(Code::bad_distribution,
             fmt::format("{} needs 2 numbers, found {}", form->name, described(value)));
  return {};
}

bool is_call(const ConfigNode& node) {
  constexpr std::size_t k_longest = 1000;  // beyond, it is not worth taking apart
  return (node.kind == ConfigNode::Kind::string || node.kind == ConfigNode::Kind::text) &&
         node.text.size() <= k_longest && node.text.find('(') != std::string::npos;
}

}  // namespace

std::optional<Distribution> read_distribution(const ValueSite& site) {
  if (site.node.kind == ConfigNode::Kind::group) return from_group(site);
  if (is_call(site.node)) return from_text(site);
  const auto number = read_quantity(site);
  if (!number) return {};
  Distribution d(*number);
  d.low = site.field.minimum;
  d.high = site.field.maximum;
  return d;
}

}  // namespace cryocosm
