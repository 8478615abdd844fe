// A volumes service that hands out one prepared map, an imaging service that counts, for template tests.
#pragma once

#include <stdexcept>

#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules::test {

class OneMap final : public Volumes {
 public:
  explicit OneMap(Volume map) : map_(std::move(map)) {}
  Volume read(const std::string&) const override { return map_; }
  void write(const std::string&, const VolumeView&) const override {
    throw std::logic_error("nothing is written here");
  }

 private:
  Volume map_;
};

/// Resamples by whole factors, taking every n-th voxel around voxel N/2.
class Decimator final : public Imaging {
 public:
  void gaussian(Volume&, double) const override { throw std::logic_error("not asked for here"); }
  void radial_filter(Volume&, FunctionRef<double(double)>) const override {
    throw std::logic_error("not asked for here");
  }
  Volume resample(const Volume& v, double voxel_A) const override {
    ++resampled;
    const auto factor = static_cast<std::int64_t>(voxel_A / v.grid.voxel_A + 0.5);
    Volume out;
    out.grid = {{v.grid.size.x / factor, v.grid.size.y / factor, v.grid.size.z / factor}, voxel_A};
    for (std::int64_t z = 0; z < out.grid.size.z; ++z)
      for (std::int64_t y = 0; y < out.grid.size.y; ++y)
        for (std::int64_t x = 0; x < out.grid.size.x; ++x) {
          const std::int64_t i = v.grid.size.x / 2 + factor * (x - out.grid.size.x / 2),
                             j = v.grid.size.y / 2 + factor * (y - out.grid.size.y / 2),
                             k = v.grid.size.z / 2 + factor * (z - out.grid.size.z / 2);
          out.voxels.push_back(
              v.voxels[static_cast<std::size_t>(i + v.grid.size.x * (j + v.grid.size.y * k))]);
        }
    return out;
  }
  mutable int resampled = 0;
};

}  // namespace cryocosm::macromolecules::test
