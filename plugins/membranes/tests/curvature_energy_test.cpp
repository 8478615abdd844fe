// Curvature energies: bounds, minima, and the diffuse form beside closed forms and finite differences.
#include "curvature_energy.hpp"

#include "curvature_texture.hpp"
#include "curvature_tools.hpp"
#include "plane_sums.hpp"

namespace cryocosm::membranes::test {
namespace {

constexpr CurvatureEnergy k_tubes{1, 2, 6, -2, -2, 1};

TEST(CurvatureEnergy, IsBoundedBelowWhenNoDirectionFallsForEver) {
  EXPECT_TRUE(is_bounded_below(k_tubes));
  EXPECT_TRUE(is_bounded_below({1, 0, 1, -5, 7, -100}));
  EXPECT_FALSE(is_bounded_below({1, 3.55, 1, -56, -56, 784})) << "saddles of k1 = -k2";
  EXPECT_FALSE(is_bounded_below({-1, 0, 1, 0, 0, 0}));
  EXPECT_FALSE(is_bounded_below({0, 0, 0, 0, 0, 1}));
  // flat along k1 = -k2, of which k1 >= 0 counts: the linear part may not fall there
  EXPECT_TRUE(is_bounded_below({1, 2, 1, 1, 0, 0}));
  EXPECT_FALSE(is_bounded_below({1, 2, 1, -1, 0, 0}));
  // flat along k1 = k2, both ways
  EXPECT_TRUE(is_bounded_below({1, -2, 1, 1, -1, 0}));
  EXPECT_FALSE(is_bounded_below({1, -2, 1, 1, 0, 0}));
}

TEST(CurvatureEnergy, BoundsAgreeWithASearch) {
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const CurvatureEnergy e{random.uniform(-1, 3), random.uniform(-4, 4), random.uniform(-1, 3),
                            random.uniform(-1, 1), random.uniform(-1, 1), 0};
    bool falls = false;
    for (int a = 0; a <= 4000; ++a) {
      const double angle = -0.75 * k_pi + k_pi * a / 4000;  // k1 >= k2
      falls = falls || e(1e7 * std::cos(angle), 1e7 * std::sin(angle)) < -1e6;
    }
    EXPECT_EQ(is_bounded_below(e), !falls) << e.a20 << ' ' << e.a11 << ' ' << e.a02;
  }
}

TEST(CurvatureEnergy, NothingLiesBelowThePreferredCurvatures) {
  Random random(2);
  for (int i = 0; i < 500; ++i) {
    CurvatureEnergy e{random.uniform(0.1, 3), 0, random.uniform(0.1, 3), random.uniform(-3, 3),
                      random.uniform(-3, 3),  0};
    e.a11 = random.uniform(-1.9, 1.9) * std::sqrt(e.a20 * e.a02);
    const Curvatures k = preferred(e);
    ASSERT_GE(k.greater_per_A, k.smaller_per_A);
    for (int j = 0; j < 500; ++j) {
      const double k2 = k.smaller_per_A + random.normal(),
                   k1 = std::max(k2, k.greater_per_A + random.normal());
      ASSERT_GE(e(k1, k2), e(k.greater_per_A, k.smaller_per_A) - 1e-9);
    }
  }
}

TEST(CurvatureEnergy, HelfrichIsAPolynomial) {
  const CurvatureEnergy e = helfrich(20, -7, 0.3);
  for (const auto& [k1, k2] : {std::pair{0.0, 0.0}, {1.0, 0.5}, {0.2, -0.4}})
    EXPECT_NEAR(e(k1, k2), 10 * (k1 + k2 - 0.3) * (k1 + k2 - 0.3) - 7 * k1 * k2, 1e-12);
  EXPECT_TRUE(is_bounded_below(e));
  EXPECT_TRUE(is_bounded_below(helfrich(20, 0, 0.3)));
  EXPECT_TRUE(is_bounded_below(helfrich(20, -40, 0)));
  EXPECT_FALSE(is_bounded_below(helfrich(20, 1, 0))) << "saddles cost less and less";
  EXPECT_FALSE(is_bounded_below(helfrich(20, -41, 0))) << "so do spheres";
  EXPECT_NEAR(preferred(helfrich(20, 0, 0.3)).greater_per_A, 0.15, 1e-12);
}

/// Compares the derivative along random directions with differences over 2 * `step`, on both edges and
/// lattices of several tiles; returns the greatest difference in standard deviations of the derivative.
double worst_gradient(const CurvatureEnergy& energy, float step) {
  Random random(3);
  ThreadedBuild host(2);
  double worst = 0;
  for (const Edge edge : {Edge::mirror, Edge::periodic})
    for (const Index3 size : {Index3{9, 7, 5}, Index3{33, 26, 50}}) {
      const PhaseLattice lattice{size, {1, 1.1, 0.9}, edge};
      const DiffuseEnergy diffuse(energy, 1.7, lattice);
      // waves that hit the edges, no symmetry
      const PhaseField u = field_of(lattice, [](Vec3 p) {
        return std::sin(0.7 * p.x + 0.4 * p.y) + 0.6 * std::cos(0.5 * p.y - 0.6 * p.z + 1) - 0.2;
      });
      PhaseField gradient(size), unused(size);
      diffuse.gradient(u, gradient, host);
      for (int i = 0; i < 5; ++i) {
        const PhaseField way = field_of(lattice, [&](Vec3) { return random.normal(); });
        const auto moved = [&](float by) {
          PhaseField v = u;
          for_each_row(v, host, [&](float* row, std::int64_t y, std::int64_t z) {
            for (std::int64_t x = -1; x <= size.x; ++x) row[x] += by * way.row(y, z)[x];
          });
          return diffuse.gradient(v, unused, host).energy / diffuse.energy_per_density();
        };
        double along = 0, squares = 0;
        for (std::int64_t z = 0; z < size.z; ++z)
          for (std::int64_t y = 0; y < size.y; ++y)
            for (std::int64_t x = 0; x < size.x; ++x) {
              const double part =
                  static_cast<double>(gradient.row(y, z)[x]) * static_cast<double>(way.row(y, z)[x]);
              along += part;
              squares += part * part;
            }
        const double difference = (moved(step) - moved(-step)) / (2 * static_cast<double>(step));
        worst = std::max(worst, std::abs(difference - along) / std::sqrt(squares));
      }
    }
  return worst;
}

TEST(DiffuseEnergy, GradientIsTheDerivative) {
  // rounding of the sums, and the third derivative
  EXPECT_LT(worst_gradient({1, 0.4, 1, 0.3, 0.3, 0.2}, 1e-4f), 5e-3);
  // smaller steps, and more rounding, because the kink of |k1 - k2| is rounded off over 0.01 only
  EXPECT_LT(worst_gradient({1, 0.4, 3, -0.3, 0.5, 0.2}, 5e-6f), 0.05);
}

// Interfaces of epsilon see the surfaces beside the middle one too: the integrand grows by s2 Q (see
// compensated()). What is left is of the order of (epsilon / R)^4, 0.2 % of the leading terms here, and of
// the second differences: (spacing / epsilon)^2 / 12 of the terms across the interface, 0.5 % at 4 points.
constexpr double k_epsilon = 4, k_left = 0.015;

double s2(double epsilon) { return epsilon * epsilon * (k_pi * k_pi - 6) / 6; }

double sharp(const CurvatureEnergy& e, double k1, double k2) {
  return e(k1, k2) + s2(k_epsilon) * (e.a20 * k1 * k1 * k1 * (k1 - k2) + e.a02 * k2 * k2 * k2 * (k2 - k1) +
                                      e.c * k1 * k2);
}

TEST(DiffuseEnergy, OfASphere) {
  constexpr double k_radius = 24;
  const PhaseLattice lattice{{80, 80, 80}, {1, 1, 1}, Edge::mirror};
  for (const CurvatureEnergy& e :
       {CurvatureEnergy{1, 0, 1, 0, 0, 0}, CurvatureEnergy{0, 1, 0, 0, 0, 0},
        CurvatureEnergy{1, 1, 1, 0.05, 0.05, 0}, CurvatureEnergy{1, 0, 1, 0, 0, 0.01}}) {
    const double diffuse = diffuse_energy_of(e, k_epsilon, lattice, [](Vec3 p) {
      return norm(p - Vec3{40, 40, 40}) - k_radius;
    });
    const double closed = 4 * k_pi * k_radius * k_radius * sharp(e, 1 / k_radius, 1 / k_radius);
    EXPECT_NEAR(diffuse / closed, 1, k_left) << e.a11;
  }
}

TEST(DiffuseEnergy, OfACylinder) {
  constexpr double k_radius = 24;
  const PhaseLattice lattice{{80, 80, 5}, {1, 1, 1}, Edge::periodic};
  for (const CurvatureEnergy& e : {CurvatureEnergy{1, 0, 1, 0, 0, 0}, CurvatureEnergy{1, 2, 1, 0.05, 0.05, 0},
                                   CurvatureEnergy{1, 0, 1, 0, 0, 0.01}}) {
    const double diffuse = diffuse_energy_of(
        e, k_epsilon, lattice, [](Vec3 p) { return std::hypot(p.x - 40, p.y - 40) - k_radius; });
    EXPECT_NEAR(diffuse / (2 * k_pi * k_radius * 5 * sharp(e, 1 / k_radius, 0)), 1, k_left) << e.a11;
  }
  // the two curvatures play different parts: k2 is zero here, and k1 costs. The kink of |k1 - k2| is rounded
  // off by 0.02, against slopes times curvature of 0.5 * epsilon / R = 0.08 and less: it adds up to 6 %
  const double first = diffuse_energy_of({1, 0, 0, 0, 0, 0}, k_epsilon, lattice,
                                         [](Vec3 p) { return std::hypot(p.x - 40, p.y - 40) - k_radius; });
  const double second = diffuse_energy_of({0, 0, 1, 0, 0, 0}, k_epsilon, lattice,
                                          [](Vec3 p) { return std::hypot(p.x - 40, p.y - 40) - k_radius; });
  const double closed = 2 * k_pi * 5 * sharp({1, 0, 0, 0, 0, 0}, 1 / k_radius, 0) * k_radius;
  EXPECT_NEAR(first / closed, 1, 0.06);
  EXPECT_NEAR(second / closed, 0, 0.03);
}

TEST(DiffuseEnergy, OfATorus) {
  constexpr double k_major = 50, k_minor = 22;
  const PhaseLattice lattice{{180, 180, 84}, {1, 1, 1}, Edge::mirror};
  for (const CurvatureEnergy& e :
       {CurvatureEnergy{1, 0, 1, 0, 0, 0}, CurvatureEnergy{1, 2, 1, 0.05, 0.05, 0.01}}) {
    const double diffuse = diffuse_energy_of(e, k_epsilon, lattice, [](Vec3 p) {
      return std::hypot(std::hypot(p.x - 90, p.y - 90) - k_major, p.z - 42) - k_minor;
    });
    double closed = 0;
    constexpr int k_n = 1000;
    for (int i = 0; i < k_n; ++i) {
      const double angle = 2 * k_pi * (i + 0.5) / k_n, out = k_major + k_minor * std::cos(angle);
      closed += 2 * k_pi * k_minor / k_n * 2 * k_pi * out * sharp(e, 1 / k_minor, std::cos(angle) / out);
    }
    EXPECT_NEAR(diffuse / closed, 1, k_left) << e.a11;
  }
}

TEST(DiffuseEnergy, CompensatedPrefersTheRadiusThatWasAskedFor) {
  // tubes of radius R in interfaces of R / 3.75; uncompensated ones would be (1 + 1.5 s2 / R^2) as wide, 7 %
  // more
  constexpr double k_radius = 30, k_wide = k_radius / 5;
  const PhaseLattice lattice{{160, 160, 4}, {1, 1, 1}, Edge::periodic};
  const auto best_radius = [&](const CurvatureEnergy& e) {
    double best = 1e300, at = 0;
    for (double radius = 26; radius < 38; radius += 0.25) {
      const double energy = diffuse_energy_of(
          e, k_wide, lattice, [&](Vec3 p) { return std::hypot(p.x - 80, p.y - 80) - radius; });
      if (energy < best) {
        best = energy;
        at = radius;
      }
    }
    return at;
  };
  const CurvatureEnergy e = in_units_of(k_tubes, 1 / k_radius);
  EXPECT_NEAR(best_radius(e), k_radius * (1 + 1.5 * s2(k_wide) / (k_radius * k_radius)), 0.5);
  EXPECT_NEAR(best_radius(compensated(e, k_wide)), k_radius, 0.6);
}

}  // namespace
}  // namespace cryocosm::membranes::test
