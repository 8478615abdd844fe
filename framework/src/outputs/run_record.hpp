// run.json: everything needed to know what a run was, to repeat it and to check its files.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "outputs/facts.hpp"
#include "outputs/output_folder.hpp"
#include "placement/engine.hpp"
#include "placement/ledger.hpp"

namespace cryocosm {

/// What goes into the record; pointers are borrowed for the call.
struct RunRecord {
  const PipelineSpec* spec = nullptr;
  std::string start_file;  ///< of another program, where the run began; empty = it began with a phantom
  std::string failure;     ///< why the run is unfinished; empty = it is not
  std::vector<LabelInfo> plan_labels;
  const Ledger* ledger = nullptr;
  std::vector<EntryReport> entries;
  std::vector<std::vector<Fact>> facts;                                       ///< one element per entry
  std::vector<std::vector<std::pair<std::string, double>>> stage_draws;       ///< one element per stage
  std::vector<std::vector<std::pair<std::string, std::string>>> stage_notes;  ///< one element per stage
  std::vector<std::vector<std::pair<std::string, double>>> exporter_draws;    ///< one element per exporter
  std::vector<std::pair<std::string, std::string>> contrasts;                 ///< of each volume, in words
  std::vector<const Plugin*> plugins;
  std::vector<std::pair<std::string, double>> seconds;  ///< by phase
  int threads = 1;
  std::function<bool()> cancelled = [] { return false; };
};

/// Writes run.json into the folder's hidden part, with size and SHA-256 of every file there. Throws
/// FileError or Cancelled. [host]
void write_run_record(const RunRecord& record, StagedFolder& folder);

/// Names of the files that an earlier record lists; plain names only, empty when there is no readable
/// record. [host]
std::vector<std::string> files_in_record(const std::filesystem::path& run_json);

}  // namespace cryocosm
