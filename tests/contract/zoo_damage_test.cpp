// Damaged plugin files: cut short anywhere or with false sizes, they are refused and never crash the program.
#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>

#include "cryocosm/random.hpp"
#include "kernel/elf_sections.hpp"
#include "zoo.hpp"

namespace cryocosm::zoo {
namespace {

const std::string k_rebuild_or_copy =
    "build it with cryocosm_add_plugin(), or copy it again if it was damaged";

Elf64_Ehdr header_of(const std::string& bytes) {
  Elf64_Ehdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header;
}

std::string with_header(std::string bytes, const Elf64_Ehdr& header) {
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

void expect_damaged(const std::string& bytes, const std::string& message) {
  const TemporaryFolder folder;
  expect_refused(folder.write("damaged.cosm", bytes), Code::plugin_no_door, message, k_rebuild_or_copy);
}

TEST(Damage, CutShort) {
  const std::string whole = bytes_of(animal("good"));
  for (const std::size_t length : {sizeof(Elf64_Ehdr), whole.size() / 2, whole.size() - 1})
    expect_damaged(whole.substr(0, length), "the file is damaged or cut short");
  expect_damaged(whole.substr(0, 20), "the file is not a shared library");
}

TEST(Damage, FalseSizesAndOffsets) {
  const std::string whole = bytes_of(animal("good"));
  Elf64_Ehdr header = header_of(whole);
  header.e_shoff = ~std::uint64_t{0} - 16;  // sums with it overflow
  expect_damaged(with_header(whole, header), "the file is damaged or cut short");

  header = header_of(whole);
  header.e_phoff = whole.size() - 8;
  expect_damaged(with_header(whole, header), "the file is damaged or cut short");

  header = header_of(whole);
  header.e_shstrndx = header.e_shnum;
  expect_damaged(with_header(whole, header), "the file has no section names");

  header = header_of(whole);
  const std::size_t table = header.e_shoff + header.e_shstrndx * sizeof(Elf64_Shdr);
  std::string huge = whole;
  const std::uint64_t size = std::uint64_t{1} << 40;
  std::memcpy(huge.data() + table + offsetof(Elf64_Shdr, sh_size), &size, sizeof size);
  expect_damaged(huge, "the file is damaged or cut short");
}

TEST(Damage, OtherMachinesAndPrograms) {
  const std::string whole = bytes_of(animal("good"));
  Elf64_Ehdr header = header_of(whole);
  header.e_ident[EI_CLASS] = ELFCLASS32;
  expect_damaged(with_header(whole, header), "the file is a library for another kind of machine");

  header = header_of(whole);
  header.e_ident[EI_DATA] = header.e_ident[EI_DATA] == ELFDATA2LSB ? ELFDATA2MSB : ELFDATA2LSB;
  expect_damaged(with_header(whole, header), "the file is a library for another kind of machine");

  header = header_of(whole);
  header.e_type = ET_REL;
  expect_damaged(with_header(whole, header), "the file is not a shared library");
}

// Bytes of headers and name table are replaced at random; the reader may accept or refuse, no more.
TEST(Damage, RandomBytesNeverCrashTheReader) {
  const TemporaryFolder folder;
  const std::string whole = bytes_of(animal("stripped"));
  const Elf64_Ehdr header = header_of(whole);
  Random random(20240607);
  int refused = 0;
  for (int round = 0; round < 500; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 8; ++i) {
      const std::size_t at = i % 2 == 0 ? random.index(sizeof header)
                                        : header.e_shoff + random.index(header.e_shnum * sizeof(Elf64_Shdr));
      bytes[at] = static_cast<char>(random.bits());
    }
    try {
      elf_sections(folder.write("random.cosm", bytes));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::plugin_no_door);
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace cryocosm::zoo
