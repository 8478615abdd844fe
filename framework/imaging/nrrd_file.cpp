// NRRD files: writing them, and the checks of a header before ITK reads the voxels.
#include "imaging/nrrd_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cryocosm/error.hpp"
#include "imaging/gzip.hpp"
#include "imaging/output_file.hpp"

namespace cryocosm {
namespace {

constexpr std::uint64_t k_longest_header_bytes = 1 << 20;

std::string_view type_name(PixelType type) {
  switch (type) {
    case PixelType::uint8: return "uint8";
    case PixelType::uint16: return "uint16";
    case PixelType::uint32: return "uint32";
    case PixelType::float32: return "float";
  }
  CRYOCOSM_CHECK(false);  // a pixel type is one of the four
  return {};
}

[[noreturn]] void refuse(const VolumeFile& file, const std::string& why, std::string hint) {
  throw FileError(Code::file_unreadable,
                  fmt::format("'{}' is not a readable NRRD file: {}", file.path(), why), std::move(hint));
}

bool names(std::string_view line, std::string_view key) {
  return line.substr(0, key.size()) == key && line.substr(key.size(), 1) == ":";
}

std::string_view value_of(std::string_view line) {
  line.remove_prefix(line.find(':') + 1);
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace

// Written here and not through ITK so that a full disk is reported exactly, and with the unit of lengths,
// which ITK leaves out. Labels are compressed: 50 million ids of a crowded scene take 0.4 s and 7 MB, less
// time than writing their 200 MB. Densities hardly shrink and stay raw.
void write_nrrd(const std::string& path, const VolumeView& volume) {
  const Index3 size = volume.grid.size;
  const bool is_label = volume.type != PixelType::float32;
  const std::string header = fmt::format(
      "NRRD0004\n# cryocosm {0}\ntype: {1}\ndimension: 3\nspace dimension: 3\nsizes: {2} {3} {4}\n"
      "space directions: ({5},0,0) (0,{5},0) (0,0,{5})\nkinds: space space space\nendian: little\n"
      "encoding: {6}\nspace units: \"angstrom\" \"angstrom\" \"angstrom\"\nspace origin: (0,0,0)\n\n",
      CRYOCOSM_VERSION, type_name(volume.type), size.x, size.y, size.z, volume.grid.voxel_A,
      is_label ? "gzip" : "raw");
  const std::size_t bytes = volume.grid.count() * bytes_of(volume.type);
  OutputFile file(path, ".nrrd");
  file.write(header.data(), header.size());
  if (is_label) {
    write_gzip(file, {{volume.voxels, bytes}});
  } else {
    file.write(volume.voxels, bytes);
  }
  file.commit();
}

NrrdHeader parse_nrrd_header(const VolumeFile& file) {
  std::string text(std::min(file.size_bytes(), k_longest_header_bytes), '\0');
  file.read(0, text.data(), text.size());
  if (text.substr(0, 7) != "NRRD000") {
    refuse(file, "it does not begin with 'NRRD000'", "Check that the file is a NRRD volume.");
  }
  NrrdHeader header;
  std::string encoding;
  bool has_voxel_size = false;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) {
      refuse(file, "its header has no end", "A NRRD header ends with an empty line, voxels follow.");
    }
    std::string_view line(text.data() + begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    begin = end + 1;
    if (line.empty()) {
      header.data_offset = begin;
      break;
    }
    if (names(line, "data file") || names(line, "datafile")) {
      refuse(file, "its voxels are in another file", "Store header and voxels in one .nrrd file.");
    }
    if (names(line, "encoding")) encoding = value_of(line);
    has_voxel_size = has_voxel_size || names(line, "spacings") || names(line, "space directions");
  }
  if (!has_voxel_size) {
    throw DataError(fmt::format("'{}' says no voxel size", file.path()),
                    "Add 'spacings' or 'space directions' in Å to its header.", Code::bad_voxel_size);
  }
  const bool is_gzip = encoding == "gzip" || encoding == "gz";
  header.is_text = !is_gzip && encoding != "raw";
  header.held_bytes =
      is_gzip ? header.data_offset + unpacked_bytes(file, header.data_offset) : file.size_bytes();
  return header;
}

}  // namespace cryocosm
