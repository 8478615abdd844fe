// Total scattering of a drawn molecule in any rotation and anywhere between voxels.
#include "cryocosm/random.hpp"
#include "interpolate.hpp"
#include "molecules.hpp"
#include "template_tools.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

// An elongated protein, 100 A by 40 A.
std::string rod() {
  Random random(9);
  std::string text;
  for (int i = 1; i <= 400; ++i) {
    const Vec3 d = 20 * std::cbrt(random.uniform()) * random_direction(random);
    const Vec3 c{d.x * 2.5, d.y, d.z};
    for (const char* const name : {"N", "CA", "C", "O", "CB"}) {
      const Vec3 p = c + 1.5 * random_direction(random);
      text += pdb_atom(i, name, "ALA", p.x, p.y, p.z, i);
    }
  }
  return text;
}

TEST(Drawn, scatteringIsConservedUnderRotation) {
  const TempFile file("rod.pdb", rod());
  const double expected = integrated_potential_V_A3(read_atomic_model(file.path));
  for (const double voxel_A : {4.0, 10.0}) {
    const GridSpec grid{{60, 60, 60}, voxel_A};
    TestBuild build(grid);
    TemplateParams params;
    params.file.path = file.path;
    const TemplateMolecule molecule(params, build);
    Random random(10);
    for (int i = 0; i < 20; ++i) {
      Pose pose;
      pose.rotation = random_rotation(random);
      for (double* const at : {&pose.position_A.x, &pose.position_A.y, &pose.position_A.z})
        *at = voxel_A * (30 + random.uniform(-0.5, 0.5));
      Volume drawn{grid, std::vector<float>(grid.count(), 0.0F)};
      Interpolate({}).draw(molecule.shape(), pose, whole_window(drawn.voxels.data(), grid));
      double sum = 0;
      for (const float value : drawn.voxels) sum += static_cast<double>(value);
      EXPECT_NEAR(sum * std::pow(voxel_A, 3), expected, 0.01 * expected) << voxel_A << " rotation " << i;
    }
  }
}

}  // namespace
