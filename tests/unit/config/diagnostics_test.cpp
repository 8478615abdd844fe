// How problems are printed: places, hints, order and the closing summary.
#include "config/diagnostics.hpp"

#include <gtest/gtest.h>

namespace cryocosm {
namespace {

Diagnostic error(std::string file, int line, int column, std::string text) {
  return {Diagnostic::Severity::error,
          Code::unknown_key,
          {std::move(file), line, column},
          {},
          std::move(text),
          {}};
}

TEST(Diagnostics, OneOnALineThenItsHintIndented) {
  Diagnostic d = error("a.json", 9, 28, "unknown parameter of x.y");
  d.path = "structures[0].params.raduis";
  d.hint = "did you mean 'radius'?\nknown: radius";
  EXPECT_EQ(to_text(d),
            "a.json:9:28: error CC2001: structures[0].params.raduis: unknown parameter of x.y\n"
            "  did you mean 'radius'?\n"
            "  known: radius");
}

TEST(Diagnostics, PlacesMayBeIncomplete) {
  EXPECT_EQ(to_text(error("", 0, 0, "t")), "error CC2001: t");
  EXPECT_EQ(to_text(error("--set", 0, 0, "t")), "--set: error CC2001: t");
  EXPECT_EQ(to_text(error("a.ini", 3, 0, "t")), "a.ini:3: error CC2001: t");
}

TEST(Diagnostics, AreShownInFileOrderWithASummary) {
  Diagnostic warning = error("a", 2, 9, "third");
  warning.severity = Diagnostic::Severity::warning;
  EXPECT_EQ(
      to_text(std::vector{error("a", 10, 1, "last"), warning, error("--set", 0, 0, "of the command line"),
                          error("a", 2, 5, "second"), error("a", 0, 0, "first")}),
      "a: error CC2001: first\n"
      "a:2:5: error CC2001: second\n"
      "a:2:9: warning CC2001: third\n"
      "a:10:1: error CC2001: last\n"
      "--set: error CC2001: of the command line\n"
      "4 errors, 1 warning, nothing was run");
  EXPECT_EQ(to_text(std::vector{warning}), "a:2:9: warning CC2001: third\n1 warning");
  EXPECT_EQ(to_text(std::vector<Diagnostic>{}), "");
}

TEST(Diagnostics, AFloodIsCutShort) {
  const std::string text = to_text(std::vector(102, error("a", 1, 1, "t")));
  const std::string line = "a:1:1: error CC2001: t\n";
  const std::string end = "and 2 more, not shown\n102 errors, nothing was run";
  EXPECT_EQ(text.size(), 100 * line.size() + end.size());
  EXPECT_EQ(text.substr(99 * line.size()), line + end);
}

TEST(Diagnostics, TheErrorHasTheCodeOfItsFirstErrorAndKeepsAll) {
  Diagnostic warning = error("a", 1, 1, "w");
  warning.severity = Diagnostic::Severity::warning;
  Diagnostic second = error("a", 2, 1, "e");
  second.code = Code::out_of_range;
  const ConfigError thrown({warning, second});
  EXPECT_EQ(thrown.code(), Code::out_of_range);
  EXPECT_EQ(thrown.message(),
            "a:1:1: warning CC2001: w\na:2:1: error CC2005: e\n1 error, 1 warning, nothing was run");
  EXPECT_EQ(thrown.diagnostics().size(), 2U);
  EXPECT_FALSE(has_errors({warning}));
  EXPECT_TRUE(has_errors({warning, second}));
}

}  // namespace
}  // namespace cryocosm
