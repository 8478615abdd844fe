// The misalignment stage: laws of the shifts, draws, and the truth that they become.
#include "misalign.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "image_warp.hpp"
#include "input_checks.hpp"
#include "progress.hpp"

namespace cryocosm::tem {
namespace {

/// |sin tilt| of each view, divided by the largest; 0 when none is tilted.
std::vector<double> relative_sines(Span<const Tilt> tilts) {
  std::vector<double> sines;
  for (const Tilt& tilt : tilts) sines.push_back(std::abs(std::sin(tilt.angle_deg * k_pi / 180)));
  const double steepest = *std::max_element(sines.begin(), sines.end());
  for (double& sine : sines) sine = steepest > 0 ? sine / steepest : 0;
  return sines;
}

/// PolNet's law: from `least` to `max` with the sine, plus a normal error, never below `least`.
std::vector<double> polnet_lengths(Span<const Tilt> tilts, const MisalignParams& params,
                                   const Random& random) {
  std::vector<double> lengths = relative_sines(tilts);
  for (std::size_t v = 0; v < lengths.size(); ++v) {
    Random stream = random.child("length").child(v);
    const double expected = params.mean_A + (params.max_A - params.mean_A) * lengths[v];
    lengths[v] = std::max(params.mean_A, expected + params.max_A / params.polnet_divisor * stream.normal());
  }
  return lengths;
}

/// What is done to each view, as a Tilt of its own.
std::vector<Tilt> draw_errors(const MisalignParams& params, Span<const Tilt> tilts, const Random& random) {
  const std::vector<double> lengths_A = params.law == "polnet"
                                            ? polnet_lengths(tilts, params, random)
                                            : sine_lengths(tilts, params.mean_A, params.max_A);
  std::vector<Tilt> errors(tilts.size);
  const auto draw = [&](const char* name, std::size_t v, const Distribution& distribution) {
    Random stream = random.child(name).child(v);
    return distribution.draw(stream);
  };
  for (std::size_t v = 0; v < tilts.size; ++v) {
    const double direction = random.child("direction").child(v).uniform() * 2 * k_pi;
    errors[v].shift_x_A = lengths_A[v] * std::cos(direction);
    errors[v].shift_y_A = lengths_A[v] * std::sin(direction);
    errors[v].angle_error_deg = draw("angle_error", v, params.angle_error_deg);
    errors[v].rotation_deg = draw("rotation", v, params.rotation_deg);
    errors[v].magnification = draw("magnification", v, params.magnification);
  }
  return errors;
}

/// The truth after `error` came on top of it.
Tilt with_error(const Tilt& before, const Tilt& error) {
  const PlanarMap both = chained(recorded_from_aligned(before, 1), recorded_from_aligned(error, 1));
  Tilt after = before;
  after.shift_x_A = both.dx;
  after.shift_y_A = both.dy;
  after.rotation_deg += error.rotation_deg;
  after.magnification *= error.magnification;
  after.angle_error_deg += error.angle_error_deg;
  after.astigmatism_deg += error.rotation_deg;  // the image turns, and its astigmatism with it
  return after;
}

}  // namespace

std::vector<double> sine_lengths(Span<const Tilt> tilts, double mean_A, double max_A) {
  std::vector<double> lengths = relative_sines(tilts);
  double mean_sine = 0;
  for (const double sine : lengths) mean_sine += sine / static_cast<double>(lengths.size());
  constexpr double k_rounding = 1e-9;
  const double least_A = max_A * mean_sine;
  if (1 - mean_sine < k_rounding) return std::vector<double>(lengths.size(), mean_A);  // equal tilts
  if (mean_A < least_A * (1 - k_rounding))
    throw DataError("shifts that grow with the sine of the tilt up to " + number_text(max_A) +
                        " A can not have a mean of " + number_text(mean_A) + " A",
                    "with these tilts the mean is at least " + number_text(least_A) +
                        " A; raise it, or lower the largest shift");
  const double q = max_A > 0 ? (max_A - mean_A) / (max_A * (1 - mean_sine)) : 0;
  for (double& length : lengths) length = max_A * (1 - std::min(q, 1.0) * (1 - length));
  return lengths;
}

Schema<MisalignParams> Misalign::schema() {
  Schema<MisalignParams> s(
      "Moves each view at random, as an imperfect alignment does, and records the truth.");
  s.details(
      "Shifts grow with the sine of the tilt; turns, magnifications and errors of the tilt angle are drawn "
      "for "
      "each view.");
  s.field("law", &MisalignParams::law)
      .choices({"sine", "polnet"})
      .help(
          "How long shifts are: growing with the sine of the tilt, or the formula of PolNet, in which 'mean' "
          "is "
          "the least length.");
  s.field("mean", &MisalignParams::mean_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Mean length of the shifts of a series; with the law of PolNet the least length.");
  s.field("max", &MisalignParams::max_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Length of the shift of the steepest view; with the law of PolNet its expected length.");
  s.field("polnet_divisor", &MisalignParams::polnet_divisor)
      .range(1e-3, 1e9)
      .help("With the law of PolNet: 'max' over this is the standard deviation of a length.");
  s.field("angle_error", &MisalignParams::angle_error_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help("What the stage reports as tilt angle, minus the true one; drawn for each view.");
  s.field("rotation", &MisalignParams::rotation_deg)
      .unit(units::degree)
      .range(-180, 180)
      .help("Turn of the image, from x towards y; drawn for each view.");
  s.field("magnification", &MisalignParams::magnification)
      .range(0.1, 10)
      .help("Factor by which the image is larger; drawn for each view.");
  s.check("mean must not be greater than max", [](const MisalignParams& p) { return p.mean_A <= p.max_A; });
  return s;
}

void Misalign::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  check_pixels(in, run);
  const std::vector<Tilt> errors = draw_errors(params_, in.tilts, run.random());
  std::vector<Tilt> tilts(in.tilts.size);
  for (std::size_t v = 0; v < tilts.size(); ++v) tilts[v] = with_error(in.tilts[v], errors[v]);

  const Index3 size = in.grid.size;
  const VoxelWindow<float> images = out.allocate(in.grid, view(tilts), in.contrast);
  Progress progress(run, tilts.size());
  run.parallel_for(tilts.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      warp_image(in.voxels + static_cast<std::int64_t>(v) * size.x * size.y, size.x, size.y,
                 recorded_from_aligned(errors[v], in.grid.voxel_A),
                 images.row(0, static_cast<std::int64_t>(v)));
      progress.next();
    }
  });
}

}  // namespace cryocosm::tem
