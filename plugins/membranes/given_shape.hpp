// A membrane whose shape the user gave: placed as often as wanted, each time with a wall of its own.
#pragma once

#include <memory>
#include <string>

#include "grid_form.hpp"
#include "lazy.hpp"
#include "membrane.hpp"

namespace cryocosm::membranes {

/// How far from its mid-surface any wall of these parameters is drawn.
double largest_reach_A(const BilayerParams& wall, double voxel_A);

/// The lowest value that no more than `count` values lie below: a level that keeps a volume of so many
/// voxels.
float level_of_count(std::vector<float> values, std::size_t count);

/// Throws DataError when a Gaussian of `smoothing_A` is too wide for something of that width in `file`.
void require_gentle(double smoothing_A, double width_A, const std::string& file);

/// Everything is computed when it is made, on all of the host's threads: it is made before anything runs, so
/// that what is wrong with a file is said then.
class GivenShape {
 public:
  /// `field` is in the file's frame, closed, and far enough from its border for the reach of any wall.
  /// `centre_A`, of the file's frame, becomes the origin of the units. `file` is for messages. Warns when the
  /// surface bends more sharply than a wall can follow. Throws DataError when there is no surface. [host]
  GivenShape(SampledField field, Vec3 centre_A, const BilayerParams& wall, const std::string& file,
             BuildContext& build);

  /// [any]
  std::unique_ptr<Structure> draw(Draw& draw) const;
  void facts(Facts& facts) const;

 private:
  BilayerParams wall_;
  double voxel_A_;
  Vec3 centre_A_;
  double radius_A_ = 0;
  double sharpest_bend_A_ = 0;
  std::shared_ptr<const Lazy<GridForm>> form_;
};

}  // namespace cryocosm::membranes
