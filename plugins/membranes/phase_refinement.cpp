// Cubic interpolation from points to the quarters between them, row by row.
#include "phase_refinement.hpp"

#include <cmath>

#include "plane_sums.hpp"

namespace cryocosm::membranes {
namespace {

/// Lagrange's weights of the points -2, -1, 0 and 1 steps away for a quarter of a step below a point; above
/// it they are the other way round. They keep the mean.
constexpr float k_weights[4] = {-5.0f / 128, 35.0f / 128, 105.0f / 128, -7.0f / 128};

struct Tap {
  std::int64_t index[4];
  float weight[4];
};

Tap tap_of(std::int64_t fine, std::int64_t n, Edge edge) {
  Tap tap;
  const std::int64_t direction = fine % 2 == 0 ? 1 : -1;
  for (int k = 0; k < 4; ++k) {
    tap.index[k] = folded(fine / 2 + direction * (k - 2), n, edge);
    tap.weight[k] = k_weights[k];
  }
  return tap;
}

float steepened(float u, float factor) {
  constexpr float k_bulk = 0.9999f;  // beyond, there is no telling how far an interface is
  return std::tanh(factor * std::atanh(std::clamp(u, -k_bulk, k_bulk)));
}

}  // namespace

PhaseField refined(const PhaseField& coarse, Edge edge, double from_A, double to_A, Services& services) {
  const Index3 n = coarse.size();
  const auto factor = static_cast<float>(from_A / to_A);
  PhaseField fine({2 * n.x, 2 * n.y, 2 * n.z});
  std::vector<Tap> taps;
  for (std::int64_t x = 0; x < 2 * n.x; ++x) taps.push_back(tap_of(x, n.x, edge));
  for_each_row(fine, services, [&](float* out, std::int64_t y, std::int64_t z) {
    const Tap along_y = tap_of(y, n.y, edge), along_z = tap_of(z, n.z, edge);
    std::vector<float> mixed(static_cast<std::size_t>(n.x));
    for (int k = 0; k < 4; ++k)
      for (int j = 0; j < 4; ++j) {
        const float* const row = coarse.row(along_y.index[j], along_z.index[k]);
        const float weight = along_y.weight[j] * along_z.weight[k];
        for (std::size_t x = 0; x < mixed.size(); ++x) mixed[x] += weight * row[x];
      }
    for (std::size_t x = 0; x < taps.size(); ++x) {
      float u = 0;
      for (int k = 0; k < 4; ++k) u += taps[x].weight[k] * mixed[static_cast<std::size_t>(taps[x].index[k])];
      out[x] = steepened(u, factor);
    }
    wrap_row(out, 2 * n.x, edge);
  });
  return fine;
}

}  // namespace cryocosm::membranes
