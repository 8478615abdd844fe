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
  double b_A2 = 0;       ///< isotropic displacement, 8 pi^2 times the mean square along one axis
};

/// Which atom of the file it is, by the authors' names.
struct AtomName {
  std::string chain;
  int residue = 0;
  std::string atom;
};

/// Marks of a membrane's faces: atoms N and O of residues DUM, which are no part of the molecule.
struct PlaneAtoms {
  std::vector<Vec3> inner_A, outer_A;
};

struct AtomicModel {
  Scatterer hydrogen;
  std::vector<Scatterer> scatterers;
  std::vector<Atom> atoms;
  std::vector<AtomName> names;  ///< of the same atoms
  PlaneAtoms planes;
};

double mass_Da(const AtomicModel& model);
double volume_A3(const AtomicModel& model);
Vec3 centre_of_mass_A(const AtomicModel& model);
/// Integral over space of the potential minus that of the displaced ice, V Å^3.
double integrated_potential_V_A3(const AtomicModel& model);

/// True for .pdb, .ent, .cif and .mmcif, each also with .gz, in any letter case.
bool is_atomic_model(const std::string& path);

enum class BFactors { file, none, uniform };

/// What to take of an atomic model's file.
struct AtomicOptions {
  std::string assembly;             ///< a biological assembly to build; empty: as deposited
  std::vector<std::string> chains;  ///< the authors' names of chains; empty: all
  BFactors b_factors = BFactors::file;
  double b_factor_A2 = 0;  ///< of every atom, with BFactors::uniform
};

/// The first model of a PDB or mmCIF file's bytes, without waters and marks; of alternative conformers the
/// one with the highest occupancy, counted whole. Hydrogens of the file are replaced by each residue's own
/// number of them. Chains are chosen before the assembly is built. `path` tells the format and is for
/// messages. Throws FileError (damaged) and DataError (no atoms, unknown element, no such assembly or chain,
/// coordinates or B factors that make no sense). [any]
AtomicModel parse_atomic_model(const std::vector<char>& bytes, const std::string& path,
                               const AtomicOptions& options = {});

/// parse_atomic_model() of a file, plain or gzipped; throws FileError too. [host]
AtomicModel read_atomic_model(const std::string& path, const AtomicOptions& options = {});

}  // namespace cryocosm::macromolecules
