// Loops over the rows of a phase field on all threads, with sums that do not depend on their number.
#pragma once

#include <vector>

#include "cryocosm/run_context.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

/// Calls visit(row, y, z) for each row. [worker]
template <class Visit>
void for_each_row(PhaseField& field, Services& services, Visit visit) {
  const Index3 n = field.size();
  services.parallel_for(static_cast<std::size_t>(n.z), [&](std::size_t begin, std::size_t end) {
    for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z)
      for (std::int64_t y = 0; y < n.y; ++y) visit(field.row(y, z), y, z);
  });
}

/// The sum of of_row(row) over all rows, plane by plane. [worker]
template <class OfRow>
double sum_over_rows(const PhaseField& field, Services& services, OfRow of_row) {
  const Index3 n = field.size();
  std::vector<double> planes(static_cast<std::size_t>(n.z));
  services.parallel_for(planes.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t z = begin; z < end; ++z)
      for (std::int64_t y = 0; y < n.y; ++y) planes[z] += of_row(field.row(y, static_cast<std::int64_t>(z)));
  });
  double sum = 0;
  for (const double plane : planes) sum += plane;
  return sum;
}

}  // namespace cryocosm::membranes
