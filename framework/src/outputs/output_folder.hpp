// The folder of a run: files are written to a hidden part of it and moved into place when all are whole.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cryocosm/exporter.hpp"

namespace cryocosm {

/// The record that makes a folder a finished run; it is moved into place last.
constexpr const char* k_run_record = "run.json";

/// Opening makes the folder (and its parents) or checks that it may be used:
///   - a folder with files in it is refused, unless it holds a run and `force` is set, and so is one
///     that another run is writing to (Code::output_exists);
///   - a folder that can not be written to is refused (Code::file_unwritable).
/// Until commit(), nothing in it changes but the hidden part, which the destructor removes, together
/// with the folder if it was made here and nothing was committed. [host]
class StagedFolder final : public OutputFolder {
 public:
  StagedFolder(std::filesystem::path folder, bool force);
  ~StagedFolder() override;
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  std::string file(std::string_view name) override;

  /// Refuses early when fewer than `bytes` are free (Code::disk_full).
  void require_space(std::uintmax_t bytes) const;

  /// A folder for temporary files, removed with the hidden part.
  std::filesystem::path scratch() const;

  /// Forgets the files that were asked for after the first `count`, and removes them.
  void drop_files_after(std::size_t count);

  /// Hands all files over to `other`, on the same file system, for it to commit. Throws FileError.
  void move_files_to(StagedFolder& other);

  const std::filesystem::path& folder() const { return folder_; }
  /// Names given out so far, in order, and where each is being written.
  const std::vector<std::string>& names() const { return names_; }
  std::filesystem::path staged(const std::string& name) const { return staging_ / name; }

  /// Moves every file into place, the run record last. The files that an earlier run's record lists
  /// are removed, so that no two runs are ever mixed; files it does not list are never touched. When a
  /// file can not be moved, the earlier run is put back and FileError thrown.
  void commit();

 private:
  void remove_made_folders();

  std::filesystem::path folder_;
  std::filesystem::path staging_;
  std::vector<std::string> names_;
  std::vector<std::filesystem::path> made_;  ///< folders made here, outermost first
  bool force_ = false;
  bool committed_ = false;
};

}  // namespace cryocosm
