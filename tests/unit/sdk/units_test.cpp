// Reading of numbers with units: every unit, every fault, and no locale.
#include "cryocosm/units.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <locale>

#include "cryocosm/random.hpp"

namespace cryocosm {
namespace {

double value_of(std::string_view text, const UnitOfMeasure& declared) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string unit;
  EXPECT_EQ(read_number(text, declared, value, unit), ReadNumber::ok) << text;
  return value;
}

ReadNumber result_of(std::string_view text, const UnitOfMeasure& declared) {
  double value = 0;
  std::string unit;
  return read_number(text, declared, value, unit);
}

TEST(ReadNumber, BareNumberHasTheDeclaredUnit) {
  EXPECT_EQ(value_of("35", units::angstrom), 35);
  EXPECT_EQ(value_of("2.7", units::millimetre), 2.7);
  EXPECT_EQ(value_of("0.05", units::fraction), 0.05);
  EXPECT_EQ(value_of("-1.5e3", units::plain), -1500);
  EXPECT_EQ(value_of("+4", units::plain), 4);
  EXPECT_EQ(value_of("  7\t", units::plain), 7);
  EXPECT_EQ(value_of(".5", units::plain), 0.5);
}

TEST(ReadNumber, EveryUnit) {
  for (const char* text : {"35 A", "35A", "35 Å", "3.5 nm", "0.0035 um", "0.0035 µm", "0.0000035 mm"})
    EXPECT_DOUBLE_EQ(value_of(text, units::angstrom), 35) << text;
  for (const char* text : {"60 deg", "60°", "1.0471975511965976 rad"})
    EXPECT_DOUBLE_EQ(value_of(text, units::degree), 60) << text;
  for (const char* text : {"3 e/A2", "3 e/Å2", "3 e/Å²", "300 e/nm2"})
    EXPECT_DOUBLE_EQ(value_of(text, units::e_per_A2), 3) << text;
  for (const char* text : {"300 kV", "300000 V"})
    EXPECT_DOUBLE_EQ(value_of(text, units::kilovolt), 300) << text;
  for (const char* text : {"0.7 V", "0.0007 kV"}) EXPECT_DOUBLE_EQ(value_of(text, units::volt), 0.7) << text;
  for (const char* text : {"5 %", "5 percent", "0.05"})
    EXPECT_EQ(value_of(text, units::fraction), 0.05) << text;
  for (const char* text : {"2500 kDa", "2.5 MDa", "2500000 Da"})
    EXPECT_DOUBLE_EQ(value_of(text, units::kilodalton), 2500) << text;
  for (const char* text : {"90 s", "1.5 min", "90000 ms", "0.025 h"})
    EXPECT_DOUBLE_EQ(value_of(text, units::second), 90) << text;
}

TEST(ReadNumber, UnitAsWrittenIsGivenBack) {
  double value = 0;
  std::string unit;
  EXPECT_EQ(read_number("3 parsec", units::angstrom, value, unit), ReadNumber::unknown_unit);
  EXPECT_EQ(unit, "parsec");
  EXPECT_EQ(read_number("3 kV", units::angstrom, value, unit), ReadNumber::wrong_dimension);
  EXPECT_EQ(unit, "kV");
}

TEST(ReadNumber, Faults) {
  for (const char* text : {"", " ", "A", "x", "--5", "+-5", "-+5", "+ 5", "- 5", "e5", ".", "ten"})
    EXPECT_EQ(result_of(text, units::plain), ReadNumber::not_a_number) << text;
  for (const char* text : {"nan", "inf", "-inf", "infinity", "1e400", "-1e400"})
    EXPECT_EQ(result_of(text, units::plain), ReadNumber::not_finite) << text;
  EXPECT_EQ(result_of("1e308 nm", units::angstrom), ReadNumber::not_finite)
      << "finite as written, not in the declared unit";
  for (const char* text : {"5 a", "5 NM", "5 A A", "1,5", "0x10", "5e", "5 5", "1 000"})
    EXPECT_EQ(result_of(text, units::angstrom), ReadNumber::unknown_unit) << text;
  for (const char* text : {"5 deg", "5 %", "5 s"})
    EXPECT_EQ(result_of(text, units::angstrom), ReadNumber::wrong_dimension) << text;
  EXPECT_EQ(result_of("5 A", units::plain), ReadNumber::wrong_dimension);
}

TEST(ReadNumber, DimensionNamesTheirUnits) {
  EXPECT_EQ(unit_names(Dimension::length), "A, Å, nm, um, µm, mm");
  EXPECT_EQ(unit_names(Dimension::none), "");
  EXPECT_EQ(dimension_name(Dimension::length), "length");
  EXPECT_EQ(dimension_name(Dimension::none), "plain number");
}

struct CommaDecimal final : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(ReadNumber, LocaleChangesNothing) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaDecimal));
  EXPECT_EQ(value_of("1.5 nm", units::angstrom), 15);
  EXPECT_EQ(result_of("1,5", units::angstrom), ReadNumber::unknown_unit);
  EXPECT_EQ(number_text(1234567.5), "1234567.5");
  std::locale::global(before);
}

TEST(NumberText, IsShortAndReadsBack) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(35), "35");
  EXPECT_EQ(number_text(-2.5e-7), "-2.5e-07");
  Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = random.bits();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (!(std::abs(number) >= std::numeric_limits<double>::min() && std::abs(number) < 1e308)) continue;
    EXPECT_EQ(value_of(number_text(number), units::plain), number) << number_text(number);
  }
}

}  // namespace
}  // namespace cryocosm
