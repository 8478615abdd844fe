// The potential of atomic models against gemmi's own density calculator.
#include <gtest/gtest.h>

#include <cmath>
#include <gemmi/c4322.hpp>
#include <gemmi/dencalc.hpp>

#include "atomic_potential.hpp"
#include "cryocosm/random.hpp"
#include "molecules.hpp"
#include "potentials.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

// Residues in a ball of 10 A, each atom with its own B factor.
struct Blob {
  std::string text;
  std::vector<std::string> names;
  Blob() {
    Random random(77);
    for (int i = 0; i < 12; ++i) {
      const Vec3 c = 10 * std::cbrt(random.uniform()) * random_direction(random);
      for (const char* const name : {"N", "CA", "C", "O", "CB", "SG"}) {
        const Vec3 p = c + 1.5 * random_direction(random);
        std::string line = pdb_atom(i + 1, name, "CYS", p.x, p.y, p.z, i + 1);
        char b[32];
        std::snprintf(b, sizeof b, "%6.2f", random.uniform(5, 90));
        text += line.replace(60, 6, b);
        names.emplace_back(name);
      }
    }
  }
};

const char* element_of(const std::string& name) {
  return name[0] == 'N' ? "N" : name[0] == 'O' ? "O" : name[0] == 'S' ? "S" : "C";
}

// The atoms as gemmi sees them, each with its share of hydrogens at its own place, in a cubic cell.
gemmi::Model gemmi_model(const AtomicModel& model, const std::vector<std::string>& names, Vec3 shift_A) {
  gemmi::Model out("1");
  out.chains.emplace_back("A");
  out.chains[0].residues.emplace_back();
  for (std::size_t i = 0; i < model.atoms.size(); ++i) {
    const Atom& atom = model.atoms[i];
    const Vec3 p = atom.position_A + shift_A;
    for (const bool hydrogen : {false, true}) {
      gemmi::Atom added;
      added.element = gemmi::Element(hydrogen ? "H" : element_of(names[i]));
      added.pos = {p.x, p.y, p.z};
      added.occ = hydrogen ? static_cast<float>(atom.hydrogens) : 1.0F;
      added.b_iso = static_cast<float>(atom.b_A2);
      out.chains[0].residues[0].atoms.push_back(added);
    }
  }
  return out;
}

// Each of our voxels holds a mean; gemmi gives points. n^3 points to a voxel, at the middles of its parts,
// give the mean by the midpoint rule, whose error is h^2/24 times the Laplacian with h = voxel / n. For a sum
// of Gaussians of variance s^2 and more, the Laplacian lies between -3/s^2 and +0.2/s^2 times the maximum (it
// is (r^2/s^4 - 3/s^2) g). With s = 0.225 * 2 voxels and n = 7 that is 1.3 % of the maximum. The merging of
// Gaussians adds 0.25 % (hasTheProfileOfTheTables), the cutoffs at 4.5 sigma and 1e-5 less.
TEST(AtomicPotential, agreesWithGemmisCalculator) {
  const Blob blob;
  const TempFile file("blob.pdb", blob.text);
  AtomicModel model = read_atomic_model(file.path);
  ASSERT_EQ(model.atoms.size(), blob.names.size());
  for (Atom& atom : model.atoms) atom.volume_A3 = 0;  // gemmi knows no ice
  constexpr int n = 7;
  constexpr double k_tolerance = 0.016;
  for (const double voxel_A : {1.5, 3.0, 6.0}) {
    const double resolution_A = 2 * voxel_A;
    const Volume ours = atomic_potential(model, voxel_A, resolution_A);
    const Index3 size = ours.grid.size;
    const int cell = static_cast<int>(std::max({size.x, size.y, size.z}));

    gemmi::DensityCalculator<gemmi::C4322<double>, double> theirs;
    theirs.grid.unit_cell.set(cell * voxel_A, cell * voxel_A, cell * voxel_A, 90, 90, 90);
    theirs.grid.set_size(n * cell, n * cell, n * cell);
    theirs.blur = 8 * k_pi * k_pi * std::pow(k_sigma_per_resolution * resolution_A, 2);
    theirs.cutoff = 1e-6F;
    // sub-voxel points start at the lower face of voxel 0; our centre of mass is at voxel N/2
    const double first = (0.5 - 0.5 / n) * voxel_A;
    const Vec3 middle{static_cast<double>(size.x / 2), static_cast<double>(size.y / 2),
                      static_cast<double>(size.z / 2)};
    const Vec3 shift = voxel_A * middle + Vec3{first, first, first} - centre_of_mass_A(model);
    theirs.add_model_density_to_grid(gemmi_model(model, blob.names, shift));

    double greatest = 0, worst = 0, sum = 0;
    std::size_t at = 0;
    for (int z = 0; z < size.z; ++z)
      for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x, ++at) {
          double mean = 0;
          for (int k = 0; k < n; ++k)
            for (int j = 0; j < n; ++j)
              for (int i = 0; i < n; ++i)
                mean += theirs.grid.get_value_q(n * x + i, n * y + j, n * z + k) / (n * n * n);
          const double expected = k_volts_A2 * mean, found = static_cast<double>(ours.voxels[at]);
          greatest = std::max(greatest, expected);
          worst = std::max(worst, std::abs(found - expected));
          sum += found;
        }
    EXPECT_LT(worst, k_tolerance * greatest) << voxel_A;
    // and all of it: the integrals of both are sums of amplitudes
    double total = 0;
    for (const double value : theirs.grid.data) total += value;
    EXPECT_NEAR(sum * std::pow(voxel_A, 3), k_volts_A2 * total * std::pow(voxel_A / n, 3),
                2e-3 * k_volts_A2 * total * std::pow(voxel_A / n, 3));
  }
}

}  // namespace
