// Parameters, declared once: a plain struct plus one line for each field. Validation, binding,
// descriptions, JSON Schema, starter files and reference pages all follow from this.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cryocosm/distribution.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm {

/// A parameter that names another component: {"use": "family.component", "params": {...}}.
/// BuildContext::component() turns it into the object; `handle` 0 means none was given.
struct ComponentRef {
  std::string id;
  std::uint64_t handle = 0;
};

/// A path in the file system; relative ones are resolved against the pipeline file's folder.
struct InputFile {
  std::string path;
};

/// A validated parameter value on its way from file to struct; groups keep their keys in `keys`.
struct CRYOCOSM_API Value {
  /// Which of the members below is meant.
  enum class Type { none, boolean, integer, number, distribution, text, list, group, component };

  Type type = Type::none;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;
  Distribution distribution;
  std::string text;
  std::uint64_t handle = 0;
  std::vector<Value> items;
  std::vector<std::string> keys;

  const Value* find(const std::string& key) const;  ///< of a group; null when `key` is not there
};

/// The type of a parameter; it follows from that of the struct's member.
enum class FieldType {
  boolean,
  integer,
  number,
  distribution,
  text,
  file,
  vector,
  numbers,
  texts,
  files,
  group,
  component
};

struct SchemaInfo;

/// One parameter as the host sees it.
struct FieldInfo {
  std::string key;
  FieldType type = FieldType::number;
  UnitOfMeasure unit = units::plain;
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  std::vector<std::string> choices;
  std::string help;
  bool required = false;
  bool optional = false;     ///< has no default: absent means "not set"
  std::string point;         ///< extension point of a component reference
  bool names_entry = false;  ///< a text that must be the name of this entry or of one before it
  std::string renamed_from;  ///< old key, still read with a warning
  std::string deprecated;    ///< what to do instead, shown as a warning; empty: not deprecated
  std::string since;         ///< version of the plugin that brought it; empty: its first
  Value default_value;
  std::vector<SchemaInfo> group;  ///< one element for FieldType::group
};

/// The parameters of one component, without its C++ type.
struct SchemaInfo {
  std::string summary;
  std::string details;  ///< literature and limits, a sentence or two
  std::vector<FieldInfo> fields;
  std::vector<std::string> rules;  ///< texts of the cross-field checks
  std::string transform;           ///< structures: default "place" component
  std::string rasterizer;          ///< structures: default "draw" component
  bool by_default = false;         ///< exporters: run when the pipeline has no export section
  std::string deprecated;          ///< what to use instead; empty: not deprecated
};

namespace detail {

// One overload pair for each C++ type a parameter may have.
CRYOCOSM_API FieldType field_type(const bool*);
CRYOCOSM_API FieldType field_type(const std::int64_t*);
CRYOCOSM_API FieldType field_type(const double*);
CRYOCOSM_API FieldType field_type(const Distribution*);
CRYOCOSM_API FieldType field_type(const std::string*);
CRYOCOSM_API FieldType field_type(const InputFile*);
CRYOCOSM_API FieldType field_type(const Vec3*);
CRYOCOSM_API FieldType field_type(const std::vector<double>*);
CRYOCOSM_API FieldType field_type(const std::vector<std::string>*);
CRYOCOSM_API FieldType field_type(const std::vector<InputFile>*);
CRYOCOSM_API FieldType field_type(const ComponentRef*);

CRYOCOSM_API void store(const Value&, bool&);
CRYOCOSM_API void store(const Value&, std::int64_t&);
CRYOCOSM_API void store(const Value&, double&);
CRYOCOSM_API void store(const Value&, Distribution&);
CRYOCOSM_API void store(const Value&, std::string&);
CRYOCOSM_API void store(const Value&, InputFile&);
CRYOCOSM_API void store(const Value&, Vec3&);
CRYOCOSM_API void store(const Value&, std::vector<double>&);
CRYOCOSM_API void store(const Value&, std::vector<std::string>&);
CRYOCOSM_API void store(const Value&, std::vector<InputFile>&);
CRYOCOSM_API void store(const Value&, ComponentRef&);

CRYOCOSM_API Value load(const bool&);
CRYOCOSM_API Value load(const std::int64_t&);
CRYOCOSM_API Value load(const double&);
CRYOCOSM_API Value load(const Distribution&);
CRYOCOSM_API Value load(const std::string&);
CRYOCOSM_API Value load(const InputFile&);
CRYOCOSM_API Value load(const Vec3&);
CRYOCOSM_API Value load(const std::vector<double>&);
CRYOCOSM_API Value load(const std::vector<std::string>&);
CRYOCOSM_API Value load(const std::vector<InputFile>&);
CRYOCOSM_API Value load(const ComponentRef&);

}  // namespace detail

