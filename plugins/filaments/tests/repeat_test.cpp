// filaments.repeat: templates turned onto their axis, set around it, and refused when they can not be
// repeated.
#include "repeat.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "axis_template.hpp"
#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"
#include "with_component.hpp"

namespace cryocosm::filaments {
namespace {

constexpr GridSpec k_volume{{100, 100, 100}, 10};

/// An ellipsoid with its long axis along x, 40 A thick and 80 A long, denser towards +x.
DensityTemplate lozenge() {
  const GridSpec grid{{31, 21, 21}, 4};
  std::vector<float> density(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  std::size_t at = 0;
  for (std::int64_t z = -10; z <= 10; ++z)
    for (std::int64_t y = -10; y <= 10; ++y)
      for (std::int64_t x = -15; x <= 15; ++x, ++at) {
        const double r2 = static_cast<double>(x * x) / 100 + static_cast<double>(y * y + z * z) / 25;
        mask[at] = r2 <= 1;
        density[at] = r2 <= 1 ? static_cast<float>(2 + 0.1 * static_cast<double>(x)) : 0.0F;
      }
  return DensityTemplate(grid, std::move(density), std::move(mask));
}

struct Moments {
  double mass = 0;
  Vec3 centre_A, spread_A;  // mean and deviation along each axis
};

Moments moments(const DensityTemplate& t) {
  Moments m;
  Vec3 squares;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < t.grid().size.z; ++z)
    for (std::int64_t y = 0; y < t.grid().size.y; ++y)
      for (std::int64_t x = 0; x < t.grid().size.x; ++x, ++at) {
        const double w = static_cast<double>(t.density()[at]);
        const Vec3 p = t.grid().voxel_A * Vec3{static_cast<double>(x - t.centre().x),
                                               static_cast<double>(y - t.centre().y),
                                               static_cast<double>(z - t.centre().z)};
        m.mass += w;
        m.centre_A = m.centre_A + w * p;
        squares = squares + w * Vec3{p.x * p.x, p.y * p.y, p.z * p.z};
      }
  m.centre_A = m.centre_A / m.mass;
  const Vec3 c = m.centre_A;
  m.spread_A = {std::sqrt(squares.x / m.mass - c.x * c.x), std::sqrt(squares.y / m.mass - c.y * c.y),
                std::sqrt(squares.z / m.mass - c.z * c.z)};
  return m;
}

TEST(AxisTemplate, TurnsTheAxisOntoZ) {
  const DensityTemplate source = lozenge();
  const auto turned = around_axis(source, {{2, 0, 0}, {}}, 1);
  const Moments before = moments(source), after = moments(*turned);
  EXPECT_NEAR(after.mass, before.mass, 1e-3 * before.mass);
  EXPECT_NEAR(after.centre_A.z, before.centre_A.x, 0.05);  // the dense end points along the filament
  EXPECT_NEAR(after.centre_A.x, 0, 0.05);
  EXPECT_NEAR(after.spread_A.z, before.spread_A.x, 0.05);
  EXPECT_NEAR(after.spread_A.x, before.spread_A.y, 0.05);
  EXPECT_NEAR(height_A(*turned), 84, 1e-9);  // 21 voxels
  EXPECT_NEAR(static_cast<double>(turned->mask_count()), static_cast<double>(source.mask_count()),
              0.02 * static_cast<double>(source.mask_count()));
}

TEST(AxisTemplate, SetsStrandsAroundTheAxis) {
  const DensityTemplate source = lozenge();
  const auto three = around_axis(source, {{1, 0, 0}, {0, 60, 0}}, 3);
  const Moments before = moments(source), after = moments(*three);
  // sharp edges between the voxels of two grids: a part in a hundred, and a twentieth of a voxel
  EXPECT_NEAR(after.mass, 3 * before.mass, 1e-2 * before.mass);
  EXPECT_NEAR(after.centre_A.x, 0, 0.2);
  EXPECT_NEAR(after.centre_A.y, 0, 0.2);
  // each strand's own spread, and 60 A from the axis in three directions
  EXPECT_NEAR(after.spread_A.x, std::hypot(before.spread_A.y, 60 / std::sqrt(2.0)), 0.1);
  EXPECT_NEAR(after.spread_A.y, after.spread_A.x, 0.1);
}

/// The part that two equal ellipsoids share which are `apart` along their long half axes of 40 A.
double shared_lozenge(double apart_A) {
  const double t = std::min(1.0, apart_A / 80);
  return 1 - 1.5 * t + 0.5 * t * t * t;
}

TEST(AxisTemplate, KnowsWhatUnitsShare) {
  const DensityTemplate source = lozenge();
  const auto unit = around_axis(source, {{1, 0, 0}, {}}, 1);
  const double voxels = 0.03;  // an ellipsoid of five voxels' radius is known to no better than this
  for (const double rise : {20.0, 45.0, 70.0, 90.0})
    EXPECT_NEAR(shared_with_next(*unit, rise, 0), shared_lozenge(rise), voxels) << rise;
  EXPECT_EQ(shared_with_next(*unit, 90, 0.3), 0);
  // beside the axis a turn of 180 degrees takes the next unit out of the way
  const auto beside = around_axis(source, {{1, 0, 0}, {0, 30, 0}}, 1);
  EXPECT_NEAR(shared_with_next(*beside, 45, 0), shared_lozenge(45), voxels);
  EXPECT_EQ(shared_with_next(*beside, 45, k_pi), 0);
}

/// Draws one unit of the given shape.
class OneUnit final : public StructureGenerator {
 public:
  explicit OneUnit(const Shape& shape) : shape_(shape) {}
  std::unique_ptr<Structure> draw(Draw&) const override {
    struct One final : Structure {
      explicit One(const Shape& of) : shape(of) {}
      std::optional<Unit> unit(std::size_t, Random&) override {
        Unit unit;
        unit.shape = &shape;
        return unit;
      }
      const Shape& shape;
    };
    return std::make_unique<One>(shape_);
  }

