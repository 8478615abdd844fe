// Writing run.json, and reading back which files an earlier one lists.
#include "outputs/run_record.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <ctime>
#include <fstream>
#include <map>
#include <sstream>

#include "config/config_file.hpp"
#include "describe/json_writer.hpp"
#include "describe/resolved.hpp"
#include "outputs/checksum.hpp"

namespace fs = std::filesystem;

namespace cryocosm {
namespace {

std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;  // Linux counts kilobytes
}

/// Drawn values of an entry's chains, one array for each name: a thousand chains stay readable.
void write_drawn(JsonWriter& json, const Ledger& ledger, std::uint32_t entry) {
  std::map<std::string, std::vector<double>> columns;
  for (const Chain& chain : ledger.chains)
    if (chain.entry == entry)
      for (const auto& [name, value] : chain.drawn) columns[name].push_back(value);
  json.key("drawn").begin_object();
  for (const auto& [name, values] : columns) {
    json.key(name).begin_line_array();
    for (const double value : values) json.value(value);
    json.end_array();
  }
  json.end_object();
}

void write_facts(JsonWriter& json, const std::vector<Fact>& facts) {
  json.key("facts").begin_array();
  for (const Fact& fact : facts) {
    json.begin_line_object().member("name", fact.name).member("value", fact.value);
    json.member("unit", fact.unit).end_object();
  }
  json.end_array();
}

/// Poses that had to be reported because they did not fit, in the form of particles.csv.
void write_refused_poses(JsonWriter& json, const EntryReport& entry) {
  json.key("refused_poses").begin_array();
  for (const auto& refused : entry.refusals) {
    const Vec3 p = refused.pose.position_A;
    const Quaternion q = refused.pose.rotation;
    json.begin_line_object().member("attempt", refused.attempt);
    json.key("position_A").begin_array().value(p.x).value(p.y).value(p.z).end_array();
    json.key("rotation_wxyz").begin_array().value(q.w).value(q.x).value(q.y).value(q.z).end_array();
    json.member("taken_fraction", refused.taken_fraction);
    json.member("outside_fraction", refused.outside_fraction);
    json.member("with_instance", refused.with_instance).end_object();
  }
  json.end_array();
}

void write_relaxation(JsonWriter& json, const Relaxation& relaxation) {
  json.key("relaxation").begin_line_object();
  json.member("attempts", relaxation.attempts).member("moves", relaxation.moves);
  json.member("accepted", relaxation.accepted).member("moved_units", relaxation.moved_units);
  json.member("gained_units", relaxation.gained_units);
  json.end_object();
}

/// What the entry's units are placed on.
void write_surfaces(JsonWriter& json, const EntryReport& entry) {
  json.key("attaches_to").begin_line_array();
  for (const std::string& name : entry.attaches_to) json.value(name);
  json.end_array();
  json.member("surface_area_A2", entry.surface_area_A2);
}

void write_entries(JsonWriter& json, const RunRecord& r) {
  json.key("structures").begin_array();
  for (std::size_t i = 0; i < r.entries.size(); ++i) {
    const EntryReport& entry = r.entries[i];
    json.begin_object();
    json.member("name", entry.name);
    json.key("labels").begin_line_array();
    for (const LabelInfo& label : r.plan_labels)
      if (label.entry == i) json.value(label.label);
    json.end_array();
    json.member("turn", entry.turn);
    json.member("region_voxels", entry.region_voxels);
    json.member("requested_occupancy", entry.requested_occupancy);
    json.member("reached_occupancy", entry.reached_occupancy);
    json.member("occupancy_of", entry.attaches_to.empty() ? "volume" : "surface");
    json.member("volume_occupancy", entry.volume_occupancy);
    if (!entry.attaches_to.empty()) write_surfaces(json, entry);
    json.member("requested_count", entry.requested_count);
    json.member("chains", entry.chains);
    json.member("units", entry.units);
    json.member("failed_chains", entry.failed_chains);
    json.member("failed_poses", entry.failed_poses);
    json.member("reason", to_text(entry.reason));
    json.member("seconds", entry.seconds);
    if (r.spec->placement.crowding == Crowding::relax) write_relaxation(json, entry.relaxation);
    write_refused_poses(json, entry);
    write_facts(json, i < r.facts.size() ? r.facts[i] : std::vector<Fact>());
    write_drawn(json, *r.ledger, static_cast<std::uint32_t>(i));
    json.end_object();
  }
  json.end_array();
}

/// What the components of a list drew and noted while they ran.
void write_draws(JsonWriter& json, std::string_view key, const std::vector<ComponentUse>& uses,
                 const std::vector<std::vector<std::pair<std::string, double>>>& draws,
                 const std::vector<std::vector<std::pair<std::string, std::string>>>& notes = {}) {
  json.key(key).begin_array();
  for (std::size_t i = 0; i < draws.size(); ++i) {
    json.begin_object();
    json.member("component", uses[i].component->record.id);
    json.key("drawn").begin_line_object();
    for (const auto& [name, value] : draws[i]) json.member(name, value);
    json.end_object();
    if (i < notes.size())
      for (const auto& [name, text] : notes[i]) json.member(name, text);
    json.end_object();
  }
  json.end_array();
}

void write_contrasts(JsonWriter& json, const RunRecord& r) {
  json.key("contrast").begin_object();
  for (const auto& [name, contrast] : r.contrasts) json.member(name, contrast);
  json.end_object();
}

void write_plugins(JsonWriter& json, const RunRecord& r) {
  json.key("plugins").begin_array();
  for (const Plugin* plugin : r.plugins) {
    json.begin_object();
    json.member("id", plugin->id);
    json.member("version", plugin->version);
    json.member("sdk", plugin->sdk_version);
    json.member("path", plugin->path.string());
    json.member("sha256", sha256_of(plugin->path));
    json.end_object();
  }
  json.end_array();
}

void write_files(JsonWriter& json, const RunRecord& r, const StagedFolder& folder) {
  json.key("files").begin_array();
  for (const std::string& name : folder.names()) {
    if (name == k_run_record) continue;
    const fs::path path = folder.staged(name);
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error)
      throw Error(Code::component_misbehaved,
                  fmt::format("an exporter asked for the file '{}' and did not write it", name),
                  "report it to the plugin's author");
    json.begin_object();
    json.member("name", name);
    json.member("bytes", size);
    json.member("sha256", sha256_of(path, r.cancelled));
    json.end_object();
  }
  json.end_array();
}