/// What follows `schema.field(...)`: unit, range, choices and help of that field.
class CRYOCOSM_API FieldBuilder {
 public:
  /// For Schema, which hands builders out; `schema` must live until the last call.
  FieldBuilder(SchemaInfo& schema, std::size_t index) : schema_(&schema), index_(index) {}
  FieldBuilder& unit(const UnitOfMeasure& unit);            ///< of bare numbers, the range and the struct
  FieldBuilder& range(double minimum, double maximum);      ///< both ends are allowed
  FieldBuilder& at_least(double minimum);                   ///< a range without an upper end
  FieldBuilder& choices(std::vector<std::string> choices);  ///< texts: no others are allowed
  FieldBuilder& help(std::string sentence);          ///< what it means, in a sentence; every field has one
  FieldBuilder& required();                          ///< must be given
  FieldBuilder& optional();                          ///< may be absent, and has no default then
  FieldBuilder& point(std::string extension_point);  ///< component references: of which point
  /// Texts of transforms: the name of an entry of the pipeline, its own or one that is placed before it.
  FieldBuilder& names_entry();
  FieldBuilder& renamed_from(std::string old_key);  ///< still read under its old key, with a warning
  /// Still read, with a warning that says what to do instead, such as "use 'dose'"; not in starter files.
  FieldBuilder& deprecated(std::string instead);
  /// Version of the plugin in which it appeared, such as "0.2".
  FieldBuilder& since(std::string version);

 private:
  FieldInfo& info() { return schema_->fields[index_]; }
  SchemaInfo* schema_;
  std::size_t index_;
};

/// Declares the parameters of struct P:
///     Schema<SphereParams> s("Spherical vesicle.");
///     s.field("radius", &SphereParams::radius_A).unit(units::angstrom).range(50, 5000).help("...");
/// Defaults come from a default-constructed P and are written nowhere else. [host]
template <class P>
class Schema {
 public:
  /// `summary` says in one sentence what the component is.
  explicit Schema(std::string summary) { info_.summary = std::move(summary); }

  /// One parameter: its key in pipelines and the member that it sets, whose type is the parameter's.
  template <class T>
  FieldBuilder field(std::string key, T P::*member) {
    FieldInfo field;
    field.key = key;
    field.type = detail::field_type(static_cast<const T*>(nullptr));
    field.default_value = detail::load(P{}.*member);
    return add(std::move(field), [member](P& p, const Value& v) { detail::store(v, p.*member); });
  }

  /// A nested group of parameters, with a schema of its own.
  template <class G>
  FieldBuilder group(std::string key, G P::*member, const Schema<G>& schema) {
    FieldInfo field;
    field.key = std::move(key);
    field.type = FieldType::group;
    field.group.push_back(schema.info());
    return add(std::move(field), [member, schema](P& p, const Value& v) { schema.store(v, p.*member); });
  }

  /// A condition between fields; `rule` is the sentence shown when it fails.
  Schema& check(std::string rule, std::function<bool(const P&)> holds) {
    info_.rules.push_back(std::move(rule));
    checks_.push_back(std::move(holds));
    return *this;
  }
  /// Literature and limits, a sentence or two.
  Schema& details(std::string text) { return info_.details = std::move(text), *this; }
  /// Structures: the transform and rasterizer used when an entry names none.
  Schema& placed_by(std::string component) { return info_.transform = std::move(component), *this; }
  /// See placed_by().
  Schema& drawn_by(std::string component) { return info_.rasterizer = std::move(component), *this; }
  /// Exporters: runs when the pipeline lists no exporters.
  Schema& by_default() { return info_.by_default = true, *this; }
  /// The component still works, with a warning that says what to do instead, such as "use family.other".
  Schema& deprecated(std::string instead) { return info_.deprecated = std::move(instead), *this; }

  const SchemaInfo& info() const { return info_; }  ///< what the host sees

  /// Sets the members of `p` that `group` has values for.
  void store(const Value& group, P& p) const {
    for (std::size_t i = 0; i < info_.fields.size(); ++i)
      if (const Value* value = group.find(info_.fields[i].key)) setters_[i](p, *value);
  }
  /// The struct that a component's constructor gets.
  P bind(const Value& group) const {
    P p{};
    store(group, p);
    return p;
  }
  /// Index of the first rule that `group` breaks, or -1.
  int first_broken_rule(const Value& group) const {
    const P p = bind(group);
    for (std::size_t i = 0; i < checks_.size(); ++i)
      if (!checks_[i](p)) return static_cast<int>(i);
    return -1;
  }

 private:
  FieldBuilder add(FieldInfo field, std::function<void(P&, const Value&)> setter) {
    info_.fields.push_back(std::move(field));
    setters_.push_back(std::move(setter));
    return FieldBuilder(info_, info_.fields.size() - 1);
  }

  SchemaInfo info_;
  std::vector<std::function<void(P&, const Value&)>> setters_;
  std::vector<std::function<bool(const P&)>> checks_;
};

/// For components without parameters.
struct NoParams {};

}  // namespace cryocosm
