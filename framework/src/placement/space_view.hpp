// The scene as a transform generator sees it.
#pragma once

#include "cryocosm/transform.hpp"
#include "placement/entry_space.hpp"

namespace cryocosm {

/// For one unit of one chain; everything is borrowed. [worker]
class SpaceView final : public SceneView {
 public:
  /// `rooms` are those of the space, or others that ask for less.
  SpaceView(const EntrySpace& space, const Rooms& rooms, std::uint64_t attempt, const Body& body)
      : space_(space), rooms_(rooms), attempt_(attempt), body_(body) {}

  const GridSpec& grid() const override { return space_.scene.grid(); }
  std::uint64_t attempt() const override { return attempt_; }
  bool is_free(Vec3 p) const override { return space_.is_open(voxel_of(p, grid().voxel_A)); }
  std::optional<Pose> random_pose(const Unit&, Random& random) const override {
    auto pose = rooms_.random_pose(body_, random);
    found_no_room_ |= !pose;
    return pose;
  }
  Span<const PlacedUnit> units(std::string_view name) const override {
    const std::string& own = space_.entry.spec->name;
    if (!name.empty() && name != own) return space_.scene.units(name);
    saw_own_units_ = true;
    return space_.scene.units(own);
  }
  Span<const PlacedSurface> surfaces(std::string_view name) const override {
    return space_.scene.surfaces(name);
  }

  bool found_no_room() const { return found_no_room_; }
  bool saw_own_units() const { return saw_own_units_; }

 private:
  const EntrySpace& space_;
  const Rooms& rooms_;
  std::uint64_t attempt_;
  const Body& body_;
  mutable bool found_no_room_ = false;
  mutable bool saw_own_units_ = false;
};

}  // namespace cryocosm
