// Particles, tilt series and tomogram as STAR files for RELION 5.
#include "relion.hpp"

#include "relion_geometry.hpp"
#include "star.hpp"

namespace cryocosm::exporters {
namespace {

constexpr std::string_view k_optics_group = "opticsGroup1";

struct Optics {
  double voltage_kV, spherical_aberration_mm, amplitude_contrast;
};

// A series without a contrast transfer function: with amplitude contrast 1, no aberration and no
// defocus RELION's function is the same at every frequency, for any voltage.
constexpr Optics k_no_ctf{300, 0, 1};

Optics optics_of(const Dataset* series) {
  if (series == nullptr || series->tilts.empty() || !(series->tilts[0].voltage_kV > 0)) return k_no_ctf;
  const Tilt& tilt = series->tilts[0];
  return {tilt.voltage_kV, tilt.spherical_aberration_mm, tilt.amplitude_contrast};
}

void write_optics(OutputFile& file, const Optics& optics, double pixel_A) {
  StarTable table(file, "optics",
                  {"rlnOpticsGroup", "rlnOpticsGroupName", "rlnSphericalAberration", "rlnVoltage",
                   "rlnAmplitudeContrast", "rlnTomoTiltSeriesPixelSize", "rlnImagePixelSize"});
  table.integer(1).text(k_optics_group).number(optics.spherical_aberration_mm).number(optics.voltage_kV);
  table.number(optics.amplitude_contrast).number(pixel_A).number(pixel_A).end_row();
}

bool any_centerline(const FinishedRun& finished) {
  for (const ChainInfo& chain : finished.chains())
    if (chain.has_centerline) return true;
  return false;
}

void write_particles(const FinishedRun& finished, const RelionTomogram& tomogram, const std::string& name,
                     OutputFile& file, RunContext& run) {
  const bool helical = any_centerline(finished);
  std::vector<std::string> columns{
      "rlnTomoName",
      "rlnTomoParticleName",
      "rlnCenteredCoordinateXAngst",
      "rlnCenteredCoordinateYAngst",
      "rlnCenteredCoordinateZAngst",
      "rlnAngleRot",
      "rlnAngleTilt",
      "rlnAnglePsi",
      "rlnClassNumber",
      "rlnOpticsGroup",
  };
  if (helical) columns.insert(columns.end(), {"rlnHelicalTubeID", "rlnHelicalTrackLengthAngst"});
  StarTable table(file, "particles", columns);
  const auto write_row = [&](const PlacedUnit& unit, const ChainInfo& chain, double track_A) {
    const Vec3 p = centred_A(tomogram, unit.pose.position_A);
    const RelionAngles angles = relion_angles(unit.pose.rotation);
    table.text(name).text(name + '/' + std::to_string(unit.instance)).number(p.x).number(p.y).number(p.z);
    table.number(angles.rot).number(angles.tilt).number(angles.psi).integer(unit.label).integer(1);
    if (helical)
      table.integer(chain.has_centerline ? chain.chain : 0).number(chain.has_centerline ? track_A : 0);
    table.end_row();
  };
  for (const ChainInfo& chain : finished.chains()) {
    run.stop_if_cancelled();
    double track_A = 0;
    for (std::uint32_t i = 0; i < chain.unit_count; ++i) {
      const PlacedUnit& unit = finished.units()[chain.first_unit + i];
      if (i > 0) track_A += norm(unit.pose.position_A - (&unit)[-1].pose.position_A);
      write_row(unit, chain, track_A);
    }
  }
}

/// Whether a column is worth its place: whether any view has a value other than 0.
bool any_view(const Dataset& series, double Tilt::*value) {
  for (const Tilt& tilt : series.tilts)
    if (tilt.*value != 0) return true;
  return false;
}

void write_tilt_series(const RelionTomogram& tomogram, const Dataset& series, const std::string& name,
                       OutputFile& file) {
  const bool has_plate = any_view(series, &Tilt::phase_shift_deg);
  const bool has_b = any_view(series, &Tilt::b_factor_A2);
  std::vector<std::string> columns{"rlnMicrographName",
                                   "rlnTomoTiltMovieIndex",
                                   "rlnTomoNominalStageTiltAngle",
                                   "rlnMicrographPreExposure",
                                   "rlnTomoXTilt",
                                   "rlnTomoYTilt",
                                   "rlnTomoZRot",
                                   "rlnTomoXShiftAngst",
                                   "rlnTomoYShiftAngst",
                                   "rlnDefocusU",
                                   "rlnDefocusV",
                                   "rlnDefocusAngle"};
  if (has_plate) columns.emplace_back("rlnPhaseShift");
  if (has_b) columns.emplace_back("rlnCtfBfactor");
  StarTable table(file, name, columns);
  for (std::size_t i = 0; i < series.tilts.size; ++i) {
    const Tilt& tilt = series.tilts[i];
    const RelionShift shift = relion_shift(tomogram, series, tilt);
    std::string section = std::to_string(i + 1);
    section.insert(0, section.size() < 6 ? 6 - section.size() : 0, '0');
    table.text(section + "@tilt_series.mrc").integer(static_cast<std::uint64_t>(tilt.acquired) + 1);
    table.number(tilt.angle_deg + tilt.angle_error_deg).number(tilt.pre_exposure_e_per_A2);
    table.number(0).number(tilt.angle_deg).number(tilt.rotation_deg).number(shift.x_A).number(shift.y_A);
    table.number(tilt.defocus_A + tilt.astigmatism_A / 2).number(tilt.defocus_A - tilt.astigmatism_A / 2);
    table.number(tilt.astigmatism_deg);
    if (has_plate) table.number(tilt.phase_shift_deg);
    if (has_b) table.number(tilt.b_factor_A2);
    table.end_row();
  }
}

void write_tomograms(const FinishedRun& finished, const RelionTomogram& tomogram, const Dataset& series,
                     const Optics& optics, const std::string& name, OutputFile& file) {
  const Dataset* const reconstruction = finished.tomogram();
  std::vector<std::string> columns{"rlnTomoName",
                                   "rlnTomoTiltSeriesStarFile",
                                   "rlnTomoTiltSeriesName",
                                   "rlnTomoFrameCount",
                                   "rlnVoltage",
                                   "rlnSphericalAberration",
                                   "rlnAmplitudeContrast",
                                   "rlnMicrographOriginalPixelSize",
                                   "rlnTomoTiltSeriesPixelSize",
                                   "rlnTomoImportFractionalDose",
                                   "rlnTomoHand",
                                   "rlnOpticsGroupName",
                                   "rlnTomoSizeX",
                                   "rlnTomoSizeY",
                                   "rlnTomoSizeZ"};
  if (reconstruction != nullptr)
    columns.insert(columns.end(), {"rlnTomoTomogramBinning", "rlnTomoReconstructedTomogram"});
  StarTable table(file, "global", columns);
  table.text(name).text("tilt_series.star").text("tilt_series.mrc").integer(series.tilts.size);
  table.number(optics.voltage_kV).number(optics.spherical_aberration_mm).number(optics.amplitude_contrast);
  table.number(tomogram.pixel_A).number(tomogram.pixel_A);
  table.number(series.tilts.empty() ? 0 : series.tilts[0].dose_e_per_A2);
  // electrons travel towards +z, so a larger z lies farther below the plane in focus: more underfocus
  table.number(1).text(k_optics_group);
  for (const std::int64_t n : {tomogram.size.x, tomogram.size.y, tomogram.size.z})
    table.integer(static_cast<std::uint64_t>(n));
  if (reconstruction != nullptr)
    table.number(reconstruction->grid.voxel_A / tomogram.pixel_A).text("tomogram.mrc");
  table.end_row();
}

}  // namespace

Schema<NoParams> RelionExporter::schema() {
  Schema<NoParams> s("Particles, tilt series and tomogram as STAR files for RELION 5.");
  s.details(
      "Writes particles.star and, with a tilt series, tilt_series.star, tomograms.star and "
      "optimisation_set.star. "
      "Paths in them are relative to the run's folder: start RELION there.");
  s.by_default();
  return s;
}

void RelionExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  const Dataset* const series = finished.tilt_series();
  const RelionTomogram tomogram = relion_tomogram(finished.grid(), series, finished.tomogram());
  const Optics optics = optics_of(series);
  const std::string name = star_name(finished.name());
  const auto write_file = [&](std::string_view file_name, auto&& content) {
    OutputFile file(folder.file(file_name));
    content(file);
    file.close();
  };
  write_file("particles.star", [&](OutputFile& file) {
    write_optics(file, optics, tomogram.pixel_A);
    write_particles(finished, tomogram, name, file, run);
  });
  if (series == nullptr) return;
  write_file("tilt_series.star", [&](OutputFile& file) { write_tilt_series(tomogram, *series, name, file); });
  write_file("tomograms.star",
             [&](OutputFile& file) { write_tomograms(finished, tomogram, *series, optics, name, file); });
  write_file("optimisation_set.star", [&](OutputFile& file) {
    StarTable(file, "optimisation_set", {"rlnTomoParticlesFile", "rlnTomoTomogramsFile"})
        .text("particles.star")
        .text("tomograms.star")
        .end_row();
  });
}

}  // namespace cryocosm::exporters
