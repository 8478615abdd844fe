// What the tests of templates share: maps of a ball, building a template of one, and its integrals.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "checks.hpp"
#include "cryocosm/testing.hpp"
#include "fakes.hpp"
#include "template.hpp"

namespace cryocosm::macromolecules::test {

using cryocosm::testing::TestBuild;

inline const GridSpec k_grid{{100, 100, 50}, 10};

// A soft-edged ball (radius in Å, off centre by one voxel along x) in arbitrary units.
inline Volume ball_map(std::int64_t size, double voxel_A, double radius_A, double inside, double background) {
  Volume map;
  map.grid = {{size, size, size}, voxel_A};
  for (std::int64_t z = 0; z < size; ++z)
    for (std::int64_t y = 0; y < size; ++y)
      for (std::int64_t x = 0; x < size; ++x) {
        const double r =
            voxel_A * norm(Vec3{static_cast<double>(x - size / 2 - 1), static_cast<double>(y - size / 2),
                                static_cast<double>(z - size / 2)});
        map.voxels.push_back(static_cast<float>(background + inside * 0.5 * std::erfc((r - radius_A) / 10)));
      }
  return map;
}

struct Built {
  OneMap maps;
  Decimator imaging;
  TestBuild build;
  TemplateMolecule molecule;

  Built(Volume map, const TemplateParams& params, const GridSpec& grid = k_grid)
      : maps(std::move(map)), build(grid, &maps, &imaging), molecule(params, build) {}
};

inline TemplateParams map_params() {
  TemplateParams params;
  params.file.path = "ball.mrc";
  return params;
}

inline double integral(const DensityTemplate& shape) {
  double sum = 0;
  for (const float v : shape.density()) sum += v;
  return sum * std::pow(shape.grid().voxel_A, 3);
}

inline double mean_inside(const DensityTemplate& shape) {
  double sum = 0;
  for (std::size_t i = 0; i < shape.mask().size; ++i)
    if (shape.mask()[i] != 0) sum += shape.density()[i];
  return sum / static_cast<double>(shape.mask_count());
}

}  // namespace cryocosm::macromolecules::test
