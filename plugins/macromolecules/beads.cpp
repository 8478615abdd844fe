// macromolecules.beads: molecules drawn as balls, from a small text file.
#include "beads.hpp"

#include <algorithm>

#include "bead_model.hpp"
#include "cryocosm/error.hpp"
#include "potentials.hpp"
#include "template_shape.hpp"

namespace cryocosm::macromolecules {
namespace {

// Before any memory is taken: a misplaced bead could ask for a box of any size.
void require_span(const BeadModel& model, const GridSpec& grid, const std::string& what) {
  Box box;
  for (const Bead& bead : model.beads) {
    extend(box, cube_around(bead.centre_A, bead.radius_A).low);
    extend(box, cube_around(bead.centre_A, bead.radius_A).high);
  }
  const Vec3 span = box.high - box.low;
  const Extents size{std::max({span.x, span.y, span.z}), std::min({span.x, span.y, span.z})};
  if (size.widest_A > diagonal_A(grid)) require_fit(size, grid, what);
}

}  // namespace

Schema<BeadsParams> BeadMolecule::schema() {
  Schema<BeadsParams> s("Macromolecules drawn as balls, from a text file with their symmetry.");
  s.field("file", &BeadsParams::file).required().help("Bead model (.beads).");
  s.field("resolution", &BeadsParams::resolution_A)
      .unit(units::angstrom)
      .range(0.5, 1000)
      .optional()
      .help("Resolution to which the balls are low-passed; twice the voxel size unless given.");
  add_cluster_fields(s);
  s.details(
      "For molecules whose dimensions are known but not their atoms, and for examples without downloads.");
  s.placed_by("macromolecules.self_avoiding_walk").drawn_by("macromolecules.interpolate");
  return s;
}

BeadMolecule::BeadMolecule(const BeadsParams& params, BuildContext& build) : params_(params) {
  const GridSpec& grid = build.grid();
  const std::string what = "'" + params.file.path + "'";
  const BeadModel model = read_beads(params.file.path);
  require_span(model, grid, what);
  build.log(LogLevel::info, what + ": " + (model.name.empty() ? "no name" : model.name) +
                                (model.source.empty() ? "" : ", " + model.source));
  const double resolution_A = params.resolution_A > 0 ? params.resolution_A : 2 * grid.voxel_A;
  Volume volume = bead_density(model, grid.voxel_A, resolution_A);
  const double reach_A = std::max(2 * grid.voxel_A, 4 * k_sigma_per_resolution * resolution_A);
  const std::vector<std::uint8_t> mask = bead_mask(model, volume.grid);
  clear_outside(volume, mask, reach_A);
  shape_ = trimmed_template(volume, mask);
  const Extents size = extents(*shape_);
  require_fit(size, grid, what);
  diameter_A_ = size.widest_A;
}

std::unique_ptr<Structure> BeadMolecule::draw(Draw& draw) const {
  return draw_cluster(params_, *shape_, diameter_A_, draw);
}

}  // namespace cryocosm::macromolecules
