// Random streams bit by bit, against a Philox 4x64-10 written here from the paper and checked with published
// answers.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>

#include "cryocosm/random.hpp"

namespace cryocosm {
namespace {

using Counter = std::array<std::uint64_t, 4>;
using Key = std::array<std::uint64_t, 2>;

struct Product {
  std::uint64_t high, low;
};

// 64 x 64 -> 128 bits by schoolbook multiplication of halves.
Product multiply(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32;
  const std::uint64_t p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0, p11 = a1 * b1;
  const std::uint64_t middle = (p00 >> 32) + (p01 & 0xffffffff) + (p10 & 0xffffffff);
  return {p11 + (p01 >> 32) + (p10 >> 32) + (middle >> 32), (middle << 32) | (p00 & 0xffffffff)};
}

// Salmon et al., SC11, section 3.3: ten rounds, key bumped by the Weyl constants between rounds.
Counter philox(Counter x, Key k) {
  for (int round = 0; round < 10; ++round) {
    const Product p0 = multiply(0xD2E7470EE14C6C93, x[0]);
    const Product p1 = multiply(0xCA5A826395121157, x[2]);
    x = {p1.high ^ x[1] ^ k[0], p1.low, p0.high ^ x[3] ^ k[1], p0.low};
    k = {k[0] + 0x9E3779B97F4A7C15, k[1] + 0xBB67AE8584CAA73B};
  }
  return x;
}

// The three answers for philox4x64-10 that Random123 publishes in its kat_vectors file.
TEST(Philox, ReferenceGivesThePublishedAnswers) {
  const std::uint64_t ones = ~std::uint64_t{0};
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}),
            (Counter{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}));
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}),
            (Counter{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
  EXPECT_EQ(philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
                   {0x452821e638d01377, 0xbe5466cf34e90c6c}),
            (Counter{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

constexpr std::uint64_t k_root = 0x63727930636f736d;  // "cry0cosm", second key word of every seed

// A seed names its numbers for ever: this test may never change.
TEST(Philox, StreamIsCountedThroughBlocks) {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{42}, ~std::uint64_t{0}}) {
    Random random(seed);
    for (std::uint64_t block = 0; block < 5; ++block)
      for (const std::uint64_t word : philox({block, 0, 0, 0}, {seed, k_root}))
        EXPECT_EQ(random.bits(), word);
  }
}

TEST(Philox, ChildrenTakeTheirKeysFromTheirParent) {
  const Counter key = philox({7, 1, 0, 0}, {42, k_root});
  const Counter grandchild_key = philox({9, 1, 0, 0}, {key[0], key[1]});
  Random child = Random(42).child(7);
  Random grandchild = child.child(9);
  EXPECT_EQ(child.bits(), philox({0, 0, 0, 0}, {key[0], key[1]})[0]);
  EXPECT_EQ(grandchild.bits(), philox({0, 0, 0, 0}, {grandchild_key[0], grandchild_key[1]})[0]);
}

// Published FNV-1a (64 bits) values of "", "a" and "foobar".
TEST(Philox, NamesAreHashedWithFnv1a) {
  const Random random(3);
  EXPECT_EQ(random.child("").bits(), random.child(0xcbf29ce484222325).bits());
  EXPECT_EQ(random.child("a").bits(), random.child(0xaf63dc4c8601ec8c).bits());
  EXPECT_EQ(random.child("foobar").bits(), random.child(0x85944171f73967e8).bits());
}

TEST(Philox, SeekGoesAnywhere) {
  Random random(42);
  for (const std::uint64_t block : {std::uint64_t{5}, std::uint64_t{0}, ~std::uint64_t{0}}) {
    random.bits();  // leaves a block half used
    random.seek(block);
    for (const std::uint64_t word : philox({block, 0, 0, 0}, {42, k_root})) EXPECT_EQ(random.bits(), word);
  }
}

}  // namespace
}  // namespace cryocosm
