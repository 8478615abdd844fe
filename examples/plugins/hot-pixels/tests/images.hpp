// A tilt series to spoil: normal noise, and the stage run on it.
#pragma once

#include <vector>

#include "cryocosm/acquisition.hpp"
#include "cryocosm/random.hpp"
#include "cryocosm/testing.hpp"

namespace hot_pixels {

/// Three images of 40 x 30 pixels with mean 50 and standard deviation 2, and metadata in every field that
/// matters.
struct NoisySeries {
  NoisySeries() : tilts(3), voxels(grid.count()) {
    for (std::size_t i = 0; i < tilts.size(); ++i) {
      tilts[i].angle_deg = 30.0 * static_cast<double>(i) - 30;
      tilts[i].shift_x_A = 1.5 * static_cast<double>(i);
      tilts[i].dose_e_per_A2 = 3;
      tilts[i].acquired = static_cast<std::int64_t>(2 - i);
      tilts[i].defocus_A = 25000;
    }
    cryocosm::Random random(7);
    for (float& v : voxels) v = static_cast<float>(50 + 2 * random.normal());
  }
  cryocosm::Dataset dataset() const {
    return {cryocosm::DataKind::tilt_series,
            grid,
            voxels.data(),
            cryocosm::view(tilts),
            cryocosm::Contrast::protein_dark,
            {{40, 30, 20}, 10},
            false};
  }
  std::size_t pixels() const { return voxels.size() / tilts.size(); }

  cryocosm::GridSpec grid{{40, 30, 3}, 10};
  std::vector<cryocosm::Tilt> tilts;
  std::vector<float> voxels;
};

template <class Stage>
cryocosm::testing::KeptOutput output_of(const Stage& stage, const cryocosm::Dataset& in,
                                        std::uint64_t seed = 1) {
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run(seed);
  stage.run(in, out, run);
  return out;
}

}  // namespace hot_pixels
