// Tests of the electrostatic potential: constants, integrals and profiles against direct sums.
#include "atomic_potential.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/random.hpp"
#include "molecules.hpp"
#include "potentials.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

AtomicModel carbon_at(Vec3 position_A) {
  const TempFile file("carbon.pdb", pdb_atom(1, "CA", "UNL", 0, 0, 0));
  AtomicModel model = read_atomic_model(file.path);
  model.atoms[0].position_A = position_A;
  return model;
}

// A blob of alanine, 40 A across.
AtomicModel blob(int residues) {
  Random random(21);
  std::string text;
  for (int i = 0; i < residues; ++i) {
    const Vec3 c = 20 * std::cbrt(random.uniform()) * random_direction(random);
    for (const char* const name : {"N", "CA", "C", "O", "CB"}) {
      const Vec3 p = c + 1.5 * random_direction(random);
      text += pdb_atom(i + 1, name, "ALA", p.x, p.y, p.z, i + 1);
    }
  }
  const TempFile file("blob.pdb", text);
  return read_atomic_model(file.path);
}

double integral(const Volume& volume) {
  double sum = 0;
  for (const float v : volume.voxels) sum += v;
  return sum * std::pow(volume.grid.voxel_A, 3);
}

TEST(Potentials, haveTheKnownValues) {
  EXPECT_NEAR(k_volts_A2, 47.878, 1e-3);  // h^2 / (2 pi m e), V A^2
  EXPECT_NEAR(k_ice_V, 4.53, 0.005);      // neutral atoms at 0.93 g/cm^3
  EXPECT_NEAR(k_protein_above_ice_V, 3.54, 0.005);
  EXPECT_NEAR(k_sigma_per_resolution, 1 / (std::sqrt(2.0) * k_pi), 1e-15);
}

TEST(Potentials, agreeWithTheTablesThatModelsUse) {
  const AtomicModel carbon = carbon_at({});
  EXPECT_NEAR(carbon.hydrogen.forward_A(), k_hydrogen_A, 1e-9);
  EXPECT_NEAR(carbon.scatterers[0].forward_A(), k_carbon_A, 1e-9);
}

TEST(AtomicPotential, integratesToAmplitudesMinusIceAtAnyVoxelSizeAndResolution) {
  const AtomicModel model = blob(200);
  const double expected = integrated_potential_V_A3(model);
  double gross = 0;  // both signs, for the part that truncation at 4.5 sigma leaves out: 3 * 6.8e-6 of each
  for (const Atom& atom : model.atoms)
    gross += k_volts_A2 * (model.scatterers[atom.scatterer].forward_A() + atom.hydrogens * k_hydrogen_A) +
             k_ice_V * atom.volume_A3;
  for (const double voxel_A : {2.0, 4.7, 10.0, 15.0})
    for (const double resolution_A : {2.0, 10.0, 40.0})
      EXPECT_NEAR(integral(atomic_potential(model, voxel_A, resolution_A)), expected, 2.1e-5 * gross);
}

// Mean over one voxel of the unmerged sum of Gaussians, by the midpoint rule.
double direct_voxel_mean(const AtomicModel& model, Vec3 from_atom_A, double voxel_A, double resolution_A) {
  const Atom& atom = model.atoms[0];
  const double blur = std::pow(k_sigma_per_resolution * resolution_A, 2) + atom.b_A2 / (8 * k_pi * k_pi);
  const auto gaussian = [](double r2, double variance) {
    if (!(variance > 0)) return 0.0;
    return std::exp(-r2 / (2 * variance)) / std::pow(2 * k_pi * variance, 1.5);
  };
  const auto potential = [&](double r2) {
    double v =
        -k_ice_V * atom.volume_A3 * gaussian(r2, std::pow(atom.volume_A3, 2.0 / 3) / (2 * k_pi) + blur);
    for (int i = 0; i < 5; ++i) {
      const Scatterer& c = model.scatterers[0];
      v += k_volts_A2 * c.a_A[i] * gaussian(r2, c.b_A2[i] / (8 * k_pi * k_pi) + blur);
    }
    return v;
  };
  constexpr int n = 12;
  double sum = 0;
  for (int i = 0; i < n * n * n; ++i) {
    const auto part = [&](int k) { return ((k + 0.5) / n - 0.5) * voxel_A; };
    const Vec3 p = from_atom_A + Vec3{part(i % n), part(i / n % n), part(i / (n * n))};
    sum += potential(dot(p, p));
  }
  return sum / (n * n * n);
}

