// What a user reads when a file can not be written.
#include "output_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "cryocosm/testing.hpp"
#include "fake_run.hpp"
#include "imod.hpp"
#include "particles.hpp"
#include "preview.hpp"
#include "relion.hpp"

namespace cryocosm::exporters {
namespace {

template <class F>
FileError error_of(F&& f) {
  try {
    f();
  } catch (const FileError& error) {
    return error;
  }
  throw std::logic_error("no FileError was thrown");
}

template <class Exporter>
std::string message_without_folder(const Exporter& exporter) {
  FakeRun finished({{4, 4, 4}, 10});
  std::vector<Tilt> tilts(1);
  const Dataset series{DataKind::tilt_series, {{4, 4, 1}, 10},        nullptr,
                       view(tilts),           Contrast::protein_dark, finished.grid()};
  finished.series = &series;
  MissingFolder folder;
  testing::TestRun run;
  return error_of([&] { exporter.write(finished, folder, run); }).message();
}

TEST(OutputFile, EveryExporterNamesThePathAndTheReason) {
  EXPECT_EQ(message_without_folder(ParticlesExporter(NoParams{})),
            "can not write /nonexistent/folder/particles.csv: No such file or directory");
  EXPECT_EQ(message_without_folder(RelionExporter(NoParams{})),
            "can not write /nonexistent/folder/particles.star: No such file or directory");
  EXPECT_EQ(message_without_folder(ImodExporter(NoParams{})),
            "can not write /nonexistent/folder/tilt_series.tlt: No such file or directory");
  EXPECT_EQ(message_without_folder(PreviewExporter(PreviewParams{})),
            "can not write /nonexistent/folder/preview.png: No such file or directory");
}

TEST(OutputFile, CodeAndHintOfAMissingFolder) {
  const FileError error = error_of([] { OutputFile("/nonexistent/folder/x"); });
  EXPECT_EQ(error.code(), Code::file_unwritable);
  EXPECT_EQ(error.hint(), "check that the folder exists and that you may write to it");
}

// /dev/full takes nothing: the system's own full disk. The loss shows only when buffers are flushed.
TEST(OutputFile, AFullDiskIsNoticedAtTheLatestOnClosing) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const FileError error = error_of([] {
    OutputFile file("/dev/full");
    file.write("particles");
    file.close();
  });
  EXPECT_EQ(error.code(), Code::disk_full);
  EXPECT_EQ(error.message(), "can not write /dev/full: No space left on device");
  EXPECT_EQ(error.hint(), "free some space, or write to another disk");
}

}  // namespace
}  // namespace cryocosm::exporters
