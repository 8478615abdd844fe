// SHA-256 against the published test vectors (FIPS 180-4, NIST example values).
#include "outputs/checksum.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

std::string sha256_of_text(const std::string& text) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "cryocosm-checksum";
  std::ofstream(path, std::ios::binary) << text;
  const std::string sum = sha256_of(path);
  std::filesystem::remove(path);
  return sum;
}

TEST(Checksum, MatchesThePublishedVectors) {
  EXPECT_EQ(sha256_of_text(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of_text("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_text(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Checksum, MissingFileIsAnError) { EXPECT_THROW(sha256_of("/no/such/file"), FileError); }

}  // namespace
}  // namespace cryocosm
