// macromolecules.template: molecules whose density comes from a map or an atomic model.
#include "template.hpp"

namespace cryocosm::macromolecules {

Schema<TemplateParams> TemplateMolecule::schema() {
  Schema<TemplateParams> s("Macromolecules with the density of a map or an atomic model.");
  s.field("file", &TemplateParams::file)
      .required()
      .help(
          "Map (.mrc, .map, .ccp4, .nrrd, .nii) or atomic model (.pdb, .ent, .cif, .mmcif, each also .gz).");
  add_template_fields(s);
  add_cluster_fields(s);
  s.details(
      "Atomic models become electrostatic potential in volts minus that of the ice they displace (neutral "
      "atoms, International Tables C, table 4.3.2.2). Templates are kept in a cache between runs.");
  s.placed_by("macromolecules.self_avoiding_walk").drawn_by("macromolecules.interpolate");
  return s;
}

TemplateMolecule::TemplateMolecule(const TemplateParams& params, BuildContext& build)
    : params_(params), loaded_(load_template(params.file.path, params, build)) {}

std::unique_ptr<Structure> TemplateMolecule::draw(Draw& draw) const {
  return draw_cluster(params_, {loaded_.shape.get(), loaded_.diameter_A, 1, loaded_.anchor}, draw);
}

}  // namespace cryocosm::macromolecules
