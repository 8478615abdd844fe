// Distances to zero levels against closed forms, and the same bytes for any number of threads.
#include "redistance.hpp"

#include "grid_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

struct Errors {
  double largest = 0, rms = 0;
};

Errors errors(const SampledField& distances, double reach_A, const std::function<double(Vec3)>& exact) {
  Errors e;
  double count = 0;
  const Index3 n = distances.lattice.size;
  for (std::int64_t k = 0; k < n.z; ++k)
    for (std::int64_t j = 0; j < n.y; ++j)
      for (std::int64_t i = 0; i < n.x; ++i) {
        const double wanted = exact(distances.lattice.point(i, j, k));
        const auto given = static_cast<double>(distances.values[distances.lattice.index(i, j, k)]);
        EXPECT_EQ(given < 0, wanted < 0);
        if (std::abs(wanted) > reach_A) {
          EXPECT_GE(std::abs(given), reach_A - 1);
          EXPECT_LE(std::abs(given), std::abs(wanted) + 1);
          continue;
        }
        const double error = std::abs(given - wanted);
        e.largest = std::max(e.largest, error);
        e.rms += error * error;
        ++count;
      }
  e.rms = std::sqrt(e.rms / count);
  return e;
}

TEST(Redistance, IsTheDistanceToASphereAndATorus) {
  for (const double step : {4.0, 8.0}) {
    const auto sphere = [](Vec3 p) { return sphere_distance(p, 100); };
    const auto torus = [](Vec3 p) { return torus_distance(p, 180, 80); };
    // trilinear interpolation of a distance puts its zero level off by step^2 / 8 times the sum of the
    // curvatures at most; a twentieth of a step is for the search where it is worst, deep in the tube
    for (const auto& [exact, half, bends] :
         {std::tuple<std::function<double(Vec3)>, double, double>{sphere, 190, 2 / 100.0},
          {torus, 340, 2 / 80.0}}) {
      const double bound = step * step / 8 * bends + 0.05 * step;
      const Errors of_distance = errors(redistanced(sampled(half, step, exact), 60, serial), 60, exact);
      EXPECT_LT(of_distance.largest, bound) << step;
      const SampledField stepped =
          sampled(half, step, [&f = exact, step](Vec3 p) { return smooth_step(f(p), 2.5 * step); });
      const Errors of_step = errors(redistanced(stepped, 60, serial), 60, exact);
      EXPECT_LT(of_step.largest, bound) << step;
    }
  }
}

TEST(Redistance, FindsTheNearerOfTwoSurfaces) {
  // two balls whose medial plane lies between them
  const auto exact = [](Vec3 p) {
    return std::min(norm(p - Vec3{70, 0, 0}) - 50, norm(p + Vec3{60, 20, 5}) - 45);
  };
  EXPECT_LT(errors(redistanced(sampled(150, 5, exact), 60, serial), 60, exact).largest, 0.3);
}

TEST(Redistance, IsTheSameForAnyNumberOfThreads) {
  const SampledField field =
      sampled(200, 7, [](Vec3 p) { return smooth_step(torus_distance(p, 110, 60), 14); });
  EXPECT_EQ(redistanced(field, 50, serial).values, redistanced(field, 50, threaded).values);
}

TEST(Redistance, OfOneSignIsFarEverywhere) {
  const SampledField far = redistanced(sampled(20, 5, [](Vec3) { return 1.0; }), 30, serial);
  for (const float value : far.values) EXPECT_EQ(value, 40);
}

}  // namespace
}  // namespace cryocosm::membranes::test
