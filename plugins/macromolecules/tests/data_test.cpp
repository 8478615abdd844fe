// Tests on real atomic models and maps, found through CRYOCOSM_TEST_DATA; skipped without it.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "atomic_model.hpp"
#include "cryocosm/testing.hpp"
#include "molecules.hpp"
#include "potentials.hpp"
#include "template.hpp"
#if HAS_IMAGING
#include "imaging/imaging.hpp"
#endif

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using cryocosm::testing::TestBuild;
using macromolecules::test::assembly;

constexpr const char* k_skip = "CRYOCOSM_TEST_DATA does not name the folder with test data";

std::filesystem::path data_folder() {
  const char* const folder = std::getenv("CRYOCOSM_TEST_DATA");
  return folder == nullptr ? std::filesystem::path() : std::filesystem::path(folder);
}

const GridSpec k_grid{{400, 400, 100}, 10};

TemplateParams params_of(const std::filesystem::path& file) {
  TemplateParams params;
  params.file.path = file.string();
  return params;
}

double integral(const DensityTemplate& shape) {
  double sum = 0;
  for (const float v : shape.density()) sum += v;
  return sum * std::pow(shape.grid().voxel_A, 3);
}

TEST(RealAtomicModels, keepTheirPotential) {
  if (data_folder().empty()) GTEST_SKIP() << k_skip;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder() / "pdb")) {
    SCOPED_TRACE(entry.path().string());
    TestBuild build(k_grid);
    const TemplateMolecule molecule(params_of(entry.path()), build);
    const AtomicModel model = read_atomic_model(entry.path().string());
    // what is cut away around the edge is below a thousandth of the maximum
    EXPECT_NEAR(integral(molecule.shape()), integrated_potential_V_A3(model),
                0.005 * integrated_potential_V_A3(model));
    // RNA has more phosphorus and packs more densely, so it lies higher above ice than protein
    EXPECT_GT(integrated_potential_V_A3(model) / volume_A3(model), 0.95 * k_protein_above_ice_V);
    EXPECT_LT(integrated_potential_V_A3(model) / volume_A3(model), 1.4 * k_protein_above_ice_V);
    ++count;
  }
  EXPECT_GT(count, 0U);
}

// Masses without the residues that are not resolved: the published ones are upper bounds.
TEST(RealAtomicModels, haveTheirMasses) {
  if (data_folder().empty()) GTEST_SKIP() << k_skip;
  const AtomicModel proteasome = read_atomic_model((data_folder() / "pdb/3j9i.pdb").string());
  EXPECT_LT(mass_Da(proteasome), 690e3);
  EXPECT_GT(mass_Da(proteasome), 0.95 * 673e3);  // Löwe et al. 1995
}

TEST(RealAtomicModels, doubleInTheAssemblyOfRubisco) {
  if (data_folder().empty()) GTEST_SKIP() << k_skip;
  const std::string path = (data_folder() / "pdb/1bxn.pdb").string();
  const AtomicModel half = read_atomic_model(path), whole = read_atomic_model(path, assembly("1"));
  EXPECT_EQ(whole.atoms.size(), 2 * half.atoms.size());
  EXPECT_NEAR(mass_Da(whole), 2 * mass_Da(half), 1);
}

#if HAS_IMAGING
TEST(RealMaps, areTemplatesWithoutResampling) {
  if (data_folder().empty()) GTEST_SKIP() << k_skip;
  const auto volumes = make_volumes();
  const auto imaging = make_imaging();
  std::size_t count = 0;
  for (const char* const folder : {"mrcs_10A", "mb_mrcs_10A"})
    for (const auto& entry :
         std::filesystem::directory_iterator(data_folder() / "polnet/templates" / folder)) {
      SCOPED_TRACE(entry.path().string());
      TestBuild build(k_grid, volumes.get(), imaging.get());
      const TemplateMolecule molecule(params_of(entry.path()), build);
      EXPECT_GT(molecule.shape().mask_count(), 50U);
      EXPECT_GT(integral(molecule.shape()), 0);
      ++count;
    }
  EXPECT_EQ(count, 29U);
}

// Maps in arbitrary units and atomic models of the same molecule have the same mass within what
// the half-maximum surface of a map of unknown resolution can tell.
TEST(RealMaps, weighAsMuchAsTheirAtomicModels) {
  if (data_folder().empty()) GTEST_SKIP() << k_skip;
  const auto volumes = make_volumes();
  const auto imaging = make_imaging();
  for (const char* const name : {"1qvr", "1s3x", "1u6g", "2cg9", "3cf3", "3j9i", "1bxn", "4v4r_30S"}) {
    SCOPED_TRACE(name);
    TestBuild build(k_grid, volumes.get(), imaging.get());
    const std::string stem(name);
    const TemplateMolecule map(params_of(data_folder() / "polnet/templates/mrcs_10A" / (stem + ".mrc")),
                               build);
    const TemplateMolecule atoms(params_of(data_folder() / "pdb" / (stem + ".pdb")), build);
    EXPECT_NEAR(integral(map.shape()) / integral(atoms.shape()), 1, 0.25);
  }
}
#endif

}  // namespace
