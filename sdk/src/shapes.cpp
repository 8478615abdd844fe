// The shapes that the SDK itself provides: density templates and sets of balls.
#include <cmath>
#include <utility>

#include "cryocosm/error.hpp"
#include "cryocosm/structure.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm {
namespace {

// Radius around voxel N/2 of the ball that holds every voxel for which `holds(index)` is true.
template <class Predicate>
double radius_of(const GridSpec& grid, Index3 centre, Predicate holds) {
  double largest = 0;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++at)
        if (holds(at)) {
          const Vec3 d{static_cast<double>(x - centre.x), static_cast<double>(y - centre.y),
                       static_cast<double>(z - centre.z)};
          largest = std::max(largest, dot(d, d));
        }
  return std::sqrt(largest) * grid.voxel_A;
}

void find_mask_box(const GridSpec& grid, const std::vector<std::uint8_t>& mask, Index3& low, Index3& high) {
  low = grid.size;
  high = {-1, -1, -1};
  std::size_t at = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++at)
        if (mask[at] != 0) {
          low = {std::min(low.x, x), std::min(low.y, y), std::min(low.z, z)};
          high = {std::max(high.x, x), std::max(high.y, y), std::max(high.z, z)};
        }
}

}  // namespace

Shape::~Shape() = default;
ImplicitField::~ImplicitField() = default;
DensityTemplate::~DensityTemplate() = default;
SphereSet::~SphereSet() = default;

DensityTemplate::DensityTemplate(const GridSpec& grid, std::vector<float> density,
                                 std::vector<std::uint8_t> mask)
    : grid_(grid), density_(std::move(density)), mask_(std::move(mask)) {
  if (grid.size.x < 1 || grid.size.y < 1 || grid.size.z < 1 || !(grid.voxel_A > 0))
    throw DataError("a template needs a grid of at least one voxel and a positive voxel size");
  if (density_.size() != grid.count() || mask_.size() != grid.count())
    throw DataError("density and mask of a template must have one value per voxel of its grid", {},
                    Code::wrong_size);
  for (const float value : density_)
    if (!std::isfinite(value)) throw DataError("the density of a template is not finite everywhere");
  for (const std::uint8_t inside : mask_) mask_count_ += inside != 0;
  if (mask_count_ == 0)
    throw DataError("the mask of a template is empty",
                    "lower the level that separates molecule from background");
  find_mask_box(grid_, mask_, mask_low_, mask_high_);
  // corners of the outermost voxels belong to the ball: add half a diagonal
  const double corner = 0.5 * std::sqrt(3.0) * grid.voxel_A;
  mask_radius_A_ = radius_of(grid_, centre(), [this](std::size_t i) { return mask_[i] != 0; }) + corner;
  // trilinear interpolation reaches one voxel beyond the outermost sample that is not zero
  const double support = radius_of(grid_, centre(), [this](std::size_t i) { return density_[i] != 0.0F; });
  radius_A_ = std::max(mask_radius_A_, support + std::sqrt(3.0) * grid.voxel_A);
}

SphereSet::SphereSet(std::vector<Ball> balls, double edge_A) : balls_(std::move(balls)), edge_A_(edge_A) {
  if (balls_.empty()) throw DataError("a set of balls is empty");
  if (!(edge_A_ > 0) || !std::isfinite(edge_A_))
    throw DataError("the edge width of a set of balls must be positive and finite, not " + number_text(edge_A_));
  for (const Ball& ball : balls_) {
    if (!(ball.radius_A > 0) || !std::isfinite(ball.radius_A))
      throw DataError("a ball needs a positive and finite radius, not " + number_text(ball.radius_A));
    if (!std::isfinite(norm(ball.centre_A)) || !std::isfinite(ball.density))
      throw DataError("a ball's centre or density is not finite");
    radius_A_ = std::max(radius_A_, norm(ball.centre_A) + ball.radius_A + 2 * edge_A_);
  }
}

}  // namespace cryocosm
