// Unit tests of @NAME@.particle_list.
#include "particle_list.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "cryocosm/testing.hpp"

namespace @NAME@ {
namespace {

using namespace cryocosm;

// A finished run of two units; everything that the exporter does not ask for is empty.
class TwoUnits final : public FinishedRun {
 public:
  TwoUnits() : labels_(2), units_(2) {
    labels_[0].label = 1;
    labels_[0].name = "ferritin";
    labels_[1].label = 2;
    labels_[1].name = "thyroglobulin";
    units_[0].pose.position_A = {20, 30, 40.5};
    units_[0].label = 2;
    units_[1].pose.position_A = {0, 5, 10};
    units_[1].label = 1;
  }
  std::string_view name() const override { return "two"; }
  std::uint64_t seed() const override { return 1; }
  const GridSpec& grid() const override { return grid_; }
  const float* density() const override { return nullptr; }
  const std::uint16_t* labels() const override { return nullptr; }
  const std::uint32_t* instances() const override { return nullptr; }
  Span<const PlacedUnit> units() const override { return view(units_); }
  Span<const ChainInfo> chains() const override { return {}; }
  const Surface* surface(const PlacedUnit&) const override { return nullptr; }
  Span<const LabelInfo> label_table() const override { return view(labels_); }
  const Dataset* tilt_series() const override { return nullptr; }
  const Dataset* tomogram() const override { return nullptr; }
  void unit_mask(const PlacedUnit&, const GridSpec&, std::uint8_t*) const override {}

 private:
  GridSpec grid_{{16, 16, 16}, 10};
  std::vector<LabelInfo> labels_;
  std::vector<PlacedUnit> units_;
};

// A folder that is removed after the test.
class TestFolder final : public OutputFolder {
 public:
  TestFolder() {
    std::string name = ::testing::TempDir() + "particle_list_XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~TestFolder() override { std::filesystem::remove_all(folder_); }
  std::string file(std::string_view name) override { return (folder_ / name).string(); }
  std::string text(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path folder_;
};

TEST(ParticleList, WritesOneLineForEachUnitInVoxels) {
  TestFolder folder;
  cryocosm::testing::TestRun run;
  ParticleList(ParticleListParams{}).write(TwoUnits(), folder, run);
  EXPECT_EQ(folder.text("particles.txt"), "# class x y z\nthyroglobulin 2 3 4.05\nferritin 0 0.5 1\n");
}

TEST(ParticleList, WritesAngstromIntoTheFileAskedFor) {
  ParticleListParams params;
  params.file = "list.txt";
  params.unit = "angstrom";
  TestFolder folder;
  cryocosm::testing::TestRun run;
  ParticleList(params).write(TwoUnits(), folder, run);
  EXPECT_EQ(folder.text("list.txt"), "# class x y z\nthyroglobulin 20 30 40.5\nferritin 0 5 10\n");
}

TEST(ParticleList, RefusesAPathForAName) {
  const Schema<ParticleListParams> schema = ParticleList::schema();
  ASSERT_EQ(schema.info().rules.size(), 1u);
  Value file;
  file.type = Value::Type::text;
  file.text = "../particles.txt";
  Value params;
  params.type = Value::Type::group;
  params.keys = {"file"};
  params.items = {file};
  EXPECT_EQ(schema.first_broken_rule(params), 0);
}

}  // namespace
}  // namespace @NAME@
