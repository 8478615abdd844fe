// Fields on lattices with known zero levels, for the tests of membranes of any shape.
#pragma once

#include <functional>
#include <thread>

#include "grid_form.hpp"
#include "torus_form.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {

inline constexpr auto serial = [](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
  body(0, n);
};

/// Ranges of 3 on as many threads as there are ranges.
inline constexpr auto threaded = [](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
  std::vector<std::thread> threads;
  for (std::size_t begin = 0; begin < n; begin += 3)
    threads.emplace_back([&body, begin, n] { body(begin, std::min(n, begin + 3)); });
  for (std::thread& thread : threads) thread.join();
};

/// Samples of a function over the cube around the origin, at places that are symmetric about nothing.
inline SampledField sampled(double half_A, double step_A, const std::function<double(Vec3)>& value) {
  const auto n = static_cast<std::int64_t>(std::ceil(2 * half_A / step_A)) + 1;
  SampledField field{{{n, n, n}, Vec3{-half_A + 0.31, -half_A + 0.17, -half_A - 0.23}, step_A}, {}};
  for (std::int64_t k = 0; k < n; ++k)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t i = 0; i < n; ++i)
        field.values.push_back(static_cast<float>(value(field.lattice.point(i, j, k))));
  return field;
}

/// An interface as phase fields and blurred labels have it: a distance made to level off.
inline double smooth_step(double distance_A, double width_A) { return std::tanh(distance_A / width_A); }

inline double sphere_distance(Vec3 p, double radius_A) { return norm(p) - radius_A; }
inline double torus_distance(Vec3 p, double major_A, double minor_A) {
  return std::hypot(std::hypot(p.x, p.y) - major_A, p.z) - minor_A;
}

}  // namespace cryocosm::membranes::test
