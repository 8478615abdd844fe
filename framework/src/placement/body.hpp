// What the host learns about a shape before it tries to place it.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "cryocosm/rasterizer.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm {

/// A shape as the placement engine sees it.
struct Body {
  std::vector<Vec3> probes;  ///< Rasterizer::probes, ordered so that a collision shows early
  std::vector<Vec3> rim;     ///< points under the surface, likely to be excluded in any pose; may be empty
  Ball inner;                ///< Rasterizer::inner_ball
  double radius_A = 0;       ///< Shape::radius_A
  double shadow_A2 = 0;      ///< area of its projection along the anchor's axis; 0 without an anchor
};

/// The bodies of shapes that live as long as their generator; asked once for each shape. [any]
class BodyBook {
 public:
  BodyBook(const Rasterizer& rasterizer, const Component& component, double voxel_A)
      : rasterizer_(rasterizer), component_(component), voxel_A_(voxel_A) {}
  /// Throws Error naming the rasterizer when it throws or breaks a promise.
  std::shared_ptr<const Body> of(const Unit& unit) const;

 private:
  const Rasterizer& rasterizer_;
  const Component& component_;
  double voxel_A_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<const Shape*, std::shared_ptr<const Body>> shared_;
};

/// Points of the unit's frame, on a lattice of voxels, that are excluded there and have a neighbour that is
/// not; at most `limit`, spread evenly. None for shapes that are too large for it to pay. [any]
std::vector<Vec3> rim_points(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                             std::size_t limit = 256);

/// The area that the body covers seen along `axis`, a direction of its frame: columns of voxels in which it
/// excludes one. The columns of a large body are wider. [any]
double shadow_A2(const Rasterizer& rasterizer, const Shape& shape, Vec3 axis, double voxel_A);

/// Probe points, at most `limit` of them, farthest first from the centre-most one: each point is the
/// one farthest from all before it, so a prefix of any length covers the body evenly. [any]
std::vector<Vec3> ordered_probes(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                                 std::size_t limit = 256);

}  // namespace cryocosm
