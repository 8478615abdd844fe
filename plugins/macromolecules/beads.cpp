// macromolecules.beads: molecules drawn as balls, from a small text file.
#include "beads.hpp"

#include <algorithm>

#include "bead_model.hpp"
#include "cryocosm/error.hpp"
#include "potentials.hpp"
#include "template_cache.hpp"
#include "template_shape.hpp"

namespace cryocosm::macromolecules {
namespace {

// Raised whenever the same file and parameters give another template.
constexpr const char* k_maker = "macromolecules.beads 1";

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

LoadedTemplate make_template(const std::string& path, double resolution_A, BuildContext& build) {
  const GridSpec& grid = build.grid();
  const std::string what = "'" + path + "'";
  const BeadModel model = read_beads(path);
  require_span(model, grid, what);
  require_affordable(bead_grid(model, grid.voxel_A, resolution_A), what);
  build.log(LogLevel::info, what + ": " + (model.name.empty() ? "no name" : model.name) +
                                (model.source.empty() ? "" : ", " + model.source));
  Volume volume = bead_density(model, grid.voxel_A, resolution_A);
  const double reach_A = std::max(2 * grid.voxel_A, 4 * k_sigma_per_resolution * resolution_A);
  const std::vector<std::uint8_t> mask = bead_mask(model, volume.grid);
  LoadedTemplate made;
  made.facts.mass_Da = volume_at_half_maximum_A3(volume) / k_protein_A3_per_Da;
  made.facts.mass_is_estimated = true;
  made.facts.resolution_A = resolution_A;
  clear_outside(volume, mask, reach_A);
  made.shape = trimmed_template(volume, mask);
  return made;
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
  add_anchor_field(s);
  add_cluster_fields(s);
  s.details(
      "For molecules whose dimensions are known but not their atoms, and for examples without downloads.");
  s.placed_by("macromolecules.self_avoiding_walk").drawn_by("macromolecules.interpolate");
  return s;
}

LoadedTemplate load_beads(const std::string& path, double resolution_A, const AnchorParams& anchor,
                          BuildContext& build) {
  const GridSpec& grid = build.grid();
  if (resolution_A <= 0) resolution_A = 2 * grid.voxel_A;
  const TemplateSource source{
      path, k_maker, "voxel " + number_text(grid.voxel_A) + ";resolution " + number_text(resolution_A)};
  LoadedTemplate loaded =
      cached_template(source, build, [&] { return make_template(path, resolution_A, build); });
  const Extents size = extents(*loaded.shape);
  require_fit(size, grid, "'" + path + "'");
  loaded.diameter_A = size.widest_A;
  loaded.anchor = load_anchor(anchor, path, {});
  return loaded;
}

BeadMolecule::BeadMolecule(const BeadsParams& params, BuildContext& build)
    : params_(params), loaded_(load_beads(params.file.path, params.resolution_A, params.anchor, build)) {}

std::unique_ptr<Structure> BeadMolecule::draw(Draw& draw) const {
  return draw_cluster(params_, {loaded_.shape.get(), loaded_.diameter_A, 1, loaded_.anchor}, draw);
}

}  // namespace cryocosm::macromolecules
