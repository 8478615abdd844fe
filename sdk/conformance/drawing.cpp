// Drawing in one piece and in tiles.
#include "drawing.hpp"

#include <algorithm>
#include <cmath>

#include "kit_host.hpp"

namespace cryocosm::conformance {
namespace {

struct Tile {
  Index3 first, size;
};

// Cuts at a third and at two fifths and after the first voxel: tiles of very different shape.
std::vector<Tile> tiles_of(Index3 size) {
  const auto cuts = [](std::int64_t n) {
    std::vector<std::int64_t> all{0, 1, n / 3, 2 * n / 5, n};
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  };
  const auto xs = cuts(size.x), ys = cuts(size.y), zs = cuts(size.z);
  std::vector<Tile> tiles;
  for (std::size_t k = 0; k + 1 < zs.size(); ++k)
    for (std::size_t j = 0; j + 1 < ys.size(); ++j)
      for (std::size_t i = 0; i + 1 < xs.size(); ++i)
        tiles.push_back({{xs[i], ys[j], zs[k]}, {xs[i + 1] - xs[i], ys[j + 1] - ys[j], zs[k + 1] - zs[k]}});
  return tiles;
}

void find_problems(Drawing& drawing, bool borders_intact) {
  if (!borders_intact) drawing.problems.push_back("voxels outside the window were written");
  if (!std::all_of(drawing.density.begin(), drawing.density.end(), [](float v) { return std::isfinite(v); }))
    drawing.problems.push_back("draw() made a density that is not finite");
  if (std::any_of(drawing.taken.begin(), drawing.taken.end(), [](std::uint8_t v) { return v > 1; }))
    drawing.problems.push_back("exclude() wrote something else than 1");
}

}  // namespace

Frame frame_around(const Shape& shape, const Pose& pose, double voxel_A) {
  const Box box = cube_around(pose.position_A, shape.radius_A());
  const auto low = [&](double p) { return static_cast<std::int64_t>(std::floor(p / voxel_A)) - 3; };
  const auto high = [&](double p) { return static_cast<std::int64_t>(std::ceil(p / voxel_A)) + 4; };
  const Index3 origin{low(box.low.x), low(box.low.y), low(box.low.z)};
  return {origin,
          {high(box.high.x) - origin.x, high(box.high.y) - origin.y, high(box.high.z) - origin.z},
          voxel_A};
}

Drawing draw_shape(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const Frame& frame,
                   bool in_tiles, int threads) {
  GuardedWindow<float> density(frame.origin, frame.size, frame.voxel_A, 0.0F);
  GuardedWindow<std::uint8_t> taken(frame.origin, frame.size, frame.voxel_A, 0);
  const std::vector<Tile> tiles = in_tiles ? tiles_of(frame.size) : std::vector<Tile>{{{}, frame.size}};
  split_over_threads(tiles.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      rasterizer.draw(shape, pose, density.part(tiles[i].first, tiles[i].size));
      rasterizer.exclude(shape, pose, taken.part(tiles[i].first, tiles[i].size));
    }
  });
  Drawing drawing{frame, density.inside(), taken.inside(), {}};
  find_problems(drawing, density.is_border_intact() && taken.is_border_intact());
  return drawing;
}

Vec3 dyadic_position(const SampleShape& sample) {
  const double far_A = sample.voxel_A * std::ceil(sample.shape->radius_A() / sample.voxel_A + 8);
  return Vec3{far_A, far_A, far_A} + sample.voxel_A * Vec3{0.25, -0.375, 0.125};
}

}  // namespace cryocosm::conformance
