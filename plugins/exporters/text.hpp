// Numbers and fields as text, the same in every locale.
#pragma once

#include <string>
#include <string_view>

namespace cryocosm::exporters {

/// `value` with `decimals` digits after the point, right-aligned in `width` columns; never "-0.000".
/// [any]
std::string fixed_text(double value, int decimals, int width);

/// `text` right-aligned in `width` columns. [any]
std::string aligned(std::string_view text, int width);

/// One field of a CSV line (RFC 4180): quoted when it holds a comma, a quote or a line break. [any]
std::string csv_field(std::string_view text);

}  // namespace cryocosm::exporters
