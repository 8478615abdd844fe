// What a template says about itself.
#include <cmath>

#include "template_loading.hpp"

namespace cryocosm::macromolecules {

void report_facts(const LoadedTemplate& loaded, Facts& facts) {
  const DensityTemplate& shape = *loaded.shape;
  const double voxel_A3 = std::pow(shape.grid().voxel_A, 3);
  double sum = 0, inside = 0;
  for (std::size_t i = 0; i < shape.density().size; ++i) {
    const double value = static_cast<double>(shape.density()[i]);
    sum += value;
    if (shape.mask()[i] != 0) inside += value;
  }
  facts.add(loaded.facts.mass_is_estimated ? "estimated_mass" : "mass", loaded.facts.mass_Da / 1000,
            units::kilodalton);
  facts.add("diameter", loaded.diameter_A, units::angstrom);
  facts.add("mask_volume_A3", static_cast<double>(shape.mask_count()) * voxel_A3, units::plain);
  if (std::isfinite(loaded.facts.level_V)) facts.add("level_V", loaded.facts.level_V, units::plain);
  if (std::isfinite(loaded.facts.resolution_A))
    facts.add("resolution", loaded.facts.resolution_A, units::angstrom);
  facts.add("mean_inside_V", inside / static_cast<double>(shape.mask_count()), units::plain);
  facts.add("integral_V_A3", sum * voxel_A3, units::plain);
}

}  // namespace cryocosm::macromolecules
