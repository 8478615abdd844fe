// Drawing fibrils: one cylinder for each eighth of a period, used again and again.
#include "fibril.hpp"

#include <algorithm>
#include <cmath>

#include "banded_cylinder.hpp"

namespace collagen {

using namespace cryocosm;

namespace {

constexpr std::size_t k_per_period = 8;  // short enough to bend, and still few

class DrawnFibril final : public Structure {
 public:
  DrawnFibril(std::vector<BandedCylinder> pieces, std::size_t units, std::size_t min_units)
      : pieces_(std::move(pieces)), units_(units), min_units_(min_units) {}

  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index >= units_) return std::nullopt;
    const BandedCylinder& piece = pieces_[index % pieces_.size()];
    Unit unit;
    unit.shape = &piece;
    unit.step.nearest_A = unit.step.farthest_A = piece.form().length_A;
    unit.step.bonded = 2;  // on the inner side of a bend the ends of pieces reach into each other
    return unit;
  }
  std::size_t min_units() const override { return min_units_; }
  bool has_centerline() const override { return true; }

 private:
  std::vector<BandedCylinder> pieces_;
  std::size_t units_;
  std::size_t min_units_;
};

}  // namespace

Schema<FibrilParams> Fibril::schema() {
  using P = FibrilParams;
  Schema<P> s("Banded collagen fibril: gap and overlap zones that repeat every 67 nm.");
  s.details(
      "Molecules staggered by one period leave gaps, where four lie side by side instead of five (Hodge & "
      "Petruska, in Aspects of Protein Structure, Academic Press 1963, p. 289). A fibril is a chain of eight "
      "pieces for each period; the phase of its bands is drawn.");
  s.field("period", &P::period_A)
      .unit(units::angstrom)
      .range(200, 5000)
      .help("Length of one overlap and one gap zone, D.");
  s.field("diameter", &P::diameter_A)
      .unit(units::angstrom)
      .range(100, 10'000)
      .help("Diameter of the fibril.");
  s.field("overlap", &P::overlap)
      .unit(units::fraction)
      .range(0.2, 0.8)
      .help("Part of a period that is overlap zone; the rest is gap zone.");
  s.field("gap_density", &P::gap_density)
      .unit(units::fraction)
      .range(0, 1)
      .help("Density of the gap zones, relative to that of the overlap zones.");
  s.field("density", &P::density_V)
      .unit(units::volt)
      .range(0, 100)
      .help("Inner potential of the overlap zones above that of ice.");
  s.field("length", &P::length_A)
      .unit(units::angstrom)
      .range(100, 1e8)
      .help("Greatest length along the centerline.");
  s.field("min_units", &P::min_units)
      .range(1, 1e6)
      .help("A fibril that stops with fewer pieces, eighths of a period, is taken back.");
  s.check("length must leave room for min_units: length >= min_units period / 8", [](const P& p) {
    return p.length_A.largest() >= static_cast<double>(p.min_units) * p.period_A.smallest() / k_per_period;
  });
  return s.placed_by("collagen.wavy").drawn_by("collagen.banded");
}

std::unique_ptr<Structure> Fibril::draw(Draw& draw) const {
  BandedCylinder::Form form;
  form.banding.period_A = draw("period", params_.period_A);
  form.banding.overlap = params_.overlap;
  form.banding.gap_density = params_.gap_density;
  form.radius_A = draw("diameter", params_.diameter_A) / 2;
  form.density_V = draw("density", params_.density_V);
  form.length_A = form.banding.period_A / k_per_period;
  const double phase_A = draw("phase", Distribution::uniform(0, form.banding.period_A));
  std::vector<BandedCylinder> pieces;
  for (std::size_t i = 0; i < k_per_period; ++i) {
    form.along_A = phase_A + static_cast<double>(i) * form.length_A;
    pieces.emplace_back(form);
  }
  const auto units =
      static_cast<std::size_t>(std::max(1.0, std::floor(draw("length", params_.length_A) / form.length_A)));
  return std::make_unique<DrawnFibril>(std::move(pieces), units, static_cast<std::size_t>(params_.min_units));
}

}  // namespace collagen
