// A thresholded Gaussian random field, plane by plane from streams of their own.
#include "random_start.hpp"

#include <cmath>

#include "implicit_smoothing.hpp"
#include "plane_sums.hpp"

namespace cryocosm::membranes {
namespace {

PhaseField white_noise(Index3 size, const Random& random, Services& services) {
  PhaseField noise(size);
  services.parallel_for(static_cast<std::size_t>(size.z), [&](std::size_t begin, std::size_t end) {
    for (std::size_t z = begin; z < end; ++z) {
      Random stream = random.child(z);
      for (std::int64_t y = 0; y < size.y; ++y) {
        float* const row = noise.row(y, static_cast<std::int64_t>(z));
        for (std::int64_t x = 0; x < size.x; ++x) row[x] = static_cast<float>(stream.normal());
      }
    }
  });
  return noise;
}

/// (1 + s)^-2 - (1 + 4 s)^-2 with s = (length k)^2 is greatest where (1 + 4 s) / (1 + s) = 4^(1/3).
constexpr double k_peak_s = 0.2434;

void keep_band(PhaseField& noise, const PhaseLattice& lattice, double wavelength_A, Services& services) {
  const double length_A = std::sqrt(k_peak_s) * wavelength_A / (2 * k_pi);
  PhaseField coarse = noise;
  const auto nothing = [](std::int64_t) {};
  ImplicitSmoothing(2 * length_A, lattice)(coarse, services, nothing);
  ImplicitSmoothing(length_A, lattice)(noise, services, nothing);
  for_each_row(noise, services, [&](float* row, std::int64_t y, std::int64_t z) {
    const float* const other = coarse.row(y, z);
    for (std::int64_t x = 0; x < noise.size().x; ++x) row[x] -= other[x];
  });
}

/// Root mean square of the slope along x, per Å.
double slope_of(const PhaseField& f, double spacing_A, Services& services) {
  const Index3 n = f.size();
  const double sum = sum_over_rows(f, services, [&](const float* row) {
    double squares = 0;
    for (std::int64_t x = 1; x < n.x; ++x) {
      const double d = static_cast<double>(row[x]) - static_cast<double>(row[x - 1]);
      squares += d * d;
    }
    return squares;
  });
  return std::sqrt(sum / static_cast<double>((n.x - 1) * n.y * n.z)) / spacing_A;
}

}  // namespace

PhaseField random_start(const PhaseLattice& lattice, double epsilon_A, double wavelength_A, double mass,
                        const Random& random, Services& services) {
  PhaseField u = white_noise(lattice.size, random, services);
  keep_band(u, lattice, wavelength_A, services);
  // interfaces as steep, on average, as tanh(d / (sqrt(2) epsilon)); a gradient's size is sqrt(3) of one
  // slope
  const double slope = std::sqrt(3.0) * slope_of(u, lattice.spacing_A.x, services);
  const auto factor = static_cast<float>(1 / (std::sqrt(2.0) * epsilon_A * slope));
  for_each_row(u, services, [&](float* row, std::int64_t, std::int64_t) {
    for (std::int64_t x = 0; x < u.size().x; ++x) row[x] *= factor;
  });
  const auto mean_at = [&](float level) {
    return sum_over_rows(u, services,
                         [&](const float* row) {
                           double sum = 0;
                           for (std::int64_t x = 0; x < u.size().x; ++x)
                             sum += static_cast<double>(std::tanh(row[x] - level));
                           return sum;
                         }) /
           static_cast<double>(lattice.count());
  };
  float low = -100, high = 100;  // standard deviations are of the order of 1
  for (int i = 0; i < 24; ++i) {
    const float middle = (low + high) / 2;
    (mean_at(middle) > mass ? low : high) = middle;
    services.stop_if_cancelled();
  }
  for_each_row(u, services, [&](float* row, std::int64_t, std::int64_t) {
    for (std::int64_t x = 0; x < u.size().x; ++x) row[x] = std::tanh(row[x] - low);
  });
  restore_mass(u, mass, lattice.edge, services);
  return u;
}

double mean_of(const PhaseField& u, Services& services) {
  const double sum = sum_over_rows(u, services, [&](const float* row) {
    double part = 0;
    for (std::int64_t x = 0; x < u.size().x; ++x) part += static_cast<double>(row[x]);
    return part;
  });
  return sum / (static_cast<double>(u.size().x) * static_cast<double>(u.size().y) *
                static_cast<double>(u.size().z));
}

void restore_mass(PhaseField& u, double mass, Edge edge, Services& services) {
  const std::int64_t n = u.size().x;
  for (int round = 0; round < 3; ++round) {
    // 1 - u^2 is where interfaces are, and what moving them changes
    const double room = sum_over_rows(u, services, [&](const float* row) {
      double part = 0;
      for (std::int64_t x = 0; x < n; ++x)
        part += std::max(0.0, 1 - static_cast<double>(row[x]) * static_cast<double>(row[x]));
      return part;
    });
    const double missing = (mass - mean_of(u, services)) * static_cast<double>(u.size().x) *
                           static_cast<double>(u.size().y) * static_cast<double>(u.size().z);
    const auto shift = static_cast<float>(room > 0 ? missing / room : 0);
    for_each_row(u, services, [&](float* row, std::int64_t, std::int64_t) {
      for (std::int64_t x = 0; x < n; ++x) row[x] += shift * std::max(0.0f, 1 - row[x] * row[x]);
      wrap_row(row, n, edge);
    });
  }
}

}  // namespace cryocosm::membranes
