// Commands with placeholders: each argument stays one argument, whatever is put into it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cryocosm::tem {

/// Name and value, such as {"input", "/scratch/input.mrc"}.
using Placeholders = std::vector<std::pair<std::string, std::string>>;

/// Replaces {name} in each argument by its value; {{ and }} are braces. Throws DataError naming the
/// argument for a name that is not known, or a brace without its partner. [any]
std::vector<std::string> filled_in(const std::vector<std::string>& command, const Placeholders& values);

}  // namespace cryocosm::tem
