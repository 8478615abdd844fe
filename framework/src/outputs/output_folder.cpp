// Staging and committing the files of a run.
#include "outputs/output_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "cryocosm/error.hpp"
#include "outputs/run_record.hpp"

namespace fs = std::filesystem;

namespace cryocosm {
namespace {

constexpr const char* k_staging = ".cryocosm-partial";

[[noreturn]] void unwritable(const fs::path& path, const std::error_code& reason) {
  throw FileError(Code::file_unwritable,
                  fmt::format("{} can not be written: {}", path.string(), reason.message()),
                  "choose another output folder or mend its permissions");
}

/// What keeps a folder from being used without --force: its first entry that is not a left-over of ours.
bool holds_files(const fs::path& folder) {
  return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                     [](const fs::directory_entry& entry) { return entry.path().filename() != k_staging; });
}

std::vector<fs::path> make_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  for (fs::path p = folder; !p.empty() && !fs::exists(p); p = p.parent_path()) missing.push_back(p);
  std::reverse(missing.begin(), missing.end());
  for (const fs::path& p : missing) {
    std::error_code error;
    if (!fs::create_directory(p, error) && error) unwritable(p, error);
  }
  return missing;
}

}  // namespace

StagedFolder::StagedFolder(fs::path folder, bool force) : folder_(fs::absolute(folder).lexically_normal()) {
  if (!folder_.has_filename()) folder_ = folder_.parent_path();  // a trailing slash
  staging_ = folder_ / k_staging;
  if (fs::exists(folder_) && !fs::is_directory(folder_))
    throw FileError(Code::output_exists, fmt::format("{} is a file, not a folder", folder.string()),
                    "choose another output folder");
  if (fs::exists(folder_) && ::access(folder_.c_str(), W_OK | X_OK | R_OK) != 0)
    unwritable(folder_, std::error_code(errno, std::generic_category()));
  if (fs::exists(folder_) && holds_files(folder_) && !force)
    throw FileError(Code::output_exists,
                    fmt::format("{} holds {} already", folder.string(),
                                fs::exists(folder_ / k_run_record) ? "a run" : "files"),
                    "choose another output folder, or replace what is there with --force");
  made_ = make_folders(folder_);
  std::error_code error;
  fs::remove_all(staging_, error);  // left over from a run that was killed
  if (!fs::create_directory(staging_, error)) unwritable(folder_, error);
}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
  if (committed_) return;
  for (auto p = made_.rbegin(); p != made_.rend(); ++p) fs::remove(*p, ignored);  // only when empty
}

std::string StagedFolder::file(std::string_view name) {
  const bool plain = !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos;
  if (!plain)
    throw Error(Code::component_misbehaved, fmt::format("'{}' is not a name for an output file", name),
                "use a plain file name without folders or leading dot");
  if (std::find(names_.begin(), names_.end(), name) != names_.end())
    throw Error(Code::component_misbehaved, fmt::format("two exporters write the same file '{}'", name),
                "remove one of them from the pipeline's export section");
  names_.emplace_back(name);
  return (staging_ / name).string();
}

void StagedFolder::require_space(std::uintmax_t bytes) const {
  std::error_code error;
  const auto space = fs::space(folder_, error);
  if (error || space.available >= bytes) return;
  constexpr double k_mb = 1e6;
  throw FileError(Code::disk_full,
                  fmt::format("{} has {:.0f} MB free, the run needs about {:.0f} MB", folder_.string(),
                              static_cast<double>(space.available) / k_mb, static_cast<double>(bytes) / k_mb),
                  "free some space or choose another output folder");
}

fs::path StagedFolder::scratch() const {
  const fs::path path = staging_ / ".scratch";
  std::error_code error;
  fs::create_directory(path, error);
  if (error) unwritable(path, error);
  return path;
}

void StagedFolder::commit() {
  std::error_code error;
  const auto stale = files_in_record(folder_ / k_run_record);
  fs::remove(folder_ / k_run_record, error);  // from here on the old run is no longer whole
  for (const std::string& name : stale)
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) fs::remove(folder_ / name, error);

  std::stable_partition(names_.begin(), names_.end(),
                        [](const std::string& name) { return name != k_run_record; });
  for (const std::string& name : names_) {
    fs::rename(staging_ / name, folder_ / name, error);
    if (error) unwritable(folder_ / name, error);
  }
  committed_ = true;
}

}  // namespace cryocosm
