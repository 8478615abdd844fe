// Reads the dynamic symbol table (.dynsym), bounds checked.
#include "elf_exports.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "cryocosm/error.hpp"

namespace cryocosm::conformance {
namespace {

class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& path) : path_(path) {
    std::ifstream in(path, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in) refuse();
  }

  template <class T>
  T at(std::uint64_t offset) const {
    T value;
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) refuse();
    std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    return value;
  }
  std::string text_at(std::uint64_t offset) const {
    const std::size_t end = bytes_.find('\0', offset);
    if (end == std::string::npos) refuse();
    return bytes_.substr(offset, end - offset);
  }
  [[noreturn]] void refuse() const {
    throw FileError(Code::plugin_load, "'" + path_.string() + "' is not a 64-bit ELF library");
  }

 private:
  std::filesystem::path path_;
  std::string bytes_;
};

}  // namespace

std::vector<std::string> exported_symbols(const std::filesystem::path& library) {
  const ElfFile file(library);
  const auto header = file.at<Elf64_Ehdr>(0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64)
    file.refuse();

  std::vector<std::string> names;
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    const auto section = file.at<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr));
    if (section.sh_type != SHT_DYNSYM) continue;
    const auto strings = file.at<Elf64_Shdr>(header.e_shoff + section.sh_link * sizeof(Elf64_Shdr));
    for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= section.sh_size; at += sizeof(Elf64_Sym)) {
      const auto symbol = file.at<Elf64_Sym>(section.sh_offset + at);
      const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
      if (symbol.st_shndx == SHN_UNDEF || ELF64_ST_BIND(symbol.st_info) == STB_LOCAL) continue;
      if (visibility == STV_HIDDEN || visibility == STV_INTERNAL) continue;
      names.push_back(file.text_at(strings.sh_offset + symbol.st_name));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace cryocosm::conformance
