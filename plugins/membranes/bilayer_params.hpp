// What all membranes have in common: the parameters of the wall, and the drawing of it.
#pragma once

#include <string_view>
#include <vector>

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

/// Lipid bilayers measure this much between the two layers (paper, II-B.1).
constexpr double k_thinnest_A = 25, k_thickest_A = 45;
/// The smallest vesicles of cells (paper, II-B.1).
constexpr double k_smallest_radius_A = 75;
/// Layers of the greatest width this far apart still fit the smallest vesicle.
constexpr double k_widest_unphysical_A = 70;
constexpr double k_widest_sigma_A = 20;

struct BilayerParams {
  Distribution layer_distance_A = Distribution::uniform(30, 40);
  Distribution layer_sigma_A = Distribution::uniform(4, 7);
  Distribution density = 1.5;
  bool allow_unphysical = false;
  bool label_leaflets = false;
  bool label_lumen = false;
};

/// Names of the parts that get labels of their own; part 1 is the first. [any]
std::vector<std::string_view> part_names(const BilayerParams& params);

/// Whether what is drawn from the distances lies, or is drawn again until it lies, within the limits.
bool is_physical(const BilayerParams& params);

/// Draws the wall; a distance outside the physical limits is drawn again unless that is allowed.
ImplicitField::Wall draw_wall(Draw& draw, const BilayerParams& params);

/// What a wall excludes on either side of the mid-surface: two layer widths beyond each layer.
double half_thickness_A(double layer_distance_A, double layer_sigma_A);
/// Half the thickness of the thickest wall that these parameters can give.
double largest_half_thickness_A(const BilayerParams& params);

/// Declares the wall's fields in the schema of P, which derives from BilayerParams.
template <class P>
void add_bilayer_fields(Schema<P>& s) {
  s.field("layer_distance", static_cast<Distribution P::*>(&P::layer_distance_A))
      .unit(units::angstrom)
      .range(5, k_widest_unphysical_A)
      .help("Distance between the two layers of the bilayer, t in the paper.");
  s.field("layer_sigma", static_cast<Distribution P::*>(&P::layer_sigma_A))
      .unit(units::angstrom)
      .range(0.5, k_widest_sigma_A)
      .help("Standard deviation of each layer's Gaussian profile.");
  s.field("density", static_cast<Distribution P::*>(&P::density))
      .unit(units::volt)
      .range(0, 100)
      .help("Peak of one layer above vitreous ice.");
  s.field("allow_unphysical", static_cast<bool P::*>(&P::allow_unphysical))
      .help("Takes distances between the layers that no lipid bilayer has.");
  s.field("label_leaflets", static_cast<bool P::*>(&P::label_leaflets))
      .help("Gives the voxels of the outer and of the inner leaflet labels of their own.");
  s.field("label_lumen", static_cast<bool P::*>(&P::label_lumen))
      .help("Gives the voxels inside, as far as nothing else takes them, a label of their own.");
  s.check(
      "layer_distance must lie between 25 and 45 A, as in lipid bilayers, unless allow_unphysical is true",
      [](const P& p) { return is_physical(p); });
}

}  // namespace cryocosm::membranes
