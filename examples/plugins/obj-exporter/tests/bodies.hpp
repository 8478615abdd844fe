// Bodies of voxels, and what must hold for every mesh around one.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cryocosm/exporter.hpp"
#include "cryocosm/volume.hpp"
#include "mesh.hpp"
#include "voxel_surface.hpp"

namespace obj_exporter {

/// Instances on a grid of 24 x 20 x 22 voxels of 10 Å.
struct Bodies {
  cryocosm::GridSpec grid{{24, 20, 22}, 10};
  std::vector<std::uint32_t> voxels = std::vector<std::uint32_t>(24 * 20 * 22, 0);

  std::uint32_t& at(std::int64_t x, std::int64_t y, std::int64_t z) {
    return voxels[static_cast<std::size_t>((z * grid.size.y + y) * grid.size.x + x)];
  }
  /// Voxels whose centre is nearer to `centre` than `radius`, both in voxels; their number.
  std::size_t add_ball(cryocosm::Vec3 centre, double radius, std::uint32_t instance) {
    std::size_t count = 0;
    for (std::int64_t z = 0; z < grid.size.z; ++z)
      for (std::int64_t y = 0; y < grid.size.y; ++y)
        for (std::int64_t x = 0; x < grid.size.x; ++x) {
          const cryocosm::Vec3 p{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
          if (norm(p - centre) >= radius) continue;
          at(x, y, z) = instance;
          ++count;
        }
    return count;
  }
  Mesh surface(std::uint32_t instance) const {
    return voxel_surface(voxels.data(), grid, instance, boxes_of(voxels.data(), grid, 9)[instance]);
  }
};

/// Every edge has two triangles, which pass it in opposite directions.
inline void expect_closed(const Mesh& mesh) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> passed;
  for (const cryocosm::Triangle& t : mesh.triangles)
    for (const auto& edge : {std::pair{t.a, t.b}, std::pair{t.b, t.c}, std::pair{t.c, t.a}}) ++passed[edge];
  for (const auto& [edge, times] : passed) {
    ASSERT_EQ(times, 1);
    ASSERT_EQ(passed.count({edge.second, edge.first}), 1U);
  }
}

/// Points minus edges plus triangles: 2 for each piece, less 2 for each handle.
inline std::ptrdiff_t euler_characteristic(const Mesh& mesh) {
  const auto triangles = static_cast<std::ptrdiff_t>(mesh.triangles.size());
  return static_cast<std::ptrdiff_t>(mesh.points_A.size()) - triangles * 3 / 2 + triangles;
}

/// A folder that is removed after the test.
class TestFolder final : public cryocosm::OutputFolder {
 public:
  TestFolder() {
    std::string name = ::testing::TempDir() + "obj_exporter_XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~TestFolder() override { std::filesystem::remove_all(folder_); }
  std::string file(std::string_view name) override { return (folder_ / name).string(); }
  std::string text(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace obj_exporter
