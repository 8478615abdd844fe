// Uniform points of the curve where a surface meets a sphere, from the surface's signed distance alone.
#pragma once

#include <optional>

#include "cryocosm/run_context.hpp"

namespace cryocosm::membranes {

/// A point that is uniform by length on the curve where the surface meets the sphere. Great circles in
/// uniform directions meet every piece of a spherical curve in proportion to its length (Crofton's
/// formula; Santalo, "Integral geometry and geometric probability", 1976, III.18). Of a circle's
/// crossings, at most `most_crossings`, each is taken with the probability 1 / most_crossings, so that no
/// circle counts more than its share. Pairs closer than a thousandth of a circle may be missed.
/// `distance_A` is negative inside and changes by at most 1 Å per Å, as signed distances and bounds of them
/// do: arcs that it proves empty are not searched. Empty when the two do not meet, or hardly: in a
/// curve far shorter than a hundredth of the sphere's girth.
std::optional<Vec3> point_on_both(FunctionRef<double(Vec3)> distance_A, Vec3 centre_A, double radius_A,
                                  std::size_t most_crossings, Random& random);

}  // namespace cryocosm::membranes
