// Angles and aligning transforms, one line for each view in the order of the stack's sections.
#include "imod.hpp"

#include <cmath>

#include "output_file.hpp"
#include "text.hpp"

namespace cryocosm::exporters {
namespace {

void write_angles(const Dataset& series, bool as_reported, const std::string& path) {
  OutputFile file(path);
  for (const Tilt& tilt : series.tilts)
    file.write(fixed_text(tilt.angle_deg + (as_reported ? tilt.angle_error_deg : 0), 4, 10) + '\n');
  file.close();
}

// A transform moves a point of the image as recorded to its aligned place: it takes back shift, rotation and
// magnification, about the middle of the image, which is IMOD's centre too.
void write_transforms(const Dataset& series, const std::string& path) {
  OutputFile file(path);
  for (const Tilt& tilt : series.tilts) {
    const double angle = tilt.rotation_deg * k_pi / 180;
    const double c = std::cos(angle) / tilt.magnification, s = std::sin(angle) / tilt.magnification;
    const double x = tilt.shift_x_A / series.grid.voxel_A, y = tilt.shift_y_A / series.grid.voxel_A;
    std::string line;
    for (const double element : {c, s, -s, c}) line += fixed_text(element, 7, 12);
    for (const double shift : {-(c * x + s * y), s * x - c * y}) line += fixed_text(shift, 3, 12);
    file.write(line + '\n');
  }
  file.close();
}

}  // namespace

Schema<NoParams> ImodExporter::schema() {
  Schema<NoParams> s("Tilt angles and aligning transforms for IMOD.");
  s.details(
      "Writes tilt_series.tlt (true angles), tilt_series.rawtlt (angles as the stage reported them) and "
      "tilt_series.xf (what aligns the images). Writes nothing when the run made no tilt series.");
  s.by_default();
  return s;
}

void ImodExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext&) const {
  const Dataset* const series = finished.tilt_series();
  if (series == nullptr) return;
  write_angles(*series, false, folder.file("tilt_series.tlt"));
  write_angles(*series, true, folder.file("tilt_series.rawtlt"));
  write_transforms(*series, folder.file("tilt_series.xf"));
}

}  // namespace cryocosm::exporters