 private:
  const Shape& shape_;
};

class WithUnit final : public test::WithComponent<StructureGenerator> {
 public:
  explicit WithUnit(const Shape& shape) : WithComponent(k_volume, generator_), generator_(shape) {}

 private:
  OneUnit generator_;
};

RepeatParams params_along_x() {
  RepeatParams params;
  params.unit.id = "test.lozenge";
  params.axis = {1, 0, 0};
  params.spacing_A = 90;
  params.twist_deg = -166.7;
  return params;
}

void draw_from(const RepeatParams& params, BuildContext& build) {
  Draw draw(Random(1));
  Repeat(params, build).draw(draw);
}

TEST(Repeat, UsesATemplateOnItsAxisAsItIs) {
  const DensityTemplate source = lozenge();
  WithUnit build(source);
  RepeatParams params = params_along_x();
  params.axis = {0, 0, 3};
  const Repeat repeat(params, build);
  EXPECT_EQ(&repeat.unit(), &source);
  Draw draw(Random(1));
  Random random(1);
  const auto filament = repeat.draw(draw);
  const auto unit = filament->unit(0, random);
  EXPECT_EQ(unit->shape, &source);
  EXPECT_TRUE(unit->shared);
  EXPECT_EQ(unit->step.nearest_A, 90);
  EXPECT_NEAR(unit->step.twist_rad, -166.7 * k_pi / 180, 1e-12);
  EXPECT_TRUE(filament->has_centerline());
}

template <class Action>
void expect_error(Action action, Code code, const std::string& message, const std::string& hint) {
  try {
    action();
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.hint(), hint);
  }
}

TEST(Repeat, RefusesUnitsLargerThanTheRise) {
  const DensityTemplate source = lozenge();
  WithUnit build(source);
  RepeatParams params = params_along_x();
  params.spacing_A = 20;
  expect_error(
      [&] { draw_from(params, build); }, Code::inconsistent,
      "units of 84 A lie inside one another when they rise by 20 A: each shares 65 % of its body with "
      "the next ones",
      "a unit is what is added with each rise: cut the template to one repeat, or raise 'rise'");
}

TEST(Repeat, RefusesStrandsInsideOneAnother) {
  const DensityTemplate source = lozenge();
  WithUnit build(source);
  RepeatParams params = params_along_x();
  params.strands = 3;
  expect_error([&] { draw_from(params, build); }, Code::inconsistent,
               "the strands of the helix lie inside one another",
               "'axis_point' must lie beside the unit, by the distance from the helix's axis to the unit's "
               "centre");
}

TEST(Repeat, RefusesShapesThatAreNoTemplates) {
  const SphereSet balls({{{0, 0, 0}, 20, 1}}, 5);
  WithUnit build(balls);
  expect_error(
      [&] { Repeat(params_along_x(), build); }, Code::shape_mismatch,
      "'test.lozenge' makes no template, and only templates can be repeated",
      "use macromolecules.template or macromolecules.beads, or another component that draws a density "
      "on a grid");
}

TEST(Repeat, RefusesAnAxisOfNoLength) {
  EXPECT_EQ(Repeat::schema().info().rules[0],
            "axis must not be zero: it says along which direction of the template the filament runs");
  Value params;
  params.type = Value::Type::group;
  params.keys = {"axis"};
  params.items = {detail::load(Vec3{0, 0, 0})};
  EXPECT_EQ(Repeat::schema().first_broken_rule(params), 0);
}

}  // namespace
}  // namespace cryocosm::filaments
