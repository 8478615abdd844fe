// The JSON writer: layout, escapes, numbers, and misuse.
#include "describe/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

TEST(JsonWriter, IndentsObjectsAndKeepsLineArraysOnOneLine) {
  JsonWriter json;
  json.begin_object().member("a", 1).key("b").begin_line_array().value(1.5).value("x").begin_object();
  json.member("y", true).end_object().end_array().key("c").begin_array().end_array();
  json.key("d").begin_array().value(false).null().end_array().end_object();
  EXPECT_EQ(json.take(), R"({
  "a": 1,
  "b": [1.5, "x", {"y": true}],
  "c": [],
  "d": [
    false,
    null
  ]
}
)");
}

TEST(JsonWriter, NumbersAreTheShortestThatReadBack) {
  JsonWriter json;
  json.begin_line_array().value(0.1).value(1e300).value(-0.0).value(400.0).value(1.0 / 3);
  json.value(std::int64_t{-9223372036854775807 - 1}).value(std::uint64_t{18446744073709551615U});
  json.value(std::numeric_limits<double>::infinity())
      .value(std::numeric_limits<double>::quiet_NaN())
      .end_array();
  EXPECT_EQ(
      json.take(),
      "[0.1, 1e+300, -0, 400, 0.3333333333333333, -9223372036854775808, 18446744073709551615, null, null]\n");
}

TEST(JsonWriter, TextsAreEscaped) {
  JsonWriter json;
  json.value("\"\\/\b\f\n\r\t\x01\x1f\x7f \xc3\xa9 \xf0\x9f\x98\x80");
  EXPECT_EQ(json.take(),
            "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\\u007f \xc3\xa9 \xf0\x9f\x98\x80\"\n");
}

TEST(JsonWriter, BytesThatAreNotUtf8AreReplaced) {
  // a lone byte, a lone continuation, an overlong slash, a surrogate, a code point beyond the last, a cut
  // sequence
  for (const std::string bad : {"\xe9", "\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    JsonWriter json;
    json.value(bad);
    std::string expected = "\"";
    for (std::size_t i = 0; i < bad.size(); ++i) expected += "\xef\xbf\xbd";
    EXPECT_EQ(json.take(), expected + "\"\n");
  }
}

TEST(JsonWriter, MisuseIsADefect) {
  EXPECT_THROW(JsonWriter().begin_object().value(1), Error);
  EXPECT_THROW(JsonWriter().begin_array().key("a"), Error);
  EXPECT_THROW(JsonWriter().key("a"), Error);
  EXPECT_THROW(JsonWriter().begin_object().key("a").end_object(), Error);
  EXPECT_THROW(JsonWriter().begin_object().key("a").key("b"), Error);
  EXPECT_THROW(JsonWriter().begin_array().end_object(), Error);
  EXPECT_THROW(JsonWriter().value(1).value(2), Error);
  EXPECT_THROW(JsonWriter().begin_array().take(), Error);
  EXPECT_THROW(JsonWriter().take(), Error);
}

}  // namespace
}  // namespace cryocosm
