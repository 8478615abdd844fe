// Error types: codes, texts, hints, and defects.
#include "cryocosm/error.hpp"

#include <gtest/gtest.h>

namespace cryocosm {
namespace {

TEST(Errors, CarryCodeTextAndHint) {
  const FileError error(Code::file_missing, "there is no file 'x'", "check its name");
  EXPECT_STREQ(error.what(), "there is no file 'x'");
  EXPECT_EQ(error.message(), "there is no file 'x'");
  EXPECT_EQ(error.hint(), "check its name");
  EXPECT_EQ(error.code(), Code::file_missing);
  EXPECT_EQ(code_name(error.code()), "CC6001");
  const Error copy = error;
  EXPECT_EQ(copy.message(), error.message());
  EXPECT_EQ(DataError("empty").code(), Code::bad_data);
  EXPECT_EQ(Cancelled().code(), Code::cancelled);
}

TEST(Errors, AreCaughtAsTheirBases) {
  EXPECT_THROW(throw DataError("x"), Error);
  EXPECT_THROW(throw Cancelled(), std::exception);
}

TEST(Errors, CheckNamesTheConditionAndThePlace) {
  EXPECT_NO_THROW(CRYOCOSM_CHECK(1 + 1 == 2));
  try {
    CRYOCOSM_CHECK(1 + 1 == 3);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::defect);
    EXPECT_EQ(error.message().find("defect: '1 + 1 == 3' does not hold at "), 0U) << error.message();
    EXPECT_NE(error.message().find("error_test.cpp:"), std::string::npos);
    EXPECT_EQ(error.hint(),
              "this is a defect of the program, not of your input; please report it with your pipeline file");
  }
}

}  // namespace
}  // namespace cryocosm
