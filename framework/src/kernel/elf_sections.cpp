// A bounds-checked reader of ELF section names.
#include "kernel/elf_sections.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

// No linker writes a longer name table; more would only be memory spent on a damaged file.
constexpr std::uint64_t k_longest_name_table = 1U << 20;

constexpr unsigned char k_own_byte_order =
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Code::plugin_no_door, "the file " + why,
              "build it with cryocosm_add_plugin(), or copy it again if it was damaged");
}

class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& path) : stream_(path, std::ios::binary) {
    if (!stream_)
      throw Error(Code::plugin_load, fmt::format("the file cannot be opened: {}", std::strerror(errno)),
                  "check the permissions of the file");
    std::error_code unknown;
    size_ = std::filesystem::file_size(path, unknown);
    if (unknown) size_ = 0;
  }

  bool holds(std::uint64_t offset, std::uint64_t length) const {
    return offset <= size_ && length <= size_ - offset;
  }

  void read(std::uint64_t offset, void* out, std::uint64_t length) {
    if (!holds(offset, length)) refuse("is damaged or cut short");
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(static_cast<char*>(out), static_cast<std::streamsize>(length));
    if (!stream_) refuse("is damaged or cut short");
  }

  template <class T>
  T read_at(std::uint64_t offset) {
    T value;
    read(offset, &value, sizeof value);
    return value;
  }

 private:
  std::ifstream stream_;
  std::uint64_t size_ = 0;
};

Elf64_Ehdr read_header(ElfFile& file) {
  if (!file.holds(0, sizeof(Elf64_Ehdr))) refuse("is not a shared library");
  const auto header = file.read_at<Elf64_Ehdr>(0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) refuse("is not a shared library");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != k_own_byte_order)
    refuse("is a library for another kind of machine");
  if (header.e_type != ET_DYN) refuse("is not a shared library");
  return header;
}

// A segment that the file does not hold would end the process with a bus error once it is mapped.
void check_segments(ElfFile& file, const Elf64_Ehdr& header) {
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const auto segment = file.read_at<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr));
    if (segment.p_type == PT_LOAD && !file.holds(segment.p_offset, segment.p_filesz))
      refuse("is damaged or cut short");
  }
}

std::string read_name_table(ElfFile& file, const Elf64_Ehdr& header) {
  if (header.e_shstrndx >= header.e_shnum) refuse("has no section names");
  const auto table = file.read_at<Elf64_Shdr>(header.e_shoff + header.e_shstrndx * sizeof(Elf64_Shdr));
  if (table.sh_size > k_longest_name_table || !file.holds(table.sh_offset, table.sh_size))
    refuse("is damaged or cut short");
  std::string names(table.sh_size, '\0');
  file.read(table.sh_offset, names.data(), names.size());
  return names;
}

}  // namespace

std::vector<std::string> elf_sections(const std::filesystem::path& path) {
  ElfFile file(path);
  const Elf64_Ehdr header = read_header(file);
  check_segments(file, header);
  const std::string names = read_name_table(file, header);
  std::vector<std::string> sections;
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    const auto section = file.read_at<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr));
    if (section.sh_name >= names.size()) refuse("is damaged or cut short");
    sections.emplace_back(names.c_str() + section.sh_name);  // the string ends with a zero of its own
  }
  return sections;
}

}  // namespace cryocosm
