// Fields of known shapes and a host with threads, for the tests of the curvature energies.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <exception>
#include <thread>

#include "cryocosm/testing.hpp"
#include "diffuse_energy.hpp"

namespace cryocosm::membranes::test {

/// Shares loops out over so many threads, in ranges that differ from run to run of nothing else.
class ThreadedBuild final : public BuildContext {
 public:
  explicit ThreadedBuild(std::size_t threads, const GridSpec& grid = {{1, 1, 1}, 1})
      : threads_(threads), grid_(grid) {}
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override { throw std::logic_error("no volumes"); }
  Imaging& imaging() override { throw std::logic_error("no imaging"); }
  void log(LogLevel, std::string_view text) override { logged += std::string(text) + '\n'; }
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads_; ++i) {
      const std::size_t begin = n * i / threads_, end = n * (i + 1) / threads_;
      if (begin < end) workers.emplace_back([&body, begin, end] { body(begin, end); });
    }
    for (std::thread& worker : workers) worker.join();
  }
  bool cancelled() const noexcept override { return is_cancelled; }

  std::string logged;
  bool is_cancelled = false;

 protected:
  const void* find_component(std::uint64_t) override { return nullptr; }

 private:
  std::size_t threads_;
  GridSpec grid_;
};

inline Vec3 point_of(const PhaseLattice& lattice, std::int64_t x, std::int64_t y, std::int64_t z) {
  return {(static_cast<double>(x) + 0.5) * lattice.spacing_A.x,
          (static_cast<double>(y) + 0.5) * lattice.spacing_A.y,
          (static_cast<double>(z) + 0.5) * lattice.spacing_A.z};
}

/// value(p) at each point.
template <class Value>
PhaseField field_of(const PhaseLattice& lattice, Value value) {
  PhaseField u(lattice.size);
  for (std::int64_t z = 0; z < lattice.size.z; ++z)
    for (std::int64_t y = 0; y < lattice.size.y; ++y) {
      for (std::int64_t x = 0; x < lattice.size.x; ++x)
        u.row(y, z)[x] = static_cast<float>(value(point_of(lattice, x, y, z)));
      wrap_row(u.row(y, z), lattice.size.x, lattice.edge);
    }
  return u;
}

/// The profile across the surface from which `distance` is measured, positive outside.
inline double profile(double distance, double epsilon) {
  return -std::tanh(distance / (std::sqrt(2.0) * epsilon));
}

/// The energy of the interface at distance(p) = 0.
template <class Distance>
double diffuse_energy_of(const CurvatureEnergy& energy, double epsilon, const PhaseLattice& lattice,
                         Distance distance) {
  ThreadedBuild host(2);
  const PhaseField u = field_of(lattice, [&](Vec3 p) { return profile(distance(p), epsilon); });
  PhaseField gradient(lattice.size);
  return DiffuseEnergy(energy, epsilon, lattice).gradient(u, gradient, host).energy;
}

}  // namespace cryocosm::membranes::test
