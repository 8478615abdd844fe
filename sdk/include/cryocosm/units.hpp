// Units of parameters: a closed list by dimension, and the reading of "3.5 nm".
#pragma once

#include <string>
#include <string_view>

#include "cryocosm/export.hpp"

namespace cryocosm {

/// What a number measures.
enum class Dimension { none, length, angle, dose, voltage, fraction, mass, time };

/// A unit of one dimension: value in the dimension's base unit = value * scale.
struct UnitOfMeasure {
  Dimension dimension;
  const char* symbol;
  double scale;
};

/// Units in which parameters are declared. A bare number in a file has the declared unit.
namespace units {
constexpr UnitOfMeasure plain{Dimension::none, "", 1};
constexpr UnitOfMeasure angstrom{Dimension::length, "A", 1};
constexpr UnitOfMeasure millimetre{Dimension::length, "mm", 1e7};
constexpr UnitOfMeasure degree{Dimension::angle, "deg", 1};
constexpr UnitOfMeasure e_per_A2{Dimension::dose, "e/A2", 1};
constexpr UnitOfMeasure kilovolt{Dimension::voltage, "kV", 1};
constexpr UnitOfMeasure volt{Dimension::voltage, "V", 1e-3};
constexpr UnitOfMeasure fraction{Dimension::fraction, "", 1};
constexpr UnitOfMeasure kilodalton{Dimension::mass, "kDa", 1};
constexpr UnitOfMeasure second{Dimension::time, "s", 1};
}  // namespace units

/// What came of read_number().
enum class ReadNumber { ok, not_a_number, not_finite, unknown_unit, wrong_dimension };

/// Reads a whole string: a number, then optionally a unit ("35", "35 A", "3.5 nm", "5 %").
/// `value` is converted to `declared`. Uses the C locale always. `unit_text` gets the unit as written.
/// [any]
CRYOCOSM_API ReadNumber read_number(std::string_view text, const UnitOfMeasure& declared, double& value,
                                    std::string& unit_text);

/// "length", "angle", ... for messages. [any]
CRYOCOSM_API std::string_view dimension_name(Dimension dimension);

/// The spellings that `dimension` accepts, e.g. "A, Å, nm, um, µm, mm". [any]
CRYOCOSM_API std::string unit_names(Dimension dimension);

/// Shortest text that reads back to the same double. [any]
CRYOCOSM_API std::string number_text(double value);

}  // namespace cryocosm
