// Words and shifts.
#include "dataset_size.hpp"

namespace cryocosm::tem {

std::string noun_of(const Dataset& in) {
  switch (in.kind) {
    case DataKind::tilt_series: return "image";
    case DataKind::tomogram: return "tomogram";
    case DataKind::volume:
    case DataKind::any: break;
  }
  return "volume";
}

std::vector<Tilt> moved(Span<const Tilt> tilts, double x_A, double y_A) {
  std::vector<Tilt> result(tilts.begin(), tilts.end());
  for (Tilt& tilt : result) {
    tilt.shift_x_A += x_A;
    tilt.shift_y_A += y_A;
  }
  return result;
}

}  // namespace cryocosm::tem
