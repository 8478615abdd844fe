// A finished run, an output folder and a volume writer for tests of exporters.
#include "fake_run.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "cryocosm/error.hpp"

namespace cryocosm::exporters {

FakeRun::FakeRun(const GridSpec& grid)
    : density_voxels(grid.count()), label_voxels(grid.count()), instance_voxels(grid.count()), grid_(grid) {}

void FakeRun::unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const {
  const auto& spheres = static_cast<const SphereSet&>(*unit.shape);
  const Index3 centre{grid.size.x / 2, grid.size.y / 2, grid.size.z / 2};
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++mask) {
        const Vec3 p =
            grid.voxel_A * Vec3{static_cast<double>(x - centre.x), static_cast<double>(y - centre.y),
                                static_cast<double>(z - centre.z)};
        *mask = 0;
        for (const SphereSet::Ball& ball : spheres.balls())
          if (norm(p - ball.centre_A) <= ball.radius_A) *mask = 1;
      }
}

void FakeRun::add_chain(std::uint32_t label, const Shape* shape, const std::vector<Pose>& poses,
                        bool has_centerline, const Surface* surface, std::uint32_t parent) {
  const auto chain = static_cast<std::uint32_t>(all_chains.size() + 1);
  all_chains.push_back({chain, label - 1, static_cast<std::uint32_t>(all_units.size()),
                        static_cast<std::uint32_t>(poses.size()), has_centerline});
  for (std::size_t i = 0; i < poses.size(); ++i) {
    PlacedUnit unit;
    unit.shape = shape;
    unit.pose = poses[i];
    unit.instance = static_cast<std::uint32_t>(all_units.size() + 1);
    unit.parent = i == 0 ? parent : 0;
    unit.entry = label - 1;
    unit.chain = chain;
    unit.index = static_cast<std::uint32_t>(i);
    unit.label = label;
    all_units.push_back(unit);
    surfaces.push_back(surface);
  }
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "exporters-XXXXXX").string();
  CRYOCOSM_CHECK(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(std::string_view name) {
  names.emplace_back(name);
  return (path_ / name).string();
}

std::string TemporaryFolder::text_of(const std::string& name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Volume KeptVolumes::read(const std::string&) const { return {}; }

void KeptVolumes::write(const std::string& path, const VolumeView& volume) const {
  kept.push_back({std::filesystem::path(path).filename().string(), volume});
}

}  // namespace cryocosm::exporters
