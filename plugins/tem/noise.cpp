// The noise stage: its parameters, and the checks that both modes share.
#include "noise.hpp"

#include "cryocosm/error.hpp"
#include "input_checks.hpp"

namespace cryocosm::tem {
namespace {

bool is_same(const Distribution& a, const Distribution& b) {
  return a.kind == b.kind && a.a == b.a && a.b == b.b;
}

Schema<DoseParams> dose_schema() {
  Schema<DoseParams> s("What the mode 'dose' counts.");
  s.field("total", &DoseParams::total_e_per_A2)
      .unit(units::e_per_A2)
      .range(1e-6, 1e6)
      .help("Electrons per area over all views; drawn once for a series.");
  s.field("growth", &DoseParams::growth)
      .range(0, 10)
      .help(
          "A view's part of the total goes with the cosine of its tilt to minus this power; 0 shares "
          "evenly.");
  s.field("per_view", &DoseParams::per_view_e_per_A2)
      .unit(units::e_per_A2)
      .range(1e-6, 1e6)
      .optional()
      .help("A list of doses, one for each view in the order of the stack, instead of the total.");
  s.field("damage", &DoseParams::damage)
      .help("Whether detail fades with the dose received, in the order of acquisition.");
  s.field("output", &DoseParams::output)
      .choices({"contrast", "counts"})
      .help("Counts divided by their mean where there is only ice, minus 1; or the counts themselves.");
  s.group("detector", &DoseParams::detector, detector_schema()).help("How electrons become counts.");
  s.group("ice", &DoseParams::ice, ice_schema()).help("The ice around the specimen.");
  return s;
}

}  // namespace

Schema<NoiseParams> Noise::schema() {
  Schema<NoiseParams> s("Adds noise to a tilt series: by signal-to-noise ratio, or electron by electron.");
  s.details(
      "By ratio the noise is Gaussian with the same variance in every view; by dose it is that of counting, "
      "with "
      "a detector, ice and radiation damage.");
  s.field("mode", &NoiseParams::mode)
      .choices({"snr", "dose"})
      .help("Whether the noise follows from the ratio snr or from the group dose.");
  s.field("snr", &NoiseParams::snr)
      .range(1e-6, 1e6)
      .help(
          "Variance of the signal within a view, averaged over the views, divided by the variance of the "
          "noise.");
  s.field("halves", &NoiseParams::halves)
      .help("Whether to record two half data sets of independent noise beside the whole.");
  s.group("dose", &NoiseParams::dose, dose_schema()).help("What the mode 'dose' counts.");
  s.check("dose.total and dose.per_view are for mode 'dose', snr is for mode 'snr'",
          [](const NoiseParams& p) {
            return p.mode == "dose" ? is_same(p.snr, NoiseParams{}.snr)
                                    : p.dose.per_view_e_per_A2.empty() &&
                                          is_same(p.dose.total_e_per_A2, DoseParams{}.total_e_per_A2);
          });
  s.check("the detector model 'file' needs the parameter dose.detector.file", [](const NoiseParams& p) {
    return p.dose.detector.model != "file" || !p.dose.detector.file.path.empty();
  });
  s.check("dose.detector.dqe_nyquist must not be greater than dose.detector.dqe", [](const NoiseParams& p) {
    return p.dose.detector.model != "parametric" || p.dose.detector.dqe_nyquist <= p.dose.detector.dqe;
  });
  return s;
}

void Noise::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  check_pixels(in, run);
  if (in.is_half)
    throw DataError("the tilt series comes in two halves, and new noise would be the same in both",
                    "make the halves with the last tem.noise of the pipeline");
  if (params_.mode == "dose")
    count_electrons(in, out, run);
  else
    add_by_ratio(in, out, run);
}

}  // namespace cryocosm::tem
