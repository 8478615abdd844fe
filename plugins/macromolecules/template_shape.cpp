// From a volume to a placeable template.
#include "template_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "distance_transform.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

// Density below this part of the greatest is not worth the voxels it takes.
constexpr float k_negligible = 1e-3F;

// Directions of the width measurement. No direction of the sphere is farther than this angle
// from one of them or its opposite, so a width between them is off by at most that part of the widest.
constexpr int k_directions = 400;
constexpr double k_direction_gap = 0.15;

template <class Visit>
void for_each_voxel(Index3 size, Visit visit) {
  std::size_t at = 0;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x, ++at) visit(Index3{x, y, z}, at);
}

// Voxels whose centre lies within `radius` voxels of the centre of one of the mask. Squares of distances are
// integers, exact in a float up to 4096 voxels.
std::vector<std::uint8_t> dilated(const std::vector<std::uint8_t>& mask, Index3 size, double radius) {
  std::vector<float> distance2(mask.size());
  std::transform(mask.begin(), mask.end(), distance2.begin(),
                 [](std::uint8_t m) { return m != 0 ? 0.0F : std::numeric_limits<float>::infinity(); });
  DistanceLine transform;
  std::vector<double> line;
  for_each_line(size, [&](std::int64_t first, std::int64_t n, std::int64_t stride) {
    float* const voxels = distance2.data() + first;
    line.resize(static_cast<std::size_t>(n));
    for (std::int64_t i = 0; i < n; ++i) line[static_cast<std::size_t>(i)] = voxels[i * stride];
    transform.spread(line);
    for (std::int64_t i = 0; i < n; ++i)
      voxels[i * stride] = static_cast<float>(line[static_cast<std::size_t>(i)]);
  });
  std::vector<std::uint8_t> result(mask.size());
  std::transform(distance2.begin(), distance2.end(), result.begin(), [&](float d2) {
    return static_cast<std::uint8_t>(static_cast<double>(d2) <= radius * radius);
  });
  return result;
}

// Half the size of the smallest box around voxel N/2 that holds the mask and all density.
Index3 half_box(const Volume& volume, const std::vector<std::uint8_t>& mask) {
  const Index3 c{volume.grid.size.x / 2, volume.grid.size.y / 2, volume.grid.size.z / 2};
  Index3 half;
  for_each_voxel(volume.grid.size, [&](Index3 i, std::size_t at) {
    if (mask[at] == 0 && volume.voxels[at] == 0.0F) return;
    half = {std::max(half.x, std::abs(i.x - c.x)), std::max(half.y, std::abs(i.y - c.y)),
            std::max(half.z, std::abs(i.z - c.z))};
  });
  return half;
}

std::array<Vec3, k_directions> directions() {
  const double golden = k_pi * (3 - std::sqrt(5.0));
  std::array<Vec3, k_directions> result;
  for (int i = 0; i < k_directions; ++i) {  // a Fibonacci lattice on the upper half
    const double z = (i + 0.5) / k_directions;
    const double r = std::sqrt(1 - z * z);
    result[static_cast<std::size_t>(i)] = {r * std::cos(golden * i), r * std::sin(golden * i), z};
  }
  return result;
}

// The first and last mask voxel of each row span the same widths as all of them.
std::vector<Vec3> row_ends(const DensityTemplate& shape) {
  const Index3 size = shape.grid().size;
  std::vector<Vec3> points;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y) {
      const std::uint8_t* const row = shape.mask().data + (z * size.y + y) * size.x;
      std::int64_t first = 0, last = size.x - 1;
      while (first < size.x && row[first] == 0) ++first;
      if (first == size.x) continue;
      while (row[last] == 0) --last;
      for (const std::int64_t x : {first, last})
        points.push_back({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
    }
  return points;
}

std::string whole_A(double length_A) { return number_text(std::round(length_A)); }

}  // namespace

void require_affordable(const GridSpec& grid, const std::string& what) {
  const auto length = [](std::int64_t n) { return static_cast<double>(n); };
  if (length(grid.size.x) * length(grid.size.y) * length(grid.size.z) <= k_most_template_voxels) return;
  throw DataError("the template of " + what + " would have " + std::to_string(grid.size.x) + " x " +
                      std::to_string(grid.size.y) + " x " + std::to_string(grid.size.z) +
                      " voxels, more than " + number_text(k_most_template_voxels),
                  "look for stray atoms or beads, or choose larger voxels", Code::too_large);
}

std::vector<std::uint8_t> mask_at(const Volume& volume, double threshold) {
  std::vector<std::uint8_t> mask(volume.voxels.size());
  std::transform(volume.voxels.begin(), volume.voxels.end(), mask.begin(), [threshold](float value) {
    return static_cast<std::uint8_t>(static_cast<double>(value) >= threshold);
  });
  return mask;
}

