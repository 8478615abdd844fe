// Scalars, lists and distributions as JSON.
#include "describe/value_json.hpp"

namespace cryocosm {
namespace {

void write_distribution(JsonWriter& json, const Distribution& d) {
  const auto pair = [&](const char* name) {
    json.begin_line_object().key(name).begin_array().value(d.a).value(d.b).end_array().end_object();
  };
  switch (d.kind) {
    case Distribution::Kind::constant: json.value(d.a); break;
    case Distribution::Kind::uniform: pair("uniform"); break;
    case Distribution::Kind::normal: pair("normal"); break;
    case Distribution::Kind::exponential:
      json.begin_line_object().key("exponential").begin_object();
      json.member("min", d.a).member("mean", d.b).end_object().end_object();
      break;
  }
}

}  // namespace

void write_value(JsonWriter& json, const Value& value) {
  switch (value.type) {
    case Value::Type::boolean: json.value(value.boolean); break;
    case Value::Type::integer: json.value(value.integer); break;
    case Value::Type::number: json.value(value.number); break;
    case Value::Type::distribution: write_distribution(json, value.distribution); break;
    case Value::Type::text:
    case Value::Type::component: json.value(value.text); break;
    case Value::Type::list:
      json.begin_line_array();
      for (const Value& item : value.items) write_value(json, item);
      json.end_array();
      break;
    case Value::Type::none:
    case Value::Type::group: json.null(); break;
  }
}

}  // namespace cryocosm
