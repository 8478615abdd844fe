// Results as JSON.
#include "checks.hpp"
#include "cryocosm/export.hpp"
#include "describe/json_writer.hpp"
#include "printed.hpp"

namespace cryocosm::conformance {
namespace {

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "passed";
    case Verdict::failed: return "failed";
    case Verdict::skipped: return "skipped";
  }
  return "";
}

void write_check(JsonWriter& json, const CheckResult& check) {
  const CheckName& name = check.name;
  json.begin_object();
  json.member("component", name.component).member("check", name.check);
  json.member("verdict", word(check.verdict)).member("seconds", check.seconds);
  json.member("rule", rule_of(name.component, name.check));
  json.member("page", "docs/reference/conformance.md");
  json.member("heading", heading_of(name.component, name.check));
  json.key(check.verdict == Verdict::skipped ? "reasons" : "found").begin_array();
  for (const std::string& text : check.texts) json.value(text);
  json.end_array().end_object();
}

}  // namespace

std::string to_json(const Results& results) {
  JsonWriter json;
  json.begin_object();
  json.member("format", "cryocosm-conformance").member("version", 1).member("cryocosm", CRYOCOSM_VERSION);
  json.member("file", results.file);
  json.key("plugin").begin_line_object();
  json.member("id", results.plugin_id).member("version", results.plugin_version).end_object();
  json.key("counts").begin_line_object();
  for (const Verdict verdict : {Verdict::passed, Verdict::failed, Verdict::skipped})
    json.member(word(verdict), count(results, verdict));
  json.end_object();
  json.key("checks").begin_array();
  for (const CheckResult& check : results.checks) write_check(json, check);
  json.end_array().end_object();
  return json.take();
}

}  // namespace cryocosm::conformance
