// References from one entry of the pipeline to another, which must come before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cryocosm/error.hpp"

namespace cryocosm {

struct ReferenceProblem {
  Code code;
  std::string text, hint;
};

/// What is wrong with `name` as a reference of the entry `index` of `names`; empty when it is an earlier one.
/// `rule` says why it has to be, for the hint. [any]
std::optional<ReferenceProblem> problem_of_reference(const std::string& name,
                                                     const std::vector<std::string>& names, std::size_t index,
                                                     const std::string& rule);

}  // namespace cryocosm
