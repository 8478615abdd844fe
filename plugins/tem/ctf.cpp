// The lens stage: draws of the optics, and the transfer of each view.
#include "ctf.hpp"

#include "cryocosm/error.hpp"
#include "input_checks.hpp"
#include "progress.hpp"
#include "view_transfer.hpp"

namespace cryocosm::tem {
namespace {

Schema<EnvelopeParams> envelope_schema() {
  Schema<EnvelopeParams> s("What blurs the image.");
  s.field("chromatic_aberration", &EnvelopeParams::chromatic_aberration_mm)
      .unit(units::millimetre)
      .range(0, 100)
      .help("Of the objective lens.");
  s.field("energy_spread", &EnvelopeParams::energy_spread_V)
      .unit(units::volt)
      .range(0, 100)
      .help("Full width at half maximum of the electrons' energies, instabilities of the supply included.");
  s.field("illumination_mrad", &EnvelopeParams::illumination_mrad)
      .range(0, 10)
      .help("Standard deviation of the beam's direction along one axis, in milliradians.");
  s.field("b_factor", &EnvelopeParams::b_factor_A2)
      .range(0, 1e6)
      .help("Whatever else blurs, as B in exp(-B k^2 / 4).");
  return s;
}

void check_untouched(const Dataset& in, bool has_gradient) {
  for (std::size_t v = 0; v < in.tilts.size; ++v) {
    if (in.tilts[v].voltage_kV > 0)
      throw DataError("a contrast transfer function was applied to image " + std::to_string(v) + " before",
                      "use tem.ctf once in a pipeline");
    if (has_gradient && in.tilts[v].rotation_deg != 0)
      throw DataError("the tilt axis of image " + std::to_string(v) + " is turned by " +
                          number_text(in.tilts[v].rotation_deg) + " deg, but the gradient needs it along y",
                      "put tem.ctf before tem.misalign, or set gradient to false");
  }
}

std::vector<Tilt> with_optics(const CtfParams& params, const Dataset& in, RunContext& run) {
  const double defocus_A = run.draw("defocus", params.defocus_A);
  const double astigmatism_A = run.draw("astigmatism", params.astigmatism_A);
  const double astigmatism_deg = run.draw("astigmatism_angle", params.astigmatism_angle_deg);
  const double phase_shift_deg = run.draw("phase_shift", params.phase_shift_deg);
  std::vector<Tilt> tilts(in.tilts.begin(), in.tilts.end());
  for (std::size_t v = 0; v < tilts.size(); ++v) {
    Random stream = run.random().child("defocus_error").child(v);
    Tilt& tilt = tilts[v];
    tilt.voltage_kV = params.voltage_kV;
    tilt.spherical_aberration_mm = params.spherical_aberration_mm;
    tilt.amplitude_contrast = params.amplitude_contrast;
    tilt.defocus_A = defocus_A + params.defocus_error_A.draw(stream);
    tilt.astigmatism_A = astigmatism_A;
    tilt.astigmatism_deg = astigmatism_deg;
    tilt.phase_shift_deg = phase_shift_deg;
    tilt.b_factor_A2 = params.envelope.b_factor_A2;
  }
  return tilts;
}

}  // namespace

Schema<CtfParams> Ctf::schema() {
  Schema<CtfParams> s("Turns projected potentials into images, as the objective lens does.");
  s.details(
      "Contrast transfer with aberrations, envelopes and the defocus gradient of a tilted specimen; "
      "projections must be in volts times ångström.");
  s.field("model", &CtfParams::model)
      .choices({"weak_phase", "phase_object"})
      .help("Linear in the potential, or with the full exponential of the phase.");
  s.field("voltage", &CtfParams::voltage_kV)
      .unit(units::kilovolt)
      .range(1, 3000)
      .help("Accelerating voltage.");
  s.field("spherical_aberration", &CtfParams::spherical_aberration_mm)
      .unit(units::millimetre)
      .range(-100, 100)
      .help("Of the objective lens.");
  s.field("amplitude_contrast", &CtfParams::amplitude_contrast)
      .unit(units::fraction)
      .range(0, 1)
      .help("Share of the contrast that comes from lost electrons.");
  s.field("defocus", &CtfParams::defocus_A)
      .unit(units::angstrom)
      .range(-1e6, 1e6)
      .help("Of the tilt axis, positive for underfocus; drawn once for a series.");
  s.field("defocus_error", &CtfParams::defocus_error_A)
      .unit(units::angstrom)
      .range(-1e6, 1e6)
      .help("Added to the defocus; drawn for each view.");
  s.field("astigmatism", &CtfParams::astigmatism_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Largest minus smallest defocus over the directions; drawn once for a series.");
  s.field("astigmatism_angle", &CtfParams::astigmatism_angle_deg)
      .unit(units::degree)
      .range(-180, 180)
      .help("Direction of the largest defocus, from x towards y; drawn once for a series.");
  s.field("phase_shift", &CtfParams::phase_shift_deg)
      .unit(units::degree)
      .range(-180, 180)
      .help("Of a phase plate; drawn once for a series.");
  s.field("gradient", &CtfParams::gradient)
      .help("Whether the defocus changes across a tilted specimen, as it does, or is that of the tilt axis.");
  s.group("envelope", &CtfParams::envelope, envelope_schema()).help("What blurs the image.");
  return s;
}

void Ctf::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  check_pixels(in, run);
  check_untouched(in, params_.gradient);
  const std::vector<Tilt> tilts = with_optics(params_, in, run);
  const Lens::Envelope envelope{focal_spread_A(params_.voltage_kV, params_.envelope.chromatic_aberration_mm,
                                               params_.envelope.energy_spread_V),
                                params_.envelope.illumination_mrad / 1000};
  TransferSettings settings;
  settings.layout = {in.grid.size.x, in.grid.size.y, in.grid.voxel_A, params_.gradient, 1};
  settings.phase_object = params_.model == "phase_object";
  settings.phase_per_value =
      interaction_rad_per_V_A(params_.voltage_kV) * (in.contrast == Contrast::protein_dark ? -1 : 1);

  const VoxelWindow<float> images = out.allocate(in.grid, view(tilts), Contrast::protein_dark);
  Progress progress(run, tilts.size());
  run.parallel_for(tilts.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      transfer_view(settings, tilts[v], Lens(tilts[v], envelope),
                    in.voxels + static_cast<std::int64_t>(v) * in.grid.size.x * in.grid.size.y,
                    images.row(0, static_cast<std::int64_t>(v)), run);
      progress.next();
    }
  });
}

}  // namespace cryocosm::tem
