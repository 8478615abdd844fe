// cryocosm plugins: what was found where, and what became of it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "describe/json_writer.hpp"
#include "session.hpp"

namespace cryocosm::cli {
namespace {

void print_loaded(const Kernel& kernel) {
  for (const auto& plugin : kernel.plugins())
    std::cout << fmt::format(
        "loaded   {} {}\n  file       {}\n  found in   {}\n  sdk        {}\n  components {}\n", plugin->id,
        plugin->version, plugin->path.string(), plugin->found_in, plugin->sdk_version,
        fmt::join(plugin->components, ", "));
}

void print_refusals(const std::vector<Refusal>& refusals) {
  for (const Refusal& refusal : refusals) std::cout << to_text(refusal);
}

void print_folders(const Kernel& kernel) {
  for (const SearchedFolder& folder : kernel.searched())
    std::cout << fmt::format("{:<9}{}  ({})\n", folder.exists ? "searched" : "missing", folder.path.string(),
                             folder.found_in);
}

void write_refusals(JsonWriter& json, std::string_view key, const std::vector<Refusal>& refusals) {
  json.key(key).begin_array();
  for (const Refusal& refusal : refusals) {
    json.begin_object();
    json.member("path", refusal.path.string());
    json.member("found_in", refusal.found_in);
    json.member("component", refusal.component);
    json.member("code", code_name(refusal.reason.code()));
    json.member("reason", refusal.reason.message());
    json.member("hint", refusal.reason.hint());
    json.end_object();
  }
  json.end_array();
}

std::string as_json(const Kernel& kernel) {
  JsonWriter json;
  json.begin_object();
  json.member("format", "cryocosm-plugins");
  json.member("version", 1);
  json.key("loaded").begin_array();
  for (const auto& plugin : kernel.plugins()) {
    json.begin_object();
    json.member("id", plugin->id);
    json.member("version", plugin->version);
    json.member("sdk", plugin->sdk_version);
    json.member("abi", plugin->abi_tag);
    json.member("path", plugin->path.string());
    json.member("found_in", plugin->found_in);
    json.key("components").begin_array();
    for (const std::string& id : plugin->components) json.value(id);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  write_refusals(json, "refused", kernel.refused());
  write_refusals(json, "shadowed", kernel.shadowed());
  json.key("searched").begin_array();
  for (const SearchedFolder& folder : kernel.searched()) {
    json.begin_object();
    json.member("path", folder.path.string());
    json.member("found_in", folder.found_in);
    json.member("exists", folder.exists);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace

int plugins(const Arguments& arguments) {
  CommandLine line(
      "cryocosm plugins [--refused | --shadowed] [--json]",
      "Shows every plugin file that was found, where, and whether it was loaded, refused or shadowed.");
  line.with_plugins();
  line.options()("refused", "only those that were refused, and why")(
      "shadowed", "only those hidden by others")("json", "as JSON");
  if (!line.parse(arguments)) return 0;

  Kernel kernel;
  load_plugins(kernel, line, false);
  if (line.has("json")) {
    std::cout << as_json(kernel);
    return 0;
  }
  const bool all = !line.has("refused") && !line.has("shadowed");
  if (all) print_loaded(kernel);
  if (all || line.has("refused")) print_refusals(kernel.refused());
  if (all || line.has("shadowed")) print_refusals(kernel.shadowed());
  if (all) print_folders(kernel);
  return 0;
}

}  // namespace cryocosm::cli
