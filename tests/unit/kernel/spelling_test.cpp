// Spelling distances against hand-counted ones, and the choice of near misses.
#include "kernel/spelling.hpp"

#include <gtest/gtest.h>

#include "cryocosm/random.hpp"

namespace cryocosm {
namespace {

using Words = std::vector<std::string>;

TEST(SpellingDistance, CountsEachKindOfMistake) {
  EXPECT_EQ(spelling_distance("", ""), 0U);
  EXPECT_EQ(spelling_distance("radius", "radius"), 0U);
  EXPECT_EQ(spelling_distance("", "radius"), 6U);
  EXPECT_EQ(spelling_distance("radius", ""), 6U);
  EXPECT_EQ(spelling_distance("raduis", "radius"), 1U);   // swapped
  EXPECT_EQ(spelling_distance("radus", "radius"), 1U);    // left out
  EXPECT_EQ(spelling_distance("raddius", "radius"), 1U);  // too many
  EXPECT_EQ(spelling_distance("radiux", "radius"), 1U);   // another
  EXPECT_EQ(spelling_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(spelling_distance("ca", "abc"), 3U) << "no letter is changed twice: optimal string alignment";
}

// A distance is symmetric, zero for equal words only, and no longer than the longer word.
TEST(SpellingDistance, BehavesLikeADistance) {
  Random random(5);
  const auto word = [&random] {
    std::string text(random.index(9), 'a');
    for (char& c : text) c = static_cast<char>('a' + random.index(3));
    return text;
  };
  for (int i = 0; i < 2000; ++i) {
    const std::string a = word(), b = word();
    const std::size_t distance = spelling_distance(a, b);
    EXPECT_EQ(distance, spelling_distance(b, a)) << a << " " << b;
    EXPECT_EQ(distance == 0, a == b) << a << " " << b;
    EXPECT_LE(distance, std::max(a.size(), b.size()));
    EXPECT_GE(distance, std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
  }
}

TEST(ClosestWords, BestFirstThenAlphabetical) {
  EXPECT_EQ(closest_words("tem.ctf2", {"tem.noise", "tem.ctf", "tem.dose"}), (Words{"tem.ctf"}));
  EXPECT_EQ(closest_words("aab", {"aac", "aab", "aaa"}), (Words{"aab", "aaa", "aac"}));
  EXPECT_EQ(closest_words("aab", {"aac", "aab", "aaa"}, 1), (Words{"aab"}));
}

TEST(ClosestWords, NothingWhenNothingIsClose) {
  EXPECT_EQ(closest_words("ctf", {"noise", "project"}), Words{});
  EXPECT_EQ(closest_words("", {"a"}), Words{});
  EXPECT_EQ(closest_words("radius", {}), Words{});
  EXPECT_EQ(closest_words(std::string(100000, 'x'), {"x"}), Words{}) << "hostile input costs nothing";
}

TEST(ClosestWords, LetterCaseIsNoMistake) {
  EXPECT_EQ(closest_words("Tem.CTF", {"tem.ctf"}), (Words{"tem.ctf"}));
}

TEST(ClosestWords, OneMistakeIsForgivenInShortWords) {
  EXPECT_EQ(closest_words("x", {"y"}), (Words{"y"}));
  EXPECT_EQ(closest_words("ab", {"cd"}), Words{});
}

}  // namespace
}  // namespace cryocosm
