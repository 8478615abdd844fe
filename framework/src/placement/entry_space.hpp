// What one entry may use of the volume, and what the host knows about its bodies.
#pragma once

#include <memory>

#include "placement/body.hpp"
#include "placement/engine.hpp"
#include "placement/parent_bodies.hpp"
#include "placement/room.hpp"

namespace cryocosm {

/// Shared by all chains that are grown at the same time; changes only between them. [host] to change,
/// [any] to read.
class EntrySpace {
 public:
  /// `region` is the room of what the entry may use; all else is borrowed.
  EntrySpace(const PlacementEntry& entry, std::uint32_t entry_index, const Scene& scene,
             const ParentBodies& parents, std::shared_ptr<const Room> region);
  EntrySpace(const EntrySpace&) = delete;
  EntrySpace& operator=(const EntrySpace&) = delete;

  const PlacementEntry& entry;
  const std::uint32_t entry_index;
  const Scene& scene;
  const ParentBodies& parents;
  const std::vector<std::string> attaches_to;  ///< entries on whose surfaces its units are placed
  const double surface_area_A2;                ///< of all of these, within the volume

  bool is_on_surfaces() const { return !attaches_to.empty(); }
  const Room& region() const { return *region_; }
  /// Whether the voxel lies in the volume and the region, and nobody wants it for himself.
  bool is_open(Index3 v) const {
    return scene.blocked.contains(v) && !scene.blocked.test(v) && (is_everywhere_ || region_->places.test(v));
  }
  /// Whether all voxels of the body are open, and how many are not.
  bool is_open(const Footprint& body) const;
  std::size_t closed_voxels(const Footprint& body) const;
  /// The same of a body that is embedded in another.
  bool is_open(const Footprint& body, const Embedded& embedded) const {
    return embedded.parent == nullptr ? is_open(body) : closed_voxels(body, embedded) == 0;
  }
  std::size_t closed_voxels(const Footprint& body, const Embedded& embedded) const {
    return closed_voxels(body) - embedded.count(body, region().places);
  }
  /// Whether a body and the gap around it meet no other body but the one that it is embedded in.
  bool keeps_gap(const Footprint& halo, const Embedded& embedded) const {
    return embedded.parent == nullptr ? !meets(halo, scene.bodies)
                                      : overlap(halo, scene.bodies) == overlap(halo, *embedded.parent);
  }
  /// Whether any of the body lies in the gap that another unit keeps.
  bool touches_halo(const Footprint& body) const;

 private:
  const std::shared_ptr<const Room> region_;
  const bool is_everywhere_;  ///< then `blocked` says all, which spares a look into memory

 public:
  const BodyBook bodies;
  Rooms rooms;
};

/// Whether a body in `pose` hits a voxel for which is_blocked(Index3) holds, as far as its points tell: a
/// quick way to refuse, not to accept. [any]
template <class IsBlocked>
bool hits_at_point(const PlacementEntry& entry, const Shape& shape, const Body& body, const Pose& pose,
                   double voxel_A, IsBlocked is_blocked) {
  const Matrix3 rotation = rotation_matrix(pose.rotation);
  const auto voxel_at = [&](Vec3 p) { return voxel_of(rotation * p + pose.position_A, voxel_A); };
  for (const Vec3 probe : body.probes)
    if (is_blocked(voxel_at(probe))) return true;
  for (const Vec3 point : body.rim) {
    const Index3 v = voxel_at(point);
    if (!is_blocked(v)) continue;
    std::uint8_t excluded = 0;
    guarded_call(*entry.spec->rasterizer.component, [&] {
      entry.rasterizer->exclude(shape, pose, {&excluded, v, {1, 1, 1}, 1, 1, voxel_A});
    });
    if (excluded != 0) return true;
  }
  return false;
}

}  // namespace cryocosm
