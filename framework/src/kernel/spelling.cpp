// Damerau-Levenshtein distance and the choice of near misses.
#include "kernel/spelling.hpp"

#include <algorithm>
#include <utility>

namespace cryocosm {
namespace {

// A longer word is no typing mistake; refusing it keeps the time for hostile input bounded.
constexpr std::size_t k_longest_word = 200;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

}  // namespace

std::size_t spelling_distance(std::string_view a, std::string_view b) {
  // three rows of the table are alive at once: row i needs i-1 and, for swaps, i-2
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string> closest_words(std::string_view word, const std::vector<std::string>& known,
                                       std::size_t limit) {
  if (word.empty() || word.size() > k_longest_word) return {};
  const std::string wanted = lower_case(word);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& candidate : known) {
    const std::size_t distance = spelling_distance(wanted, lower_case(candidate));
    const std::size_t forgiven = std::max<std::size_t>(1, std::max(wanted.size(), candidate.size()) / 3);
    if (distance <= forgiven) found.emplace_back(distance, candidate);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) words.push_back(std::move(found[i].second));
  return words;
}

}  // namespace cryocosm
