// Hard layers, filtered piece by piece and averaged over voxels.
#include "layers.hpp"

#include <algorithm>
#include <cmath>

#include "fine_lattice.hpp"
#include "near_pieces.hpp"

namespace cryocosm::membranes {
namespace {

/// Calls visit(window) for pieces that cover `window`, of at most `side` voxels along each axis.
template <class Visit>
void for_each_piece(const VoxelWindow<float>& window, std::int64_t side, Visit visit) {
  for (std::int64_t z = 0; z < window.size.z; z += side)
    for (std::int64_t y = 0; y < window.size.y; y += side)
      for (std::int64_t x = 0; x < window.size.x; x += side) {
        VoxelWindow<float> piece = window;
        piece.data = window.row(y, z) + x;
        piece.origin = {window.origin.x + x, window.origin.y + y, window.origin.z + z};
        piece.size = {std::min(side, window.size.x - x), std::min(side, window.size.y - y),
                      std::min(side, window.size.z - z)};
        visit(piece);
      }
}

/// Means over the points of voxels in a row, of a lattice that begins `pad` points before the piece.
class RowMeans {
 public:
  RowMeans(const Volume& fine, std::int64_t per_voxel, std::int64_t pad)
      : fine_(fine), per_voxel_(per_voxel), pad_(pad) {}
  double of(std::int64_t x, std::int64_t y, std::int64_t z) const {
    const Index3 size = fine_.grid.size;
    double sum = 0;
    for (std::int64_t k = z * per_voxel_ + pad_; k < (z + 1) * per_voxel_ + pad_; ++k)
      for (std::int64_t j = y * per_voxel_ + pad_; j < (y + 1) * per_voxel_ + pad_; ++j) {
        const float* const row = fine_.voxels.data() + (k * size.y + j) * size.x + x * per_voxel_ + pad_;
        for (std::int64_t i = 0; i < per_voxel_; ++i) sum += static_cast<double>(row[i]);
      }
    return sum / static_cast<double>(per_voxel_ * per_voxel_ * per_voxel_);
  }

 private:
  const Volume& fine_;
  std::int64_t per_voxel_, pad_;
};

}  // namespace

Schema<NoParams> Layers::schema() {
  Schema<NoParams> s("Draws a membrane as two hard layers that a Gaussian filter smooths.");
  s.details(
      "The paper's way (II-A.1), on a lattice finer than the layers; hundreds of times slower than "
      "membranes.bilayer, with which it agrees to 2 % of the wall's density.");
  return s;
}

void Layers::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const ImplicitField& field = field_of(shape);
  const FineLattice lattice(field.wall(), window.voxel_A);
  const double reach_A = bilayer_reach_A(field.wall(), window.voxel_A);
  const std::int64_t n = lattice.per_voxel, pad = reach_of_filter(host_.imaging(), lattice);
  constexpr std::int64_t k_piece = 64;  // points; with the pad they fit the cache of level 2 or 3
  std::vector<float> distances_of_row;
  for_each_piece(window, std::max<std::int64_t>(1, k_piece / n), [&](const VoxelWindow<float>& piece) {
    host_.stop_if_cancelled();
    if (is_far(field, distance_at_middle_A(field, pose, piece), piece, reach_A)) return;
    const auto low = [&](std::int64_t voxel) { return voxel * n - pad; };
    const auto points = [&](std::int64_t voxels) { return voxels * n + 2 * pad; };
    Volume fine =
        hard_layers(field, pose, lattice, {low(piece.origin.x), low(piece.origin.y), low(piece.origin.z)},
                    {points(piece.size.x), points(piece.size.y), points(piece.size.z)});
    host_.imaging().gaussian(fine, lattice.smoothing_A);
    const RowMeans means(fine, n, pad);
    std::int64_t row_index = 0;
    for_each_row(field, pose, piece, distances_of_row, [&](float* row, const std::vector<float>& distances) {
      const std::int64_t y = row_index % piece.size.y, z = row_index / piece.size.y;
      for (std::int64_t x = 0; x < piece.size.x; ++x)
        if (std::abs(distances[static_cast<std::size_t>(x)]) <= static_cast<float>(reach_A))
          row[x] += static_cast<float>(means.of(x, y, z));
      ++row_index;
    });
  });
}

}  // namespace cryocosm::membranes
