// Making of parameter values from a schema.
#include "settings.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::conformance {
namespace {

Value group_value() {
  Value group;
  group.type = Value::Type::group;
  return group;
}

void set(Value& group, const std::string& key, Value value) {
  const auto known = std::find(group.keys.begin(), group.keys.end(), key);
  if (known != group.keys.end()) {
    group.items[static_cast<std::size_t>(known - group.keys.begin())] = std::move(value);
    return;
  }
  group.keys.push_back(key);
  group.items.push_back(std::move(value));
}

Value of_type(Value::Type type) {
  Value value;
  value.type = type;
  return value;
}
Value integer_value(std::int64_t integer) {
  Value value = of_type(Value::Type::integer);
  value.integer = integer;
  return value;
}
Value number_value(double number) {
  Value value = of_type(Value::Type::number);
  value.number = number;
  return value;
}
Value text_value(std::string text) {
  Value value = of_type(Value::Type::text);
  value.text = std::move(text);
  return value;
}
Value distribution_value(Distribution distribution, const FieldInfo& field) {
  distribution.low = field.minimum;
  distribution.high = field.maximum;
  Value value = of_type(Value::Type::distribution);
  value.distribution = distribution;
  return value;
}

// Finite ends of a field's range. Open ends are taken far beyond the other end.
struct Range {
  double low, high;
};
Range finite_range(const FieldInfo& field) {
  const bool has_low = std::isfinite(field.minimum), has_high = std::isfinite(field.maximum);
  if (has_low && has_high) return {field.minimum, field.maximum};
  if (has_low) return {field.minimum, field.minimum + 1000 * std::max(1.0, std::abs(field.minimum))};
  if (has_high) return {field.maximum - 1000 * std::max(1.0, std::abs(field.maximum)), field.maximum};
  return {-1000, 1000};
}

double random_number(const FieldInfo& field, Random& random) {
  const Range range = finite_range(field);
  // ranges over many decades are covered evenly by decade
  if (range.low > 0 && range.high > 100 * range.low)
    return std::clamp(std::exp(random.uniform(std::log(range.low), std::log(range.high))), range.low,
                      range.high);
  return random.uniform(range.low, range.high);
}

std::int64_t random_integer(const FieldInfo& field, Random& random) {
  const double low = std::ceil(finite_range(field).low), high = std::floor(finite_range(field).high);
  const double drawn = std::floor(random_number(field, random));
  return static_cast<std::int64_t>(std::clamp(drawn, low, std::max(low, high)));
}

Distribution random_distribution(const FieldInfo& field, Random& random) {
  const double one = random_number(field, random), other = random_number(field, random);
  switch (random.index(4)) {
    case 0: return one;
    case 1: return Distribution::uniform(std::min(one, other), std::max(one, other));
    case 2: return Distribution::normal(one, std::abs(other - one) / 4);
    default: return Distribution::exponential(std::min(one, other), std::max(one, other));
  }
}

std::string random_text(const FieldInfo& field, Random& random) {
  if (!field.choices.empty()) return field.choices[random.index(field.choices.size())];
  const char* const texts[] = {"", "a", "two words", "\xc3\xa9t\xc3\xa9", "../up", "%s%n", "-1"};
  return texts[random.index(std::size(texts))];
}

Value random_reference(const Subject& subject, const FieldInfo& field, Random& random) {
  Value value = of_type(Value::Type::component);
  const Registry& registry = subject.kernel.registry(field.point);
  if (!registry.empty())
    value.text =
        std::next(registry.begin(), static_cast<std::ptrdiff_t>(random.index(registry.size())))->first;
  return value;
}

Value random_value(const Subject& subject, const FieldInfo& field, Random& random) {
  Value list = of_type(Value::Type::list);
  switch (field.type) {
    case FieldType::boolean: {
      Value value = of_type(Value::Type::boolean);
      value.boolean = random.index(2) == 1;
      return value;
    }
    case FieldType::integer: return integer_value(random_integer(field, random));
    case FieldType::number: return number_value(random_number(field, random));
    case FieldType::distribution: return distribution_value(random_distribution(field, random), field);
    case FieldType::text: return text_value(random_text(field, random));
    case FieldType::file: return text_value("/there is/no such file");
    case FieldType::vector:
      for (int i = 0; i < 3; ++i) list.items.push_back(number_value(random_number(field, random)));
      return list;
    case FieldType::numbers:
      for (std::uint64_t n = random.index(5); n > 0; --n)
        list.items.push_back(number_value(random_number(field, random)));
      return list;
    case FieldType::texts:
      for (std::uint64_t n = random.index(4); n > 0; --n)
        list.items.push_back(text_value(random_text(field, random)));
      return list;
    case FieldType::files: return detail::load(std::vector<InputFile>{{"/there is/no such file"}});
    case FieldType::group: return random_settings(subject, field.group.front(), random);
    case FieldType::component: return random_reference(subject, field, random);
  }
  return {};
}

Value value_at(const FieldInfo& field, double bound) {
  switch (field.type) {
    case FieldType::integer: return integer_value(static_cast<std::int64_t>(std::clamp(bound, -1e15, 1e15)));
    case FieldType::distribution: return distribution_value(bound, field);
    case FieldType::vector: {
      Value list = of_type(Value::Type::list);
      list.items.assign(3, number_value(bound));
      return list;
    }
    case FieldType::numbers: {
      Value list = of_type(Value::Type::list);
      list.items.assign(1, number_value(bound));
      return list;
    }
    default: return number_value(bound);
  }
}

bool is_numeric(const FieldInfo& field) {
  return field.type == FieldType::integer || field.type == FieldType::number ||
         field.type == FieldType::distribution || field.type == FieldType::vector ||
         field.type == FieldType::numbers;
}

// A random distribution around `value` within the field's range.
Distribution varied(const Distribution& value, const FieldInfo& field) {
  if (value.kind != Distribution::Kind::constant) return value;
  const double span = value.a == 0 ? 1 : 0.1 * std::abs(value.a);
  const double low = std::max(field.minimum, value.a - span);
  const double high = std::min(field.maximum, value.a + span);
  return low < high ? Distribution::uniform(low, high) : value;
}

}  // namespace

