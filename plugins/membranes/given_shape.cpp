// Units of a given shape, held at the origin of their file.
#include "given_shape.hpp"

#include <algorithm>
#include <cmath>

#include "bilayer.hpp"
#include "grid_field.hpp"

namespace cryocosm::membranes {
namespace {

/// What lies in edges and corners may be this part of the area before anybody is warned.
constexpr double k_ignored_bends = 0.01;

class GivenMembrane final : public Structure {
 public:
  GivenMembrane(const GridField& field, Vec3 centre_A) : field_(field), centre_A_(centre_A) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &field_;
    unit.anchor = Anchor{-centre_A_, {0, 0, 1}};
    return unit;
  }
  std::unique_ptr<Surface> surface(std::size_t, const Pose& pose) const override {
    return field_.surface(pose);
  }

 private:
  GridField field_;
  Vec3 centre_A_;
};

std::string tenths(double value) { return number_text(std::round(10 * value) / 10); }

}  // namespace

double largest_reach_A(const BilayerParams& params, double voxel_A) {
  ImplicitField::Wall wall;
  wall.layer_distance_A = std::min(params.layer_distance_A.largest(),
                                   params.allow_unphysical ? k_widest_unphysical_A : k_thickest_A);
  wall.layer_sigma_A = std::min(params.layer_sigma_A.largest(), k_widest_sigma_A);
  return std::max(bilayer_reach_A(wall, voxel_A), largest_half_thickness_A(params));
}

float level_of_count(std::vector<float> values, std::size_t count) {
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::min(count, values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  const float above = *nth;
  const float below = nth == values.begin() ? above : *std::max_element(values.begin(), nth);
  return below + (above - below) / 2;
}

void require_gentle(double smoothing_A, double width_A, const std::string& file) {
  if (smoothing_A <= width_A / 2) return;
  throw DataError("a smoothing of " + tenths(smoothing_A) + " A leaves nothing of '" + file +
                      "': what it encloses is " + tenths(width_A) + " A wide",
                  "smooth with less than half of that");
}

GivenShape::GivenShape(SampledField field, Vec3 centre_A, const BilayerParams& wall, const std::string& file,
                       BuildContext& build)
    : wall_(wall), voxel_A_(build.grid().voxel_A), centre_A_(centre_A) {
  if (std::none_of(field.values.begin(), field.values.end(), [](float value) { return value < 0; }))
    throw DataError("what '" + file + "' encloses is too small for a lattice of " +
                        tenths(field.lattice.step_A) + " A: no point of it lies inside",
                    "check its unit and its scale, or choose smaller voxels");
  field.lattice.origin_A = field.lattice.origin_A - centre_A;
  const auto loops = [&build](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
    build.stop_if_cancelled();
    build.parallel_for(n, body);
  };
  const auto form =
      std::make_shared<const GridForm>(grid_form(field, largest_reach_A(wall, voxel_A_), loops));
  radius_A_ = membranes::radius_A(form->surface.mesh);
  sharpest_bend_A_ = membranes::sharpest_bend_A(form->surface, k_ignored_bends);
  form_ = std::make_shared<const Lazy<GridForm>>([form] { return form; });
  const double half_A = largest_half_thickness_A(wall);
  if (sharpest_bend_A_ < half_A)
    build.log(
        LogLevel::warning,
        "'" + file + "' bends as sharply as a ball of " + tenths(sharpest_bend_A_) +
            " A radius, and half the wall, layer_distance / 2 + 2 layer_sigma, may be " + tenths(half_A) +
            " A thick: its inner side will have edges there; raise 'smoothing', or make the wall thinner");
}

std::unique_ptr<Structure> GivenShape::draw(Draw& draw) const {
  return std::make_unique<GivenMembrane>(GridField(form_, radius_A_, draw_wall(draw, wall_), voxel_A_),
                                         centre_A_);
}

void GivenShape::facts(Facts& facts) const {
  facts.add("radius", radius_A_, units::angstrom);
  facts.add("sharpest_bend", sharpest_bend_A_, units::angstrom);
}

}  // namespace cryocosm::membranes
