// Atoms read from a PDB or mmCIF file: positions, scattering amplitudes, hydrogens, displaced volume.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cryocosm/geometry.hpp"

namespace cryocosm::macromolecules {

/// Electron scattering amplitude of a neutral atom, sum of a exp(-b s^2), s = sin(theta)/wavelength.
struct Scatterer {
  double a_A[5];
  double b_A2[5];

  double forward_A() const { return a_A[0] + a_A[1] + a_A[2] + a_A[3] + a_A[4]; }
};

/// A heavy atom with its share of the residue's hydrogens.
struct Atom {
  Vec3 position_A;
  std::uint32_t scatterer = 0;  ///< index into AtomicModel::scatterers
  double hydrogens = 0;
  double mass_Da = 0;    ///< with hydrogens
  double volume_A3 = 0;  ///< of ice that it displaces
};

struct AtomicModel {
  Scatterer hydrogen;
  std::vector<Scatterer> scatterers;
  std::vector<Atom> atoms;
};

double mass_Da(const AtomicModel& model);
double volume_A3(const AtomicModel& model);
Vec3 centre_of_mass_A(const AtomicModel& model);
/// Integral over space of the potential minus that of the displaced ice, V Å^3.
double integrated_potential_V_A3(const AtomicModel& model);

/// True for .pdb, .ent, .cif and .mmcif, each also with .gz, in any letter case.
bool is_atomic_model(const std::string& path);

/// Reads the first model, first conformer, without waters; hydrogens of the file are replaced by each
/// residue's own number of them. `assembly` names a biological assembly to build; empty: as deposited.
/// Throws FileError (unreadable, damaged) and DataError (no atoms, unknown element, no such
/// assembly, coordinates not finite). [host]
AtomicModel read_atomic_model(const std::string& path, const std::string& assembly);

}  // namespace cryocosm::macromolecules
