// Tilt angle files: what IMOD writes is read, what can not be meant is refused with its line.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "cryocosm/acquisition.hpp"
#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

std::string write(const std::string& text) {
  // tests run side by side: each has a file of its own
  const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string path = ::testing::TempDir() + "tilt_file_test_" + test + ".tlt";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

TEST(TiltFile, ReadsNumbersBetweenBlanksCommasAndLineEnds) {
  EXPECT_EQ(read_tilt_angles(write(" -60.00\r\n  -3.5\n+0.0\n  90")),
            (std::vector<double>{-60, -3.5, 0, 90}));
  EXPECT_EQ(read_tilt_angles(write("1, 2,3 4e0\n\n")), (std::vector<double>{1, 2, 3, 4}));
}

void expect_refused(const std::string& text, const std::string& message, const std::string& hint) {
  const std::string path = write(text);
  try {
    read_tilt_angles(path);
    FAIL() << text;
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(), path + message);
    EXPECT_EQ(error.hint(), hint);
  }
}

TEST(TiltFile, RefusesWhatIsNoListOfAngles) {
  const char* const one_each = "a tilt angle file holds one number in degrees for each image";
  expect_refused("", " holds no tilt angles", one_each);
  expect_refused("-60\n-5z7\n", ":2: '-5z7' is not an angle", one_each);
  expect_refused("nan", ":1: 'nan' is not an angle", one_each);
  expect_refused("0\n\n90.5\n", ":3: the tilt angle 90.5 deg is beyond 90 deg",
                 "angles run from -90 to 90 degrees");
  try {
    read_tilt_angles("/nowhere/a.tlt");
    FAIL();
  } catch (const FileError& error) {
    EXPECT_EQ(error.code(), Code::file_missing);
    EXPECT_EQ(error.message(), "/nowhere/a.tlt can not be read: No such file or directory");
  }
}

}  // namespace
}  // namespace cryocosm
