// Rasterizers (the paper's D and L^G): draw one unit with its pose into a window of voxels.
#pragma once

#include <string_view>
#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm {

/// Extension point "rasterizer". Everything is [any]. The value of a voxel must depend on its global
/// index, the shape and the pose only, never on the window: painting goes tile by tile and must
/// give the same bits for every tiling.
class CRYOCOSM_API Rasterizer {
 public:
  using Extends = Rasterizer;
  static constexpr ExtensionPoint extends{"rasterizer", 2};
  virtual ~Rasterizer();

  /// The kind of Shape it draws; the host hands it no other.
  virtual std::string_view kind() const = 0;

  /// Adds the unit's density to `window`.
  virtual void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const = 0;

  /// Sets to 1 every voxel of `window` that the unit excludes and leaves the others alone. A voxel
  /// is excluded when its centre lies in the excluded body.
  virtual void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const = 0;

  /// Writes the number of its part, as StructureGenerator::part_name() counts them, to every voxel of
  /// `window` that lies in one that is labelled apart. Voxels that the unit owns, and those that nobody owns,
  /// get the part's label in place of the unit's or none; where parts of several units meet that nobody
  /// owns, the last unit's. Asked only when the structure has parts.
  virtual void parts(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const;

  /// Appends points of the unit's frame, Å, such that in every pose the voxel containing a point is
  /// excluded: the points lie deeper than half a voxel diagonal inside the body. A candidate that
  /// hits a taken voxel at such a point is refused without the full test, so more points mean
  /// earlier refusals; none at all is correct too. The host orders them.
  virtual void probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const;

  /// A ball of the unit's frame such that in every pose each voxel whose centre lies in it is excluded.
  /// The larger it is, the fewer places the host tries in vain; radius 0, the default, means that none is
  /// known.
  virtual Ball inner_ball(const Shape& shape, double voxel_A) const;
};

}  // namespace cryocosm
