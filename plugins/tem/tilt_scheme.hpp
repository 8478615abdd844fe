// Tilt schemes: at which angles views are taken, and in which order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cryocosm::tem {

/// first, first + step, ... while they do not exceed last; both ends when the step divides the range. [any]
std::vector<double> angles_between(double first_deg, double last_deg, double step_deg);

/// For each angle its place in the order of acquisition, from 0.
/// - continuous: in the order given;
/// - bidirectional: from the angle nearest to start up to the highest, then from start down to the lowest;
/// - dose-symmetric: the angle nearest to start, then `group` angles above it, `group` below, and so on
///   (Hagen, Wan and Briggs, Journal of Structural Biology 197, 191, 2017); when one side is used up, the
///   other one goes on. [any]
std::vector<std::int64_t> acquisition_order(const std::vector<double>& angles_deg, const std::string& scheme,
                                            double start_deg, std::int64_t group);

}  // namespace cryocosm::tem
