// macromolecules.template: molecules whose density comes from a map or an atomic model.
#include "template.hpp"

#include <algorithm>

#include "atomic_potential.hpp"
#include "cryocosm/error.hpp"
#include "map_density.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

double resolution_A(const TemplateParams& params, const GridSpec& grid) {
  return params.resolution_A > 0 ? params.resolution_A : 2 * grid.voxel_A;
}

// Before any memory is taken: a box around stray atoms could be of any size.
void require_span(const AtomicModel& model, const GridSpec& grid, const std::string& path) {
  Box box;
  for (const Atom& atom : model.atoms) extend(box, atom.position_A);
  const Vec3 span = box.high - box.low;
  if (std::max({span.x, span.y, span.z}) <= diagonal_A(grid)) return;
  require_fit({std::max({span.x, span.y, span.z}), std::min({span.x, span.y, span.z})}, grid,
              "'" + path + "'");
}

Volume load_atomic(const TemplateParams& params, BuildContext& build) {
  const AtomicModel model = read_atomic_model(params.file.path, params.assembly);
  require_span(model, build.grid(), params.file.path);
  build.log(LogLevel::info, "'" + params.file.path +
                                "': " + number_text(std::round(mass_Da(model) / 100) / 10) + " kDa in " +
                                std::to_string(model.atoms.size()) + " heavy atoms");
  return atomic_potential(model, build.grid().voxel_A, resolution_A(params, build.grid()));
}

Volume load_map(const TemplateParams& params, BuildContext& build) {
  const std::string& path = params.file.path;
  if (!params.assembly.empty() || params.resolution_A > 0)
    throw DataError("'" + path + "' is a map: 'assembly' and 'resolution' are for atomic models only",
                    "leave them out, or give a .pdb, .ent, .cif or .mmcif file", Code::inconsistent);
  return map_density(build.volumes().read(path), build.grid().voxel_A, build.imaging(), path);
}

}  // namespace

Schema<TemplateParams> TemplateMolecule::schema() {
  Schema<TemplateParams> s("Macromolecules with the density of a map or an atomic model.");
  s.field("file", &TemplateParams::file)
      .required()
      .help(
          "Map (.mrc, .map, .ccp4, .nrrd, .nii) or atomic model (.pdb, .ent, .cif, .mmcif, each also .gz).");
  s.field("level", &TemplateParams::level)
      .unit(units::fraction)
      .range(0, 1)
      .help(
          "Fraction of the maximum at which the molecule's surface lies; inside, other molecules are "
          "excluded.");
  s.field("resolution", &TemplateParams::resolution_A)
      .unit(units::angstrom)
      .range(0.5, 1000)
      .optional()
      .help("Resolution to which an atomic model is low-passed; twice the voxel size unless given.");
  s.field("density", &TemplateParams::density_V)
      .unit(units::volt)
      .range(1e-6, 1e6)
      .optional()
      .help(
          "Mean density inside the surface; as computed from the atoms, or that of protein for maps, unless "
          "given.");
  s.field("assembly", &TemplateParams::assembly)
      .optional()
      .help("Biological assembly of an atomic model, such as 1; the model as deposited unless given.");
  add_cluster_fields(s);
  s.check("level must lie between 0 and 1, both excluded",
          [](const TemplateParams& p) { return p.level > 0 && p.level < 1; });
  s.details(
      "Atomic models become electrostatic potential in volts minus that of the ice they displace (neutral "
      "atoms, "
      "International Tables C, table 4.3.2.2). Clusters are the self-avoiding chains of the membership of "
      "one species.");
  s.placed_by("macromolecules.self_avoiding_walk").drawn_by("macromolecules.interpolate");
  return s;
}

TemplateMolecule::TemplateMolecule(const TemplateParams& params, BuildContext& build) : params_(params) {
  const bool atomic = is_atomic_model(params.file.path);
  Volume volume = atomic ? load_atomic(params, build) : load_map(params, build);
  const std::vector<std::uint8_t> mask = mask_at_level(volume, params.level);
  // from the surface to where a Gaussian edge has faded takes two standard deviations
  const double edge_A = atomic ? 2 * k_sigma_per_resolution * resolution_A(params, build.grid()) : 0;
  clear_outside(volume, mask, std::max(2 * build.grid().voxel_A, edge_A));
  if (params.density_V > 0)
    scale_to_mean(volume, mask, params.density_V);
  else if (!atomic)
    scale_to_protein(volume);
  shape_ = trimmed_template(volume, mask);
  const Extents size = extents(*shape_);
  require_fit(size, build.grid(), "'" + params.file.path + "'");
  diameter_A_ = size.widest_A;
}

std::unique_ptr<Structure> TemplateMolecule::draw(Draw& draw) const {
  return draw_cluster(params_, *shape_, diameter_A_, draw);
}

}  // namespace cryocosm::macromolecules
