// Same seed, same bytes: on one thread and on two, from JSON and from INI; another seed, others.
#include <algorithm>
#include <map>

#include "cli/cli.hpp"

namespace cryocosm::test {
namespace {

using ReproducibilityTest = FolderTest;

const std::string k_quickstart = std::string(CRYOCOSM_SOURCE) + "/examples/quickstart";

// Every file of a run by name; run.json carries times, so it is left out.
std::map<std::string, std::string> files_of(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename() == "run.json") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

std::vector<std::string> differing(const std::string& a, const std::string& b) {
  const auto first = files_of(a), second = files_of(b);
  std::vector<std::string> names;
  for (const auto& [name, bytes] : first) {
    const auto other = second.find(name);
    if (other == second.end() || other->second != bytes) names.push_back(name);
  }
  EXPECT_EQ(first.size(), second.size());
  return names;
}

TEST_F(ReproducibilityTest, ThreadsFormatsAndRepetitionsDoNotMatterSeedsDo) {
  const auto run = [&](const std::string& format, const std::string& out, const std::string& threads,
                       const std::string& seed) {
    const Finished f =
        cryocosm({"run", k_quickstart + format, "-o", path(out), "--threads", threads, "--seed", seed});
    ASSERT_EQ(f.exit_code, 0) << f.err;
  };
  run(".json", "one", "1", "42");
  run(".json", "two", "2", "42");
  run(".ini", "ini", "2", "42");
  run(".json", "other", "2", "43");
  EXPECT_TRUE(differing(path("one"), path("two")).empty());
  EXPECT_TRUE(differing(path("two"), path("ini")).empty());
  const auto changed = differing(path("one"), path("other"));
  for (const char* name :
       {"density.mrc", "instances.nrrd", "particles.csv", "tilt_series.mrc", "tomogram.mrc"})
    EXPECT_NE(std::find(changed.begin(), changed.end(), name), changed.end()) << name;
}

}  // namespace
}  // namespace cryocosm::test