void write_cost(JsonWriter& json, const RunRecord& r) {
  json.key("cost").begin_object();
  json.member("threads", r.threads);
  json.member("peak_memory_bytes", peak_memory_bytes());
  json.key("seconds").begin_line_object();
  for (const auto& [phase, seconds] : r.seconds) json.member(phase, seconds);
  json.end_object();
  json.end_object();
}

}  // namespace

void write_run_record(const RunRecord& r, StagedFolder& folder) {
  const std::string path = folder.file(k_run_record);
  JsonWriter json;
  json.begin_object();
  json.member("format", "cryocosm-run");
  json.member("version", 1);
  json.member("cryocosm", CRYOCOSM_VERSION);
  json.member("finished", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))));
  if (!r.failure.empty()) json.member("failure", r.failure);
  if (!r.start_file.empty()) {
    json.key("started_from").begin_object();
    json.member("path", fs::absolute(r.start_file).string());
    json.member("sha256", sha256_of(r.start_file, r.cancelled));
    json.end_object();
  }
  json.key("pipeline");
  write_resolved(json, *r.spec);
  json.key("drawn_once").begin_object();
  for (const auto& [name, value] : r.spec->drawn_once) json.member(name, value);
  json.end_object();
  write_entries(json, r);
  write_draws(json, "acquisition", r.spec->acquisition, r.stage_draws, r.stage_notes);
  write_draws(json, "export", r.spec->exporters, r.exporter_draws);
  write_contrasts(json, r);
  write_plugins(json, r);
  write_files(json, r, folder);
  write_cost(json, r);
  json.end_object();

  std::ofstream out(path, std::ios::binary);
  out << json.take();
  out.close();
  if (!out)
    throw FileError(Code::disk_full, path + " can not be written", "free some space and run it again");
}

std::vector<std::string> files_in_record(const fs::path& run_json) {
  std::ifstream in(run_json, std::ios::binary);
  if (!in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  std::vector<std::string> names;
  try {
    Problems problems;
    const ConfigNode record = read_json_config(text.str(), run_json.string(), problems);
    const ConfigNode* const files = record.find("files");
    if (files == nullptr) return {};
    for (const ConfigNode& file : files->children) {
      const ConfigNode* const name = file.find("name");
      // only plain names: a record must never lead out of its folder
      if (name != nullptr && !name->text.empty() && name->text.front() != '.' &&
          fs::path(name->text).filename() == name->text)
        names.push_back(name->text);
    }
  } catch (const ConfigError&) {
    return {};
  }
  return names;
}

}  // namespace cryocosm
