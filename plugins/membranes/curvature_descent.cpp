// Heavy-ball steps (Polyak, USSR Comput. Math. Math. Phys. 4, 1964) that are taken back when the energy has
// grown (adaptive restart; O'Donoghue and Candes, Found. Comput. Math. 15, 2015).
#include "curvature_descent.hpp"

#include <cmath>
#include <limits>

#include "clones.hpp"
#include "implicit_smoothing.hpp"
#include "plane_sums.hpp"
#include "random_start.hpp"

namespace cryocosm::membranes {
namespace {

constexpr double k_momentum = 0.94;
// times the inverse of the energy's stiffness; twice that is unstable in places
constexpr double k_longest_step = 1.0, k_first_step = 0.25, k_growth = 1.05;

CRYOCOSM_MEMBRANES_CLONES void step_row(float* __restrict u, float* __restrict v, const float* __restrict d,
                                        float rate, float mean, int n) {
  constexpr auto momentum = static_cast<float>(k_momentum);
  for (int i = 0; i < n; ++i) {
    v[i] = momentum * v[i] - rate * (d[i] - mean);
    u[i] += v[i];
  }
}

/// The length of the next step, from whether the one before has lowered the energy.
class StepLength {
 public:
  explicit StepLength(const CurvatureEnergy& e)
      : longest_(k_longest_step / (e.a20 + e.a02 + std::abs(e.a11))), length_(k_first_step * longest_) {}
  double next() {
    has_momentum_ = !after_restart_;
    after_restart_ = false;
    return length_ = std::min(longest_, length_ * k_growth);
  }
  void shorten() {
    length_ *= has_momentum_ ? 0.8 : 0.4;
    after_restart_ = true;
  }

 private:
  double longest_, length_;
  bool has_momentum_ = false, after_restart_ = true;
};

}  // namespace

std::vector<double> descend(PhaseField& u, const CurvatureEnergy& energy, double epsilon_A,
                            const PhaseLattice& lattice, double mass, int evaluations, Services& services) {
  const DiffuseEnergy diffuse(energy, epsilon_A, lattice);
  const ImplicitSmoothing smoothing(epsilon_A, lattice);
  const Index3 n = lattice.size;
  PhaseField velocity(n), gradient(n);
  StepLength length(energy);
  std::vector<double> energies;
  bool is_back = false;
  for (int i = 0; i < evaluations; ++i) {
    services.stop_if_cancelled();
    const EnergySums sums = diffuse.gradient(u, gradient, services);
    services.stop_if_cancelled();
    if (!is_back && !energies.empty() && !(sums.energy <= energies.back())) {
      length.shorten();
      for_each_row(u, services, [&](float* row, std::int64_t y, std::int64_t z) {
        float* const v = velocity.row(y, z);
        for (std::int64_t x = 0; x < n.x; ++x) {
          row[x] -= v[x];
          v[x] = 0;
        }
        wrap_row(row, n.x, lattice.edge);
      });
      is_back = true;
      continue;
    }
    // what was taken back is rounded, which is no growth
    energies.push_back(is_back ? std::min(sums.energy, energies.back()) : sums.energy);
    is_back = false;
    if (i + 1 == evaluations) break;
    const auto rate = static_cast<float>(length.next());
    const auto mean = static_cast<float>(sums.gradient / static_cast<double>(lattice.count()));
    smoothing(gradient, services, [&](std::int64_t y) {
      for (std::int64_t z = 0; z < n.z; ++z) {
        float* const row = u.row(y, z);
        step_row(row, velocity.row(y, z), gradient.row(y, z), rate, mean, static_cast<int>(n.x));
        wrap_row(row, n.x, lattice.edge);
      }
    });
  }
  restore_mass(u, mass, lattice.edge, services);
  return energies;
}

}  // namespace cryocosm::membranes
