// Making a placeable template of a molecule's file: the one door through which macromolecules.template,
// .beads and .mixture load, so whoever adds a parameter or a source adds it here and all of them have it.
#pragma once

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "anchor.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules {

/// How a map or an atomic model becomes a template; components derive their own parameters from it.
struct TemplateOptions {
  std::string surface = "fraction";  ///< fraction, absolute or mass: what says where the surface lies
  double level = 0.1;                ///< with fraction
  double absolute_level = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not set
  double mass_kDa = 0;                                               ///< 0: not set
  double resolution_A = 0;                                           ///< 0: not set
  std::string scale = "auto";                                        ///< auto, mean or as_is
  double density_V = 0;                                              ///< 0: not set
  std::string assembly;
  std::vector<std::string> chains;
  std::string b_factors = "file";  ///< file, none or uniform
  double b_factor_A2 = 0;          ///< with uniform; 0: not set
  AnchorParams anchor;
};

template <class P>
void add_template_fields(Schema<P>& schema) {
  using Texts = std::vector<std::string>;
  schema.field("surface", static_cast<std::string P::*>(&P::surface))
      .choices({"fraction", "absolute", "mass"})
      .help(
          "What says where the molecule's surface lies, inside which others are excluded: 'level', "
          "'absolute_level', or a volume of 1.21 cubic A for each Da of its mass.");
  schema.field("level", static_cast<double P::*>(&P::level))
      .unit(units::fraction)
      .range(0, 1)
      .help("With surface 'fraction': the surface's density as a fraction of the maximum.");
  schema.field("absolute_level", static_cast<double P::*>(&P::absolute_level))
      .range(-1e30, 1e30)
      .optional()
      .help(
          "With surface 'absolute': the surface's density in the map's own units, in volts for atomic "
          "models.");
  schema.field("mass", static_cast<double P::*>(&P::mass_kDa))
      .unit(units::kilodalton)
      .range(0.1, 1e6)
      .optional()
      .help("With surface 'mass': the molecule's mass; for atomic models their own unless given.");
  schema.field("resolution", static_cast<double P::*>(&P::resolution_A))
      .unit(units::angstrom)
      .range(0.5, 1000)
      .optional()
      .help(
          "Resolution to low-pass to; unless given, twice the voxel size for atomic models, and none beyond "
          "their own for maps.");
  schema.field("scale", static_cast<std::string P::*>(&P::scale))
      .choices({"auto", "mean", "as_is"})
      .help(
          "For maps: auto scales arbitrary units so that the molecule weighs as much above ice as its volume "
          "of "
          "protein, mean so that the mean inside the surface is that of protein, as_is takes the values as "
          "volts.");
  schema.field("density", static_cast<double P::*>(&P::density_V))
      .unit(units::volt)
      .range(1e-6, 1e6)
      .optional()
      .help("Mean density inside the surface, to which maps and atomic models are scaled when it is given.");
  schema.field("assembly", static_cast<std::string P::*>(&P::assembly))
      .optional()
      .help("Biological assembly of an atomic model, such as 1; the model as deposited unless given.");
  schema.field("chains", static_cast<Texts P::*>(&P::chains))
      .optional()
      .help("Chains of an atomic model to take, by the authors' names; all unless given.");
  schema.field("b_factors", static_cast<std::string P::*>(&P::b_factors))
      .choices({"file", "none", "uniform"})
      .help(
          "Blurring of atoms: each by its B factor in the file, none, or all alike by 'b_factor'. Predicted "
          "models have a confidence in its place: take none.");
  schema.field("b_factor", static_cast<double P::*>(&P::b_factor_A2))
      .range(1e-6, 1e4)
      .optional()
      .help("With b_factors 'uniform': the B factor of every atom, in square A.");
  add_anchor_field(schema);
  schema.check("level must lie between 0 and 1, both excluded",
               [](const P& p) { return p.level > 0 && p.level < 1; });
  schema.check("absolute_level must be given with surface 'absolute', and only then",
               [](const P& p) { return std::isnan(p.absolute_level) == (p.surface != "absolute"); });
  schema.check("mass may be given with surface 'mass' only",
               [](const P& p) { return p.mass_kDa == 0 || p.surface == "mass"; });
  schema.check("density replaces scale: with it, scale must be left at 'auto'",
               [](const P& p) { return p.density_V == 0 || p.scale == "auto"; });
  schema.check("b_factor must be given with b_factors 'uniform', and only then",
               [](const P& p) { return (p.b_factor_A2 > 0) == (p.b_factors == "uniform"); });
}

/// What is known about a template, for people. NaN: not known.
struct TemplateFacts {
  double mass_Da = std::numeric_limits<double>::quiet_NaN();
  bool mass_is_estimated = false;  ///< from the volume at half the maximum
  double level_V = std::numeric_limits<double>::quiet_NaN();
  double resolution_A = std::numeric_limits<double>::quiet_NaN();
};

struct LoadedTemplate {
  std::unique_ptr<DensityTemplate> shape;
  double diameter_A = 0;  ///< the greatest width of the mask
  TemplateFacts facts;
  std::optional<Anchor> anchor;
};

/// What the options say about an atomic model.
AtomicOptions atomic_options(const TemplateOptions& options);

/// A map or an atomic model as a template on the voxels of build.grid(), from the host's cache when it has
/// been made before. Throws what the readers throw, and DataError when it fits into the volume in no
/// rotation. [host]
LoadedTemplate load_template(const std::string& path, const TemplateOptions& options, BuildContext& build);

/// The same of a bead model; `resolution_A` 0 means twice the voxel size. [host]
LoadedTemplate load_beads(const std::string& path, double resolution_A, const AnchorParams& anchor,
                          BuildContext& build);

/// Mass, diameter, volume and density of a template, in the order people ask for them. [any]
void report_facts(const LoadedTemplate& loaded, Facts& facts);

}  // namespace cryocosm::macromolecules