double density_of_rank(const Volume& volume, std::size_t count) {
  std::vector<float> values = volume.voxels;
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(values.begin(), nth, values.end(), std::greater<>());
  return static_cast<double>(*nth);
}

void clear_outside(Volume& volume, const std::vector<std::uint8_t>& mask, double reach_A) {
  const std::vector<std::uint8_t> kept = dilated(mask, volume.grid.size, reach_A / volume.grid.voxel_A);
  float greatest = 0;
  for (const float value : volume.voxels) greatest = std::max(greatest, std::abs(value));
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i] == 0 || (mask[i] == 0 && std::abs(volume.voxels[i]) < k_negligible * greatest))
      volume.voxels[i] = 0;
}

void scale(Volume& volume, double factor) {
  for (float& value : volume.voxels) value = static_cast<float>(factor * static_cast<double>(value));
}

double sum_of(const Volume& volume) {
  double sum = 0;
  for (const float value : volume.voxels) sum += static_cast<double>(value);
  return sum;
}

double mean_inside(const Volume& volume, const std::vector<std::uint8_t>& mask) {
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < mask.size(); ++i)
    if (mask[i] != 0) {
      sum += static_cast<double>(volume.voxels[i]);
      ++count;
    }
  return count > 0 ? sum / count : 0;
}

double volume_at_half_maximum_A3(const Volume& volume) {
  const double half =
      0.5 * static_cast<double>(*std::max_element(volume.voxels.begin(), volume.voxels.end()));
  const auto inside = std::count_if(volume.voxels.begin(), volume.voxels.end(),
                                    [half](float value) { return static_cast<double>(value) > half; });
  return static_cast<double>(inside) * std::pow(volume.grid.voxel_A, 3);
}

std::unique_ptr<DensityTemplate> trimmed_template(const Volume& volume,
                                                  const std::vector<std::uint8_t>& mask) {
  const Index3 half = half_box(volume, mask);
  const Index3 size = volume.grid.size;
  const GridSpec trimmed{{2 * half.x + 1, 2 * half.y + 1, 2 * half.z + 1}, volume.grid.voxel_A};
  const Index3 shift{size.x / 2 - half.x, size.y / 2 - half.y, size.z / 2 - half.z};
  std::vector<float> density(trimmed.count(), 0.0F);
  std::vector<std::uint8_t> inside(trimmed.count(), 0);
  for_each_voxel(trimmed.size, [&](Index3 i, std::size_t at) {
    // an even box ends one voxel earlier above its centre than below it
    const Index3 j{i.x + shift.x, i.y + shift.y, i.z + shift.z};
    if (j.x >= size.x || j.y >= size.y || j.z >= size.z) return;
    const auto from = static_cast<std::size_t>(j.x + size.x * (j.y + size.y * j.z));
    density[at] = volume.voxels[from];
    inside[at] = mask[from];
  });
  return std::make_unique<DensityTemplate>(trimmed, std::move(density), std::move(inside));
}

Extents extents(const DensityTemplate& shape) {
  const std::vector<Vec3> points = row_ends(shape);
  Extents found{0, std::numeric_limits<double>::infinity()};
  for (const Vec3 u : directions()) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Vec3 p : points) {
      const double along = dot(u, p);
      low = std::min(low, along);
      high = std::max(high, along);
    }
    const double voxel_width = std::abs(u.x) + std::abs(u.y) + std::abs(u.z);
    const double width_A = (high - low + voxel_width) * shape.grid().voxel_A;
    found.widest_A = std::max(found.widest_A, width_A);
    found.narrowest_A = std::min(found.narrowest_A, width_A);
  }
  return found;
}

double diagonal_A(const GridSpec& volume) {
  const Box box = bounds(volume);
  return norm(box.high - box.low);
}

void require_fit(const Extents& extents, const GridSpec& volume, const std::string& what) {
  const Vec3 size = bounds(volume).high - bounds(volume).low;
  const double narrowest_A = extents.narrowest_A - k_direction_gap * extents.widest_A;
  if (extents.widest_A <= diagonal_A(volume) && narrowest_A <= std::min({size.x, size.y, size.z})) return;
  throw DataError(what + " is " + whole_A(extents.widest_A) + " A long and " + whole_A(extents.narrowest_A) +
                      " A wide; no rotation fits it into the volume of " + number_text(size.x) + " x " +
                      number_text(size.y) + " x " + number_text(size.z) + " A",
                  "enlarge the volume or leave this template out", Code::too_large);
}

}  // namespace cryocosm::macromolecules
