// Random textures of surfaces that lower a curvature energy: the whole way from noise to a phase field.
#pragma once

#include "cryocosm/random.hpp"
#include "cryocosm/run_context.hpp"
#include "curvature_energy.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

struct TextureProblem {
  CurvatureEnergy energy;   ///< in 1/Å
  double radius_A = 0;      ///< the scale of the shapes, which the lattices are made for
  double mass = 0;          ///< mean of the phase field; (1 + mass) / 2 of the volume is inside
  double wavelength_A = 0;  ///< of the random start
  Vec3 size_A;              ///< of the box
  Edge edge = Edge::mirror;
};

struct Texture {
  PhaseLattice lattice;
  PhaseField field;      ///< +1 inside
  double epsilon_A = 0;  ///< the field is close to tanh(distance / (sqrt(2) epsilon))
  std::vector<double> coarse_energies, fine_energies;  ///< of states one after the other, never rising
};

/// Points of the finest lattice that the problem needs.
PhaseLattice finest_lattice(const TextureProblem& problem);
/// Its spacing, before whole cells are made to fill the box.
double finest_step_A(const TextureProblem& problem);

/// The energy whose diffuse form is least where that of `energy` would be if interfaces had no width, to
/// first order in the square of epsilon over the preferred radius.
CurvatureEnergy compensated(const CurvatureEnergy& energy, double epsilon_A);

/// Starts from noise of `random`, descends on a lattice of radius / 3.75, where the texture is decided, and
/// then on one of half its spacing with interfaces two thirds as wide. The same bytes on any number of
/// threads. Memory: 12 bytes for each point of the finest lattice. Throws Cancelled. [worker]
Texture texture(const TextureProblem& problem, const Random& random, Services& services);

}  // namespace cryocosm::membranes
