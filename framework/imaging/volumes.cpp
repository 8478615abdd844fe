// Volumes: which format a path's suffix means, and the checks of what is to be written.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "cryocosm/error.hpp"
#include "imaging/imaging.hpp"
#include "imaging/itk_volumes.hpp"
#include "imaging/mrc_file.hpp"
#include "imaging/nifti_file.hpp"
#include "imaging/nrrd_file.hpp"
#include "imaging/volume_file.hpp"

namespace cryocosm {
namespace {

enum class Format { mrc, nrrd, nifti, nifti_gz };

struct Suffix {
  std::string_view text;
  Format format;
};
constexpr std::array<Suffix, 8> k_suffixes{{{".mrc", Format::mrc},
                                            {".map", Format::mrc},
                                            {".ccp4", Format::mrc},
                                            {".rec", Format::mrc},
                                            {".st", Format::mrc},
                                            {".nrrd", Format::nrrd},
                                            {".nii", Format::nifti},
                                            {".nii.gz", Format::nifti_gz}}};

Format format_of(const std::string& path, Code code) {
  std::string lower = path;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto found = std::find_if(k_suffixes.begin(), k_suffixes.end(),
                                  [&](const Suffix& suffix) { return lower.ends_with(suffix.text); });
  if (found != k_suffixes.end()) return found->format;
  std::string known;
  for (const Suffix& suffix : k_suffixes) known += fmt::format(" {}", suffix.text);
  throw FileError(code, fmt::format("the suffix of '{}' names no volume format", path),
                  fmt::format("Known are{}.", known));
}

void check_writable(const std::string& path, const VolumeView& volume) {
  const Index3 size = volume.grid.size;
  const auto [low, high] = std::minmax({size.x, size.y, size.z});
  const std::string what = fmt::format("cannot write '{}': ", path);
  if (volume.voxels == nullptr || low < 1) {
    throw DataError(fmt::format("{}its size is {} x {} x {} voxels", what, size.x, size.y, size.z), {},
                    Code::wrong_size);
  }
  if (high > std::numeric_limits<std::int32_t>::max()) {
    throw DataError(fmt::format("{}{} voxels along one axis", what, high),
                    "Volume files count with 32 bits along an axis.", Code::too_large);
  }
  const auto edge_A = static_cast<float>(volume.grid.voxel_A);
  if (!std::isfinite(edge_A) || edge_A <= 0) {
    throw DataError(fmt::format("{}a voxel size of {} Å", what, volume.grid.voxel_A),
                    "It must be positive and finite.", Code::bad_voxel_size);
  }
  if (volume.type == PixelType::float32) {
    check_finite(static_cast<const float*>(volume.voxels), volume.grid.count(), path);
  }
}

class FileVolumes final : public Volumes {
 public:
  Volume read(const std::string& path) const override {
    switch (format_of(path, Code::file_unreadable)) {
      case Format::mrc: return read_mrc(path);
      case Format::nrrd: return read_nrrd(path);
      case Format::nifti: return read_nifti(path, false);
      case Format::nifti_gz: return read_nifti(path, true);
    }
    return {};
  }

  void write(const std::string& path, const VolumeView& volume) const override {
    const Format format = format_of(path, Code::file_unwritable);
    check_writable(path, volume);
    switch (format) {
      case Format::mrc: return write_mrc(path, volume);
      case Format::nrrd: return write_nrrd(path, volume);
      case Format::nifti: return write_nifti(path, volume, false);
      case Format::nifti_gz: return write_nifti(path, volume, true);
    }
  }
};

}  // namespace

std::unique_ptr<Volumes> make_volumes() { return std::make_unique<FileVolumes>(); }

}  // namespace cryocosm
