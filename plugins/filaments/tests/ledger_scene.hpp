// A scene with units but without collisions, for tests of transforms that look at what has been placed.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/error.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::filaments::test {

class LedgerScene final : public SceneView {
 public:
  LedgerScene(const GridSpec& grid, std::string own_entry) : own(std::move(own_entry)), grid_(grid) {}
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return attempt_number; }
  bool is_free(Vec3) const override { return true; }
  std::optional<Pose> random_pose(const Unit&, Random& random) const override {
    const Box box = bounds(grid_);
    const Vec3 size = box.high - box.low;
    Vec3 p = box.low;
    p.x += size.x * random.uniform();
    p.y += size.y * random.uniform();
    p.z += size.z * random.uniform();
    return Pose{random_rotation(random), p};
  }
  Span<const PlacedUnit> units(std::string_view name) const override {
    return name.empty() || name == own ? view(placed) : name == "others" ? view(others) : view(none_);
  }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {}; }

  /// Appends a chain of `unit`s to `to`, numbered on from what is there.
  static void add(std::vector<PlacedUnit>& to, const Unit& unit, const std::vector<Pose>& poses,
                  std::uint32_t parent, std::uint32_t first_instance = 1) {
    const std::uint32_t chain = to.empty() ? 1 : to.back().chain + 1;
    for (std::size_t i = 0; i < poses.size(); ++i) {
      PlacedUnit placed;
      placed.shape = unit.shape;
      placed.pose = poses[i];
      placed.instance = static_cast<std::uint32_t>(to.size()) + first_instance;
      placed.parent = i == 0 ? parent : 0;
      placed.chain = chain;
      placed.index = static_cast<std::uint32_t>(i);
      to.push_back(placed);
    }
  }

  std::string own;
  std::vector<PlacedUnit> placed, others;
  std::uint64_t attempt_number = 0;

 private:
  GridSpec grid_;
  std::vector<PlacedUnit> none_;
};

}  // namespace cryocosm::filaments::test
