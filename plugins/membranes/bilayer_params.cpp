// Drawing of walls within the physical limits.
#include "bilayer_params.hpp"

namespace cryocosm::membranes {
namespace {

bool is_within(double value) { return value >= k_thinnest_A && value <= k_thickest_A; }

}  // namespace

bool is_physical(const BilayerParams& params) {
  if (params.allow_unphysical) return true;
  const Distribution& t = params.layer_distance_A;
  switch (t.kind) {
    case Distribution::Kind::constant:
    case Distribution::Kind::normal: return is_within(t.a);  // tails are cut off
    case Distribution::Kind::uniform:
    case Distribution::Kind::exponential: return is_within(t.a) && is_within(t.b);
  }
  return false;
}

std::vector<std::string_view> part_names(const BilayerParams& params) {
  std::vector<std::string_view> names;
  if (params.label_leaflets) names = {"outer_leaflet", "inner_leaflet"};
  if (params.label_lumen) names.push_back("lumen");
  return names;
}

ImplicitField::Wall draw_wall(Draw& draw, const BilayerParams& params) {
  Distribution t = params.layer_distance_A;
  if (!params.allow_unphysical) {
    t.low = std::max(t.low, k_thinnest_A);
    t.high = std::min(t.high, k_thickest_A);
  }
  ImplicitField::Wall wall;
  wall.layer_distance_A = draw("layer_distance", t);
  wall.layer_sigma_A = draw("layer_sigma", params.layer_sigma_A);
  wall.density = draw("density", params.density);
  wall.half_thickness_A = half_thickness_A(wall.layer_distance_A, wall.layer_sigma_A);
  if (params.label_leaflets) {
    wall.outer_layer_part = 1;
    wall.inner_layer_part = 2;
  }
  if (params.label_lumen) wall.lumen_part = params.label_leaflets ? 3 : 1;
  return wall;
}

double half_thickness_A(double layer_distance_A, double layer_sigma_A) {
  return layer_distance_A / 2 + 2 * layer_sigma_A;
}

double largest_half_thickness_A(const BilayerParams& params) {
  const double limit_A = params.allow_unphysical ? k_widest_unphysical_A : k_thickest_A;
  return half_thickness_A(std::min(params.layer_distance_A.largest(), limit_A),
                          std::min(params.layer_sigma_A.largest(), k_widest_sigma_A));
}

}  // namespace cryocosm::membranes
