// A scene whose random poses come from a function, for tests of transforms.
#pragma once

#include <functional>

#include "cryocosm/error.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules::test {

class FakeScene final : public SceneView {
 public:
  using Source = std::function<std::optional<Pose>(Random&)>;
  FakeScene(const GridSpec& grid, Source source) : grid_(grid), source_(std::move(source)) {}
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return 0; }
  bool is_free(Vec3) const override { return true; }
  std::optional<Pose> random_pose(const Unit&, Random& random) const override {
    ++asked;
    return source_(random);
  }
  Span<const PlacedUnit> units(std::string_view) const override { return {}; }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {}; }
  mutable int asked = 0;

 private:
  GridSpec grid_;
  Source source_;
};

}  // namespace cryocosm::macromolecules::test
