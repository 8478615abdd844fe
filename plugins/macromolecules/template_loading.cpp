// Making a placeable template of a map or an atomic model.
#include "template_loading.hpp"

#include <algorithm>
#include <charconv>

#include "atomic_potential.hpp"
#include "cryocosm/error.hpp"
#include "map_density.hpp"
#include "potentials.hpp"
#include "template_cache.hpp"
#include "template_shape.hpp"

namespace cryocosm::macromolecules {
namespace {

// Raised whenever the same file and parameters give another template; the release is there for the
// host's filters, which make a part of it.
constexpr const char* k_maker = "macromolecules.template 2, cryocosm " CRYOCOSM_VERSION;

std::string quoted(const std::string& path) { return "'" + path + "'"; }
// Six digits: what float voxels hold.
std::string digits(double value) {
  char text[32];
  const std::to_chars_result end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
  return {text, end.ptr};
}
std::string tenths(double value) { return number_text(std::round(10 * value) / 10); }

// Of the low-pass; 0 for a map that is left as it is.
double low_pass_A(const TemplateOptions& options, bool atomic, const GridSpec& grid) {
  return options.resolution_A > 0 ? options.resolution_A : atomic ? 2 * grid.voxel_A : 0;
}

std::string text_of(const TemplateOptions& options, bool atomic, const GridSpec& grid) {
  std::string text = "voxel " + number_text(grid.voxel_A) + ";surface " + options.surface + ";level " +
                     number_text(options.level) + ";absolute " + number_text(options.absolute_level) +
                     ";mass " + number_text(options.mass_kDa) + ";resolution " +
                     number_text(low_pass_A(options, atomic, grid)) + ";scale " + options.scale +
                     ";density " + number_text(options.density_V);
  if (!atomic) return text;
  text += ";b " + options.b_factors + " " + number_text(options.b_factor_A2) + ";assembly " +
          std::to_string(options.assembly.size()) + " " + options.assembly;
  for (const std::string& chain : options.chains)
    text += ";chain " + std::to_string(chain.size()) + " " + chain;
  return text;
}

// Before any memory is taken: a box around stray atoms could be of any size.
void require_span(const AtomicModel& model, const GridSpec& grid, const std::string& path) {
  Box box;
  for (const Atom& atom : model.atoms) extend(box, atom.position_A);
  const Vec3 span = box.high - box.low;
  if (std::max({span.x, span.y, span.z}) <= diagonal_A(grid)) return;
  require_fit({std::max({span.x, span.y, span.z}), std::min({span.x, span.y, span.z})}, grid, quoted(path));
}

// A density on its way to a template.
struct Draft {
  Volume volume;
  double background = 0;   ///< at and below which no surface lies
  double level_shift = 0;  ///< what was subtracted from the file's values
  double mass_Da = 0;      ///< 0: not known
};

}  // namespace

AtomicOptions atomic_options(const TemplateOptions& options) {
  AtomicOptions atomic;
  atomic.assembly = options.assembly;
  atomic.chains = options.chains;
  atomic.b_factors = options.b_factors == "none"      ? BFactors::none
                     : options.b_factors == "uniform" ? BFactors::uniform
                                                      : BFactors::file;
  atomic.b_factor_A2 = options.b_factor_A2;
  return atomic;
}

namespace {

Draft draft_of_atoms(const std::string& path, const TemplateOptions& options, BuildContext& build) {
  const AtomicModel model = read_atomic_model(path, atomic_options(options));
  require_span(model, build.grid(), path);
  const double voxel_A = build.grid().voxel_A, resolution_A = low_pass_A(options, true, build.grid());
  require_affordable(atomic_grid(model, voxel_A, resolution_A), quoted(path));
  build.log(LogLevel::info, quoted(path) + ": " + tenths(mass_Da(model) / 1000) + " kDa in " +
                                std::to_string(model.atoms.size()) + " heavy atoms");
  Draft draft;
  draft.volume = atomic_potential(model, voxel_A, resolution_A, [&build] { build.stop_if_cancelled(); });
  draft.mass_Da = mass_Da(model);
  if (*std::max_element(draft.volume.voxels.begin(), draft.volume.voxels.end()) > 0) return draft;
  throw DataError(quoted(path) + " lies nowhere above ice", "check the model: protein lies 3.5 V above it");
}

Draft draft_of_map(const std::string& path, const TemplateOptions& options, BuildContext& build) {
  if (!options.assembly.empty() || !options.chains.empty() || options.b_factors != "file")
    throw DataError(
        quoted(path) + " is a map: 'assembly', 'chains' and 'b_factors' are for atomic models only",
        "leave them out, or give a .pdb, .ent, .cif or .mmcif file", Code::inconsistent);
  if (options.surface == "mass" && options.mass_kDa == 0)
    throw DataError(quoted(path) + " is a map: surface 'mass' needs the molecule's mass",
                    "give 'mass', such as 750 kDa", Code::inconsistent);
  const bool as_is = options.scale == "as_is";
  const MapOptions map_options{build.grid().voxel_A, options.resolution_A, as_is};
  PreparedMap map = map_density(build.volumes().read(path), map_options, build.imaging(), path);
  Draft draft;
  draft.volume = std::move(map.volume);
  draft.background = as_is ? map.background : 0;
  draft.level_shift = as_is ? 0 : map.background;
  return draft;
}

double level_of_mass(const Draft& draft, double mass, const std::string& path) {
  const double voxel_A3 = std::pow(draft.volume.grid.voxel_A, 3);
  const double wanted = std::round(mass * k_protein_A3_per_Da / voxel_A3);
  const auto above = std::count_if(draft.volume.voxels.begin(), draft.volume.voxels.end(), [&](float value) {
    return static_cast<double>(value) > draft.background;
  });
  if (wanted > static_cast<double>(above))
    throw DataError("a mass of " + tenths(mass / 1000) + " kDa takes " + number_text(wanted) +
                        " voxels, but " + quoted(path) + " has density above its background in " +
                        std::to_string(above) + " only",
                    "check the mass, and the voxel size in the map's header");
  if (wanted < 1)
    throw DataError("a mass of " + tenths(mass / 1000) + " kDa takes less than half a voxel of " +
                        number_text(draft.volume.grid.voxel_A) + " A",
                    "check the mass, or choose smaller voxels");
  return density_of_rank(draft.volume, static_cast<std::size_t>(wanted));
}

// The surface's density in the units of the draft.
double surface_level(const Draft& draft, const TemplateOptions& options, const std::string& path) {
  const double greatest =
      static_cast<double>(*std::max_element(draft.volume.voxels.begin(), draft.volume.voxels.end()));
  double level = options.level * greatest;
  if (options.surface == "mass") {
    level = level_of_mass(draft, options.mass_kDa > 0 ? 1000 * options.mass_kDa : draft.mass_Da, path);
  } else if (options.surface == "absolute") {
    level = options.absolute_level - draft.level_shift;
    if (level > greatest)
      throw DataError("no voxel of " + quoted(path) + " reaches the level " +
                          number_text(options.absolute_level) + ": on voxels of " +
                          number_text(draft.volume.grid.voxel_A) + " A the greatest has " +
                          digits(greatest + draft.level_shift),
                      "choose a lower 'absolute_level', or give 'level' as a fraction of the maximum");
  }
  if (level > draft.background) return level;
  throw DataError("the surface of " + quoted(path) + " would lie at " + digits(level + draft.level_shift) +
                      ", which is not above the background, " + digits(draft.background + draft.level_shift),
                  "choose a higher level");
}

// What the draft has to be multiplied with. A map's mean inside its surface depends on how far out the
// surface lies, and at 0.1 of the maximum is less than half that of protein; so auto asks for the integral.
double factor_of(const Draft& draft, const std::vector<std::uint8_t>& mask, const TemplateOptions& options,
                 bool atomic, const std::string& path) {
  if (options.density_V > 0) return options.density_V / mean_inside(draft.volume, mask);
  if (atomic || options.scale == "as_is") return 1;
  if (options.scale == "mean") return k_protein_above_ice_V / mean_inside(draft.volume, mask);
  const double molecule_A3 = options.mass_kDa > 0 ? 1000 * options.mass_kDa * k_protein_A3_per_Da
                                                  : volume_at_half_maximum_A3(draft.volume);
  const double sum = sum_of(draft.volume) * std::pow(draft.volume.grid.voxel_A, 3);
  if (sum > 0) return k_protein_above_ice_V * molecule_A3 / sum;
  throw DataError("what is dark around the molecule in " + quoted(path) + " outweighs it",
                  "low-pass less, cut the map closer, or set 'scale' to mean");
}

LoadedTemplate make_template(const std::string& path, const TemplateOptions& options, bool atomic,
                             BuildContext& build) {
  Draft draft = atomic ? draft_of_atoms(path, options, build) : draft_of_map(path, options, build);
  const double level = surface_level(draft, options, path);
  const std::vector<std::uint8_t> mask = mask_at(draft.volume, level);
  const double resolution_A = low_pass_A(options, atomic, build.grid());
  // from the surface to where a Gaussian edge has faded takes two standard deviations
  clear_outside(draft.volume, mask,
                std::max(2 * build.grid().voxel_A, 2 * k_sigma_per_resolution * resolution_A));
  const double factor = factor_of(draft, mask, options, atomic, path);
  LoadedTemplate made;
  made.facts.mass_is_estimated = draft.mass_Da == 0 && options.mass_kDa == 0;
  made.facts.mass_Da = made.facts.mass_is_estimated
                           ? volume_at_half_maximum_A3(draft.volume) / k_protein_A3_per_Da
                       : options.mass_kDa > 0 ? 1000 * options.mass_kDa
                                              : draft.mass_Da;
  made.facts.level_V = factor * level;
  if (resolution_A > 0) made.facts.resolution_A = resolution_A;
  if (factor != 1) scale(draft.volume, factor);
  made.shape = trimmed_template(draft.volume, mask);
  return made;
}

}  // namespace

LoadedTemplate load_template(const std::string& path, const TemplateOptions& options, BuildContext& build) {
  const bool atomic = is_atomic_model(path);
  const TemplateSource source{path, k_maker + std::string(atomic ? ", atoms" : ", map"),
                              text_of(options, atomic, build.grid())};
  LoadedTemplate loaded =
      cached_template(source, build, [&] { return make_template(path, options, atomic, build); });
  const Extents size = extents(*loaded.shape);
  require_fit(size, build.grid(), quoted(path));
  loaded.diameter_A = size.widest_A;
  loaded.anchor = load_anchor(options.anchor, path, atomic_options(options));
  return loaded;
}

}  // namespace cryocosm::macromolecules
