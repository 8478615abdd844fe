// Spelling distance, for "did you mean" in error messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cryocosm {

/// Least number of inserted, deleted, replaced or swapped neighbouring bytes that turns `a` into `b`
/// (Damerau-Levenshtein, optimal string alignment). [any]
std::size_t spelling_distance(std::string_view a, std::string_view b);

/// The words of `known` that `word` may have been meant to be, best first, equally good ones in
/// alphabetical order: at most `limit`, none whose distance exceeds a third of the longer word
/// (but one mistake is always forgiven). Letter case counts as no mistake. [any]
std::vector<std::string> closest_words(std::string_view word, const std::vector<std::string>& known,
                                       std::size_t limit = 3);

}  // namespace cryocosm
