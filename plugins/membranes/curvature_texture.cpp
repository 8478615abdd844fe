// Coarse to fine: the texture is decided where steps are cheap, its bends are put right where they are seen.
#include "curvature_texture.hpp"

#include <cmath>

#include "curvature_descent.hpp"
#include "phase_refinement.hpp"
#include "random_start.hpp"

namespace cryocosm::membranes {
namespace {

// Interfaces of 1.5 and 2 spacings' epsilon: tanh(d / (sqrt(2) epsilon)) falls from 0.9 to -0.9 within 4
// epsilon.
constexpr double k_coarse_points = 3.75, k_coarse_epsilon = 1.5, k_fine_epsilon = 2;
constexpr int k_coarse_evaluations = 400, k_fine_evaluations = 60;

std::int64_t coarse_points(double size_A, double spacing_A) {
  constexpr std::int64_t k_fewest = 4;
  return std::max(k_fewest, static_cast<std::int64_t>(std::lround(size_A / spacing_A)));
}

PhaseLattice coarse_lattice(const TextureProblem& problem) {
  const double spacing_A = problem.radius_A / k_coarse_points;
  const Vec3 size = problem.size_A;
  PhaseLattice lattice;
  lattice.edge = problem.edge;
  lattice.size = {coarse_points(size.x, spacing_A), coarse_points(size.y, spacing_A),
                  coarse_points(size.z, spacing_A)};
  lattice.spacing_A = {size.x / static_cast<double>(lattice.size.x),
                       size.y / static_cast<double>(lattice.size.y),
                       size.z / static_cast<double>(lattice.size.z)};
  return lattice;
}

PhaseLattice halved(PhaseLattice lattice) {
  lattice.size = {2 * lattice.size.x, 2 * lattice.size.y, 2 * lattice.size.z};
  lattice.spacing_A = lattice.spacing_A / 2;
  return lattice;
}

}  // namespace

PhaseLattice finest_lattice(const TextureProblem& problem) { return halved(coarse_lattice(problem)); }

double finest_step_A(const TextureProblem& problem) { return problem.radius_A / (2 * k_coarse_points); }

// On a surface at distance d from the middle of an interface, k becomes k / (1 + d k) and the area grows by
// (1 + d k1)(1 + d k2). Weighted with the profile's fourth power of sech, d has the variance s2, and the
// integrand becomes P + s2 Q with Q = a20 (k1^4 - k1^3 k2) + a02 (k2^4 - k2^3 k1) + c k1 k2. What Q and its
// slope are at the preferred curvatures is taken off.
CurvatureEnergy compensated(const CurvatureEnergy& energy, double epsilon_A) {
  const double s2 = epsilon_A * epsilon_A * (k_pi * k_pi - 6) / 6;
  const Curvatures at = preferred(energy);
  const double k1 = at.greater_per_A, k2 = at.smaller_per_A;
  const double q =
      energy.a20 * k1 * k1 * k1 * (k1 - k2) + energy.a02 * k2 * k2 * k2 * (k2 - k1) + energy.c * k1 * k2;
  const double q1 = energy.a20 * k1 * k1 * (4 * k1 - 3 * k2) - energy.a02 * k2 * k2 * k2 + energy.c * k2;
  const double q2 = energy.a02 * k2 * k2 * (4 * k2 - 3 * k1) - energy.a20 * k1 * k1 * k1 + energy.c * k1;
  CurvatureEnergy e = energy;
  e.b10 -= s2 * q1;
  e.b01 -= s2 * q2;
  e.c -= s2 * (q - q1 * k1 - q2 * k2);
  return e;
}

Texture texture(const TextureProblem& problem, const Random& random, Services& services) {
  const double coarse_epsilon_A = problem.radius_A / k_coarse_points * k_coarse_epsilon;
  const double fine_epsilon_A = problem.radius_A / (2 * k_coarse_points) * k_fine_epsilon;
  const PhaseLattice coarse = coarse_lattice(problem);
  Texture texture;
  texture.lattice = halved(coarse);
  texture.epsilon_A = fine_epsilon_A;
  PhaseField u = random_start(coarse, coarse_epsilon_A, problem.wavelength_A, problem.mass, random, services);
  texture.coarse_energies = descend(u, compensated(problem.energy, coarse_epsilon_A), coarse_epsilon_A,
                                    coarse, problem.mass, k_coarse_evaluations, services);
  texture.field = refined(u, problem.edge, coarse_epsilon_A, fine_epsilon_A, services);
  u = {};
  restore_mass(texture.field, problem.mass, problem.edge, services);
  texture.fine_energies = descend(texture.field, compensated(problem.energy, fine_epsilon_A), fine_epsilon_A,
                                  texture.lattice, problem.mass, k_fine_evaluations, services);
  return texture;
}

}  // namespace cryocosm::membranes
