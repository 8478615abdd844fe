// Ctrl-C in each of the four phases: gone within a second, nothing left, the right exit code.
#include <csignal>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

class InterruptTest : public FolderTest, public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / (std::string("cryocosm-interrupt-") + GetParam());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
};

constexpr const char* k_large = R"({
  "cryocosm": 1, "seed": 3,
  "volume": {"size": [400, 400, 150], "voxel": "10 A"},
  "structures": [
    {"use": "membranes.sphere", "occupancy": 0.1, "params": {"radius": {"uniform": ["15 nm", "35 nm"]}}},
    {"use": "filaments.microtubule", "occupancy": 0.02, "chain_tries": 2000}
  ],
  "acquisition": [{"use": "tem.project"}, {"use": "tem.noise"}, {"use": "tem.reconstruct"}]
})";

TEST_P(InterruptTest, StopsWithinASecondAndLeavesNothing) {
  const std::string phase = GetParam();
  const std::string pipeline = write("large.json", k_large);
  const Finished f = cryocosm({"run", pipeline, "-o", path("out"), "-v"}, [&](const std::string& line) {
    return line == "cryocosm: " + phase ? SIGINT : 0;
  });
  EXPECT_EQ(f.exit_code, 130) << f.err;
  EXPECT_LT(f.seconds_after_signal, 1.0);
  EXPECT_NE(f.err.find("cryocosm: error CC7001: interrupted"), std::string::npos) << f.err;
  EXPECT_FALSE(std::filesystem::exists(path("out")));
}

INSTANTIATE_TEST_SUITE_P(Phases, InterruptTest,
                         ::testing::Values("placing", "painting", "acquiring", "exporting"),
                         [](const auto& phase) { return std::string(phase.param); });

}  // namespace
}  // namespace cryocosm::test
