// Textures: smoothing, refinement, the random start, descent, and what the surfaces are like in the end.
#include "curvature_texture.hpp"

#include "curvature_descent.hpp"
#include "curvature_tools.hpp"
#include "implicit_smoothing.hpp"
#include "phase_refinement.hpp"
#include "random_start.hpp"

namespace cryocosm::membranes::test {
namespace {

constexpr CurvatureEnergy k_tubes{1, 2, 6, -2, -2, 1};

TextureProblem tubes(double radius_A, Vec3 size_A) {
  TextureProblem problem;
  problem.energy = in_units_of(k_tubes, 1 / radius_A);
  problem.radius_A = radius_A;
  problem.mass = -0.6;
  problem.wavelength_A = 3.5 * radius_A;
  problem.size_A = size_A;
  return problem;
}

std::vector<float> values_of(const PhaseField& u) {
  std::vector<float> values;
  for (std::int64_t z = 0; z < u.size().z; ++z)
    for (std::int64_t y = 0; y < u.size().y; ++y)
      values.insert(values.end(), u.row(y, z), u.row(y, z) + u.size().x);
  return values;
}

/// 1 - length^2 d^2 along one axis (0, 1, 2 for x, y, z), in the lattice's differences.
PhaseField unsmoothed(const PhaseField& f, const PhaseLattice& lattice, double length, int axis) {
  PhaseField g(f.size());
  const Index3 n = f.size(), d{axis == 0, axis == 1, axis == 2};
  const double spacing = axis == 0   ? lattice.spacing_A.x
                         : axis == 1 ? lattice.spacing_A.y
                                     : lattice.spacing_A.z;
  const double b = length * length / (spacing * spacing);
  for (std::int64_t z = 0; z < n.z; ++z)
    for (std::int64_t y = 0; y < n.y; ++y)
      for (std::int64_t x = 0; x < n.x; ++x) {
        const auto at = [&](std::int64_t by) {
          return static_cast<double>(
              f.row(folded(y + by * d.y, n.y, lattice.edge),
                    folded(z + by * d.z, n.z, lattice.edge))[folded(x + by * d.x, n.x, lattice.edge)]);
        };
        g.row(y, z)[x] = static_cast<float>(at(0) - b * (at(1) - 2 * at(0) + at(-1)));
      }
  return g;
}

TEST(ImplicitSmoothing, IsUndoneByItsOperator) {
  ThreadedBuild host(3);
  for (const Edge edge : {Edge::mirror, Edge::periodic}) {
    const PhaseLattice lattice{{21, 18, 5}, {1, 1.3, 0.8}, edge};
    Random random(4);
    const PhaseField noise = field_of(lattice, [&](Vec3) { return random.normal(); });
    PhaseField f = noise;
    std::vector<std::int64_t> finished;
    std::mutex mutex;
    ImplicitSmoothing(1.7, lattice)(f, host, [&](std::int64_t y) {
      const std::lock_guard lock(mutex);
      finished.push_back(y);
    });
    EXPECT_EQ(finished.size(), 18u);
    EXPECT_NEAR(mean_of(f, host), mean_of(noise, host), 1e-6);
    for (int axis = 0; axis < 3; ++axis)
      for (int i = 0; i < 2; ++i) f = unsmoothed(f, lattice, 1.7, axis);
    const std::vector<float> was = values_of(noise), is = values_of(f);
    for (std::size_t i = 0; i < was.size(); ++i)
      ASSERT_NEAR(is[i], was[i], 0.05) << i;  // rounding times (1 + 4 b)^6
  }
}

TEST(Refined, FollowsCubicsAndKeepsTheMean) {
  ThreadedBuild host(2);
  const PhaseLattice coarse{{20, 20, 20}, {1, 1, 1}, Edge::mirror},
      fine{{40, 40, 40}, {0.5, 0.5, 0.5}, Edge::mirror};
  const auto cubic = [](Vec3 p) {
    return 5e-5 * p.x * p.x * p.x - 0.001 * p.y * p.z + 0.0015 * p.x * p.z - 0.2;
  };
  const PhaseField f = refined(field_of(coarse, cubic), Edge::mirror, 1, 1, host),
                   expected = field_of(fine, cubic);
  for (std::int64_t z = 4; z < 36; ++z)
    for (std::int64_t y = 4; y < 36; ++y)
      for (std::int64_t x = 4; x < 36; ++x) ASSERT_NEAR(f.row(y, z)[x], expected.row(y, z)[x], 2e-6);
  Random random(5);
  const PhaseField noise = field_of(coarse, [&](Vec3) { return 0.2 * random.normal(); });
  for (const Edge edge : {Edge::mirror, Edge::periodic})
    EXPECT_NEAR(mean_of(refined(noise, edge, 1, 1, host), host), mean_of(noise, host), 1e-6);
}

TEST(Refined, MakesInterfacesThinner) {
  ThreadedBuild host(1);
  const PhaseLattice coarse{{40, 4, 4}, {1, 1, 1}, Edge::mirror},
      fine{{80, 8, 8}, {0.5, 0.5, 0.5}, Edge::mirror};
  const PhaseField f =
      refined(field_of(coarse, [](Vec3 p) { return profile(p.x - 20.2, 2); }), Edge::mirror, 2, 1.2, host);
  for (std::int64_t x = 0; x < 80; ++x)
    EXPECT_NEAR(f.row(3, 3)[x], profile(point_of(fine, x, 0, 0).x - 20.2, 1.2), 0.01);
}

TEST(RandomStart, HasTheMassAndTheWavelength) {
  ThreadedBuild host(2);
  const PhaseLattice lattice{{64, 50, 40}, {2, 2, 2}, Edge::periodic};
  for (const double mass : {-0.9, -0.3, 0.0, 0.8}) {
    const PhaseField u = random_start(lattice, 3, 30, mass, Random(6), host);
    EXPECT_NEAR(mean_of(u, host), mass, 1e-5);
    for (const float value : values_of(u)) ASSERT_LE(std::abs(value), 1);
  }
  // crossings of the level along a line: for a band around k, isotropic, k / (pi sqrt(3)) per length (Rice);
  // a band as wide as this one has a greater root mean square of k than its peak: up to twice
  const PhaseField u = random_start(lattice, 3, 30, 0, Random(7), host);
  int crossings = 0;
  for (std::int64_t z = 0; z < 40; ++z)
    for (std::int64_t y = 0; y < 50; ++y)
      for (std::int64_t x = 1; x < 64; ++x) crossings += (u.row(y, z)[x] > 0) != (u.row(y, z)[x - 1] > 0);
  const double per_A = crossings / (40 * 50 * 63 * 2.0), rice = 2 * k_pi / 30 / (k_pi * std::sqrt(3.0));
  EXPECT_GT(per_A, 0.9 * rice);
  EXPECT_LT(per_A, 2 * rice);
}

TEST(Texture, LowersTheEnergyAndKeepsTheMass) {
  ThreadedBuild host(2);
  for (const Edge edge : {Edge::mirror, Edge::periodic}) {
    TextureProblem problem = tubes(75, {700, 610, 430});
    problem.edge = edge;
    const Texture t = texture(problem, Random(8), host);
    for (const auto* energies : {&t.coarse_energies, &t.fine_energies}) {
      ASSERT_GT(energies->size(), 30u);
      for (std::size_t i = 1; i < energies->size(); ++i) ASSERT_LE((*energies)[i], (*energies)[i - 1]) << i;
    }
    EXPECT_LT(t.coarse_energies.back(), 0.02 * t.coarse_energies.front());
    EXPECT_LT(t.fine_energies.back(), t.fine_energies.front());
    EXPECT_NEAR(mean_of(t.field, host), problem.mass, 1e-4);
  }
}

TEST(Texture, HasTheSameBytesOnAnyNumberOfThreads) {
  const TextureProblem problem = tubes(75, {500, 400, 330});
  ThreadedBuild one(1), two(2), five(5);
  const std::vector<float> expected = values_of(texture(problem, Random(9), one).field);
  EXPECT_EQ(values_of(texture(problem, Random(9), two).field), expected);
  EXPECT_EQ(values_of(texture(problem, Random(9), five).field), expected);
  EXPECT_NE(values_of(texture(problem, Random(10), two).field), expected);
}

TEST(Texture, StopsWhenCancelled) {
  ThreadedBuild host(2);
  host.is_cancelled = true;
  EXPECT_THROW(texture(tubes(75, {700, 600, 400}), Random(1), host), Cancelled);
}

TEST(Texture, DoesNotDependOnTheUnitOfLength) {
  ThreadedBuild host(2);
  const Texture small = texture(tubes(1, {7, 6, 5}), Random(11), host);
  const Texture large = texture(tubes(256, {7 * 256, 6 * 256, 5 * 256}), Random(11), host);
  EXPECT_EQ(small.lattice.size, large.lattice.size);
  EXPECT_NEAR(small.fine_energies.back(), large.fine_energies.back(),
              0.02 * std::abs(large.fine_energies.back()));
}

}  // namespace
}  // namespace cryocosm::membranes::test