TEST(AtomicPotential, hasTheProfileOfTheTables) {
  for (const double resolution_A : {2.5, 5.0, 20.0}) {
    const double voxel_A = resolution_A / 2;
    const AtomicModel model = carbon_at({});
    const Volume volume = atomic_potential(model, voxel_A, resolution_A);
    const Index3 n = volume.grid.size;
    AtomicModel without_ice = model;
    without_ice.atoms[0].volume_A3 = 0;
    const double peak = direct_voxel_mean(without_ice, {}, voxel_A, resolution_A);
    for (std::int64_t x = 0; x <= 3; ++x)
      for (std::int64_t y = 0; y <= 2; ++y) {
        const auto at = static_cast<std::size_t>(n.x / 2 + x + n.x * (n.y / 2 + y + n.y * (n.z / 2)));
        const Vec3 p = voxel_A * Vec3{static_cast<double>(x), static_cast<double>(y), 0};
        // merging loses (5 %)^2 of the peak, the midpoint rule less
        EXPECT_NEAR(static_cast<double>(volume.voxels[at]),
                    direct_voxel_mean(model, p, voxel_A, resolution_A), 2.5e-3 * std::abs(peak));
      }
  }
}

// A blur by B factors adds up with that of the low-pass: 8 pi^2 sigma^2.
TEST(AtomicPotential, isBlurredByBFactorsAsByTheLowPass) {
  AtomicModel sharp = carbon_at({}), blurred = carbon_at({});
  sharp.atoms[0].b_A2 = 0;
  blurred.atoms[0].b_A2 = 8 * k_pi * k_pi * std::pow(k_sigma_per_resolution, 2) * (13 * 13 - 12 * 12);
  const Volume a = atomic_potential(sharp, 3, 13), b = atomic_potential(blurred, 3, 12);
  ASSERT_EQ(a.grid.size, b.grid.size);
  for (std::size_t i = 0; i < a.voxels.size(); ++i) EXPECT_NEAR(a.voxels[i], b.voxels[i], 1e-6F);
}

TEST(AtomicPotential, stopsWhenItsPauseThrows) {
  EXPECT_THROW(atomic_potential(blob(2), 2, 4, [] { throw Cancelled(); }), Cancelled);
}

TEST(AtomicPotential, putsTheCentreOfMassOnTheMiddleVoxelOfAnOddBox) {
  AtomicModel model = carbon_at({103, -27, 11});
  model.atoms.push_back(model.atoms[0]);
  model.atoms[1].position_A = {123, -27, 11};
  const Volume volume = atomic_potential(model, 3, 6);
  const Index3 n = volume.grid.size;
  EXPECT_EQ(n.x % 2, 1);
  EXPECT_EQ(n.y % 2, 1);
  EXPECT_EQ(n.z % 2, 1);
  Vec3 moment;
  double sum = 0;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < n.z; ++z)
    for (std::int64_t y = 0; y < n.y; ++y)
      for (std::int64_t x = 0; x < n.x; ++x, ++at) {
        const double v = volume.voxels[at];
        moment = moment + v * Vec3{static_cast<double>(x - n.x / 2), static_cast<double>(y - n.y / 2),
                                   static_cast<double>(z - n.z / 2)};
        sum += v;
      }
  EXPECT_NEAR(norm(moment / sum), 0, 1e-5);
}

TEST(AtomicPotential, ofAProteinLiesAboveIce) {
  // dense alanine: 200 residues of 71 Da fill half the ball of 20 A
  const AtomicModel model = blob(200);
  EXPECT_NEAR(integrated_potential_V_A3(model) / volume_A3(model), k_protein_above_ice_V, 0.35);
}

}  // namespace
