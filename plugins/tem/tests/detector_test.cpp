// Detector curves: the models, and files with every kind of mistake.
#include "detector.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

class CurveFile {
 public:
  explicit CurveFile(const std::string& text)
      : path_((std::filesystem::temp_directory_path() /
               ("curve-" + std::to_string(getpid()) + "-" + std::to_string(count_++) + ".txt"))
                  .string()) {
    std::ofstream(path_) << text;
  }
  CurveFile(const CurveFile&) = delete;
  CurveFile& operator=(const CurveFile&) = delete;
  ~CurveFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  static inline int count_ = 0;
  std::string path_;
};

DetectorParams model(const std::string& name) {
  DetectorParams params;
  params.model = name;
  return params;
}

/// MTF and DQE that follow from what is done before and after counting.
double mtf(const Detector& detector, double s) { return detector.before(s) * detector.after(s); }
double dqe(const Detector& detector, double s) {
  return detector.dqe() * detector.before(s) * detector.before(s);
}

TEST(Detector, ModelsHaveTheCurvesThatTheyAreNamedFor) {
  const Detector ideal(model("ideal")), square(model("square_pixel")), given(model("parametric"));
  EXPECT_TRUE(ideal.is_ideal());
  for (const double s : {0.0, 0.3, 1.0, 1.4}) {
    EXPECT_EQ(mtf(ideal, s), 1);
    EXPECT_EQ(dqe(ideal, s), 1);
    const double sinc = s == 0 ? 1 : std::sin(k_pi * s / 2) / (k_pi * s / 2);
    EXPECT_NEAR(mtf(square, s), sinc, 1e-6);
    EXPECT_NEAR(dqe(square, s), sinc * sinc, 1e-6);
  }
  EXPECT_NEAR(dqe(given, 0), 0.8, 1e-12);
  EXPECT_NEAR(dqe(given, 1), 0.3, 1e-6);
  EXPECT_NEAR(mtf(given, 0), 1, 1e-12);
  EXPECT_NEAR(mtf(given, 1), 0.4, 1e-6);
}

Detector from_text(const std::string& text) {
  const CurveFile file(text);
  DetectorParams params = model("file");
  params.file.path = file.path();
  return Detector(params);
}

TEST(Detector, ReadsCurvesAndGoesStraightBetweenTheirPoints) {
  const Detector both = from_text(
      "# cycles per pixel, MTF, DQE\n"
      "0, 1, 0.9\n0.1 0.9 0.8\n\n0.2\t0.8\t0.7\n0.3 0.6 0.5\n0.4 0.5 0.4\n0.5 0.4 0.3\n");
  EXPECT_EQ(both.dqe(), 0.9);
  EXPECT_NEAR(mtf(both, 0.5), 0.7, 1e-3);  // 0.25 cycles; the square root is not straight
  EXPECT_NEAR(dqe(both, 0.4), 0.7, 1e-3);
  EXPECT_NEAR(dqe(both, 1.4), 0.3, 1e-6);
  const Detector relion = from_text(
      "data_\n\nloop_\n_rlnResolutionInversePixel #1\n_rlnMtfValue #2\n"
      "0.0 1.0\n0.1 0.9\n0.2 0.8\n0.3 0.7\n0.4 0.6\n0.5 0.5\n");
  EXPECT_NEAR(mtf(relion, 1), 0.5, 1e-3);
  EXPECT_NEAR(dqe(relion, 1), 0.8 * 0.25, 1e-3);  // white noise
  EXPECT_NEAR(relion.after(0.7), 1, 1e-12);
}

Texts refused(const std::string& text) {
  const CurveFile file(text);
  bool has_dqe = false;
  Texts texts = data_error_of([&] { read_detector_file(file.path(), has_dqe); });
  if (texts.first.rfind(file.path(), 0) == 0) texts.first.replace(0, file.path().size(), "FILE");
  return texts;
}

TEST(Detector, RefusesCurvesThatAreNotWhole) {
  const std::string columns = "a line holds a frequency in cycles per pixel, the MTF and, if known, the DQE";
  EXPECT_EQ(refused("0 1\n0.1 0.9\n0.25 0.8\n0.5 0.4\n"),
            Texts("FILE:3: there is a hole between the frequencies 0.1 and 0.25",
                  "give the curves in steps of at most 0.1 cycles per pixel"));
  EXPECT_EQ(refused("0 1\n0.1\n"), Texts("FILE:2: there are 1 values", columns));
  EXPECT_EQ(refused("0 1 2 3\n"), Texts("FILE:1: there are 4 values", columns));
  EXPECT_EQ(refused("0 1 0.9\n0.1 0.9\n"),
            Texts("FILE:2: there are 2 values", "give the DQE in every line or in none"));
  EXPECT_EQ(refused("0 1\n0.1 nan\n"), Texts("FILE:2: 'nan' is not a number", columns));
  EXPECT_EQ(refused("0 1\n0.1 high\n"), Texts("FILE:2: 'high' is not a number", columns));
  EXPECT_EQ(refused("0 1\n0.1 -0.2\n"),
            Texts("FILE:2: the MTF is -0.2", "it runs from 1 at frequency 0 towards 0"));
  EXPECT_EQ(refused("0 1 0\n"), Texts("FILE:1: the DQE is 0", "it must be greater than 0 and at most 1"));
  EXPECT_EQ(refused("0 1\n0.1 0.9\n0.1 0.8\n"),
            Texts("FILE:3: the frequency 0.1 comes after 0.1", "frequencies must rise from line to line"));
  EXPECT_EQ(refused("# nothing\n"), Texts("FILE holds no curve", columns));
  EXPECT_EQ(refused("0.1 1\n0.2 0.9\n0.3 0.8\n0.4 0.7\n0.5 0.6\n"),
            Texts("FILE: the curve begins at the frequency 0.1", "it must begin at 0"));
  EXPECT_EQ(refused("0 0.5\n0.1 0.4\n0.2 0.3\n0.3 0.3\n0.4 0.3\n0.5 0.2\n"),
            Texts("FILE: the MTF begins at 0.5", "divide it by its value at frequency 0"));
  EXPECT_EQ(refused("0 1\n0.1 0.9\n0.2 0.8\n"),
            Texts("FILE: the curve ends at the frequency 0.2",
                  "it must reach the Nyquist frequency, 0.5 cycles per pixel"));
}

TEST(Detector, AFileThatIsNotThereIsAFileError) {
  DetectorParams params = model("file");
  params.file.path = "/nowhere/curve.txt";
  try {
    Detector detector(params);
    FAIL();
  } catch (const FileError& error) {
    EXPECT_EQ(error.code(), Code::file_missing);
    EXPECT_EQ(error.message(), "/nowhere/curve.txt can not be read: No such file or directory");
    EXPECT_EQ(error.hint(), "name a file of MTF and DQE curves");
  }
}

}  // namespace
}  // namespace cryocosm::tem
