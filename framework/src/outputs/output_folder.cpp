// Staging and committing the files of a run.
#include "outputs/output_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <system_error>

#include "cryocosm/error.hpp"
#include "outputs/run_record.hpp"

namespace fs = std::filesystem;

namespace cryocosm {
namespace {

constexpr std::string_view k_staging = ".cryocosm-partial-";  // and the process number

[[noreturn]] void unwritable(const fs::path& path, const std::error_code& reason) {
  throw FileError(Code::file_unwritable,
                  fmt::format("{} can not be written: {}", path.string(), reason.message()),
                  "choose another output folder or mend its permissions");
}

bool is_staging(const fs::path& path) { return path.filename().string().rfind(k_staging, 0) == 0; }

/// Whether the folder has anything in it but hidden parts of runs.
bool holds_files(const fs::path& folder) {
  return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                     [](const fs::directory_entry& entry) { return !is_staging(entry.path()); });
}

/// Hidden parts whose process is gone were left by runs that were killed.
void sweep(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!is_staging(entry.path())) continue;
    const std::string number = entry.path().filename().string().substr(k_staging.size());
    int pid = 0;
    std::from_chars(number.data(), number.data() + number.size(), pid);
    if (pid > 0 && ::kill(pid, 0) == 0)
      throw FileError(Code::output_exists, fmt::format("another run is writing to {}", folder.string()),
                      "wait for it or choose another output folder");
    fs::remove_all(entry.path(), ignored);
  }
}

void check_usable(const fs::path& folder, bool force) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder))
    throw FileError(Code::output_exists, fmt::format("{} is a file, not a folder", folder.string()),
                    "choose another output folder");
  if (::access(folder.c_str(), W_OK | X_OK | R_OK) != 0)
    unwritable(folder, std::error_code(errno, std::generic_category()));
  if (!holds_files(folder)) return;
  const bool is_run = fs::exists(folder / k_run_record);
  if (!force)
    throw FileError(Code::output_exists,
                    fmt::format("{} holds {} already", folder.string(), is_run ? "a run" : "files"),
                    is_run ? "choose another output folder, or replace what is there with --force"
                           : "choose another output folder");
  if (!is_run)
    throw FileError(Code::output_exists,
                    fmt::format("{} holds files that are not an earlier run's", folder.string()),
                    "--force replaces runs only; choose another output folder or move the files away");
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

StagedFolder::StagedFolder(fs::path folder, bool force) {
  if (folder.empty())
    throw FileError(Code::file_unwritable, "the name of the output folder is empty",
                    "give a folder with -o DIR");
  try {
    folder_ = fs::absolute(folder).lexically_normal();
    if (!folder_.has_filename()) folder_ = folder_.parent_path();  // a trailing slash
    check_usable(folder_, force);
    force_ = force;
    made_ = make_folders(folder_);
    sweep(folder_);
    staging_ = folder_ / (std::string(k_staging) + std::to_string(::getpid()));
    fs::create_directory(staging_);
  } catch (const fs::filesystem_error& error) {
    remove_made_folders();
    unwritable(folder, error.code());
  }
}

void StagedFolder::remove_made_folders() {
  std::error_code ignored;
  for (auto p = made_.rbegin(); p != made_.rend(); ++p) fs::remove(*p, ignored);  // only when empty
}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
  if (!committed_) remove_made_folders();
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

void StagedFolder::drop_files_after(std::size_t count) {
  std::error_code ignored;
  for (std::size_t i = count; i < names_.size(); ++i) fs::remove_all(staged(names_[i]), ignored);
  names_.resize(std::min(count, names_.size()));
}

void StagedFolder::move_files_to(StagedFolder& other) {
  for (const std::string& name : names_) {
    std::error_code error;
    fs::rename(staged(name), other.file(name), error);
    if (error) unwritable(other.folder() / name, error);
  }
  names_.clear();
}

void StagedFolder::commit() {
  std::stable_partition(names_.begin(), names_.end(),
                        [](const std::string& name) { return name != k_run_record; });
  std::vector<std::string> old = files_in_record(folder_ / k_run_record);
  old.insert(old.begin(), k_run_record);  // without its record the old run is no longer whole: it goes first
  check_usable(folder_, force_);          // somebody may have come first
  for (const std::string& name : names_)
    if (fs::exists(folder_ / name) && std::find(old.begin(), old.end(), name) == old.end())
      throw FileError(Code::output_exists,
                      fmt::format("{} was not written by the earlier run", (folder_ / name).string()),
                      "move it away; --force replaces the files of runs only");

  // the old run is kept aside until the new one is in place, so that a failure can put it back
  const fs::path aside = staging_ / ".old";
  std::vector<std::pair<fs::path, fs::path>> moved;  // from, to
  const auto move = [&](const fs::path& from, const fs::path& to) {
    fs::rename(from, to);
    moved.emplace_back(from, to);
  };
  try {
    fs::create_directory(aside);
    for (const std::string& name : old)
      if (fs::exists(folder_ / name)) move(folder_ / name, aside / name);
    for (const std::string& name : names_) move(staging_ / name, folder_ / name);
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    for (auto m = moved.rbegin(); m != moved.rend(); ++m) fs::rename(m->second, m->first, ignored);
    unwritable(error.path2().empty() ? folder_ : error.path2(), error.code());
  }
  committed_ = true;
}

}  // namespace cryocosm
