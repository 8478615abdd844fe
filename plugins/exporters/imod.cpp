// Angles and aligning transforms, one line for each view in the order of the stack's sections.
#include "imod.hpp"

#include "output_file.hpp"
#include "text.hpp"

namespace cryocosm::exporters {
namespace {

void write_angles(const Dataset& series, const std::string& path) {
  OutputFile file(path);
  for (const Tilt& tilt : series.tilts) file.write(fixed_text(tilt.angle_deg, 4, 10) + '\n');
  file.close();
}

// A transform moves a point of the image as recorded to its aligned place, so it takes back the
// shift. The matrix is the identity because the tilt axis is y already; with it IMOD's centres cancel.
void write_transforms(const Dataset& series, const std::string& path) {
  const std::string identity =
      fixed_text(1, 7, 12) + fixed_text(0, 7, 12) + fixed_text(0, 7, 12) + fixed_text(1, 7, 12);
  OutputFile file(path);
  for (const Tilt& tilt : series.tilts)
    file.write(identity + fixed_text(-tilt.shift_x_A / series.grid.voxel_A, 3, 12) +
               fixed_text(-tilt.shift_y_A / series.grid.voxel_A, 3, 12) + '\n');
  file.close();
}

}  // namespace

Schema<NoParams> ImodExporter::schema() {
  Schema<NoParams> s("Tilt angles and aligning transforms for IMOD.");
  s.details(
      "Writes tilt_series.tlt (degrees) and tilt_series.xf (the shifts, in pixels, that align the images). "
      "Writes nothing when the run made no tilt series.");
  s.by_default();
  return s;
}

void ImodExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext&) const {
  const Dataset* const series = finished.tilt_series();
  if (series == nullptr) return;
  write_angles(*series, folder.file("tilt_series.tlt"));
  write_transforms(*series, folder.file("tilt_series.xf"));
}

}  // namespace cryocosm::exporters
