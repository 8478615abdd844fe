// Conversions between parameter values and the types a parameter struct may hold.
#include "cryocosm/schema.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm {

const Value* Value::find(const std::string& key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i] == key) return &items[i];
  return nullptr;
}

namespace detail {
namespace {

Value of_type(Value::Type type) {
  Value v;
  v.type = type;
  return v;
}
Value number_value(double d) {
  Value v = of_type(Value::Type::number);
  v.number = d;
  return v;
}
Value text_value(const std::string& s) {
  Value v = of_type(Value::Type::text);
  v.text = s;
  return v;
}

}  // namespace

FieldType field_type(const bool*) { return FieldType::boolean; }
FieldType field_type(const std::int64_t*) { return FieldType::integer; }
FieldType field_type(const double*) { return FieldType::number; }
FieldType field_type(const Distribution*) { return FieldType::distribution; }
FieldType field_type(const std::string*) { return FieldType::text; }
FieldType field_type(const InputFile*) { return FieldType::file; }
FieldType field_type(const Vec3*) { return FieldType::vector; }
FieldType field_type(const std::vector<double>*) { return FieldType::numbers; }
FieldType field_type(const std::vector<std::string>*) { return FieldType::texts; }
FieldType field_type(const std::vector<InputFile>*) { return FieldType::files; }
FieldType field_type(const ComponentRef*) { return FieldType::component; }

void store(const Value& v, bool& out) { out = v.boolean; }
void store(const Value& v, std::int64_t& out) { out = v.integer; }
void store(const Value& v, double& out) { out = v.number; }
void store(const Value& v, Distribution& out) { out = v.distribution; }
void store(const Value& v, std::string& out) { out = v.text; }
void store(const Value& v, InputFile& out) { out.path = v.text; }
void store(const Value& v, Vec3& out) {
  CRYOCOSM_CHECK(v.items.size() == 3);
  out = {v.items[0].number, v.items[1].number, v.items[2].number};
}
void store(const Value& v, std::vector<double>& out) {
  out.clear();
  for (const Value& item : v.items) out.push_back(item.number);
}
void store(const Value& v, std::vector<std::string>& out) {
  out.clear();
  for (const Value& item : v.items) out.push_back(item.text);
}
void store(const Value& v, std::vector<InputFile>& out) {
  out.clear();
  for (const Value& item : v.items) out.push_back({item.text});
}
void store(const Value& v, ComponentRef& out) {
  out.id = v.text;
  out.handle = v.handle;
}

Value load(const bool& b) {
  Value v = of_type(Value::Type::boolean);
  v.boolean = b;
  return v;
}
Value load(const std::int64_t& i) {
  Value v = of_type(Value::Type::integer);
  v.integer = i;
  return v;
}
Value load(const double& d) { return number_value(d); }
Value load(const Distribution& d) {
  Value v = of_type(Value::Type::distribution);
  v.distribution = d;
  return v;
}
Value load(const std::string& s) { return text_value(s); }
Value load(const InputFile& f) { return text_value(f.path); }
Value load(const Vec3& p) {
  Value v = of_type(Value::Type::list);
  v.items = {number_value(p.x), number_value(p.y), number_value(p.z)};
  return v;
}
Value load(const std::vector<double>& list) {
  Value v = of_type(Value::Type::list);
  for (const double d : list) v.items.push_back(number_value(d));
  return v;
}
Value load(const std::vector<std::string>& list) {
  Value v = of_type(Value::Type::list);
  for (const std::string& s : list) v.items.push_back(text_value(s));
  return v;
}
Value load(const std::vector<InputFile>& list) {
  Value v = of_type(Value::Type::list);
  for (const InputFile& f : list) v.items.push_back(text_value(f.path));
  return v;
}
Value load(const ComponentRef& ref) {
  Value v = of_type(Value::Type::component);
  v.text = ref.id;
  return v;
}

}  // namespace detail

FieldBuilder& FieldBuilder::unit(const UnitOfMeasure& unit) { return info().unit = unit, *this; }
FieldBuilder& FieldBuilder::range(double minimum, double maximum) {
  info().minimum = minimum;
  info().maximum = maximum;
  return *this;
}
FieldBuilder& FieldBuilder::at_least(double minimum) { return info().minimum = minimum, *this; }
FieldBuilder& FieldBuilder::choices(std::vector<std::string> choices) {
  return info().choices = std::move(choices), *this;
}
FieldBuilder& FieldBuilder::help(std::string sentence) { return info().help = std::move(sentence), *this; }
FieldBuilder& FieldBuilder::required() { return info().required = true, *this; }
FieldBuilder& FieldBuilder::optional() { return info().optional = true, *this; }
FieldBuilder& FieldBuilder::point(std::string point) { return info().point = std::move(point), *this; }
FieldBuilder& FieldBuilder::names_entry() { return info().names_entry = true, *this; }
FieldBuilder& FieldBuilder::renamed_from(std::string key) {
  return info().renamed_from = std::move(key), *this;
}
FieldBuilder& FieldBuilder::deprecated(std::string instead) {
  return info().deprecated = std::move(instead), *this;
}
FieldBuilder& FieldBuilder::since(std::string version) { return info().since = std::move(version), *this; }

}  // namespace cryocosm