Value default_settings(const SchemaInfo& schema) {
  Value settings = group_value();
  for (const FieldInfo& field : schema.fields) {
    if (field.type == FieldType::group) {
      set(settings, field.key, default_settings(field.group.front()));
    } else if (!field.required && !field.optional) {
      Value value = field.default_value;
      if (field.type == FieldType::distribution) value = distribution_value(value.distribution, field);
      set(settings, field.key, value);
    }
  }
  return settings;
}

Value best_settings(const Subject& subject, const Component& component) {
  if (subject.example) {
    const PipelineSpec& example = *subject.example;
    std::vector<const ComponentUse*> uses;
    for (const StructureEntry& entry : example.structures)
      uses.insert(uses.end(), {&entry.structure, &entry.transform, &entry.rasterizer});
    for (const auto* list : {&example.acquisition, &example.exporters, &example.referenced})
      for (const ComponentUse& use : *list) uses.push_back(&use);
    for (const ComponentUse* use : uses)
      if (use->component == &component) return use->params;
  }
  return default_settings(component.record.schema);
}

std::vector<NamedSettings> settings_at_bounds(const SchemaInfo& schema, const Value& base) {
  std::vector<NamedSettings> all;
  for (const FieldInfo& field : schema.fields) {
    if (field.type == FieldType::group) {
      const Value* const inner = base.find(field.key);
      const Value inner_base = inner == nullptr ? default_settings(field.group.front()) : *inner;
      for (NamedSettings& one : settings_at_bounds(field.group.front(), inner_base)) {
        Value params = base;
        set(params, field.key, std::move(one.params));
        all.push_back({field.key + "." + one.name, std::move(params)});
      }
    }
    if (!is_numeric(field)) continue;
    for (const double bound : {field.minimum, field.maximum}) {
      if (!std::isfinite(bound)) continue;
      Value params = base;
      set(params, field.key, value_at(field, bound));
      all.push_back({field.key + " = " + number_text(bound), std::move(params)});
    }
  }
  return all;
}

Value random_settings(const Subject& subject, const SchemaInfo& schema, Random& random) {
  Value settings = group_value();
  for (const FieldInfo& field : schema.fields)
    if (!field.optional || random.index(2) == 1)
      set(settings, field.key, random_value(subject, field, random));
  return settings;
}

Value settings_that_vary(const SchemaInfo& schema, const Value& base) {
  Value settings = base;
  for (const FieldInfo& field : schema.fields) {
    const Value* const value = base.find(field.key);
    if (value == nullptr) continue;
    if (field.type == FieldType::group)
      set(settings, field.key, settings_that_vary(field.group.front(), *value));
    if (field.type == FieldType::distribution)
      set(settings, field.key, distribution_value(varied(value->distribution, field), field));
  }
  return settings;
}

}  // namespace cryocosm::conformance
