// filaments.repeat: any template as the unit of a helical polymer.
#include "repeat.hpp"

#include <cmath>

#include "axis_template.hpp"
#include "cryocosm/error.hpp"

namespace cryocosm::filaments {
namespace {

const DensityTemplate& template_of(Structure& structure, const std::string& component) {
  Random random(0);
  const auto unit = structure.unit(0, random);
  if (!unit || unit->shape == nullptr || unit->shape->kind() != DensityTemplate::k_kind)
    throw DataError("'" + component + "' makes no template, and only templates can be repeated",
                    "use macromolecules.template or macromolecules.beads, or another component that draws a "
                    "density on a grid",
                    Code::shape_mismatch);
  return static_cast<const DensityTemplate&>(*unit->shape);
}

bool is_on_axis(const RepeatParams& p) {
  return p.axis.x == 0 && p.axis.y == 0 && p.axis.z > 0 && p.axis_point_A == Vec3{} && p.strands == 1;
}

void require_room(const DensityTemplate& unit, double rise_A, double twist_rad) {
  constexpr double k_most = 0.5;
  const double shared = shared_with_next(unit, rise_A, twist_rad);
  if (shared > k_most)
    throw DataError("units of " + number_text(height_A(unit)) +
                        " A lie inside one another when they rise by " + number_text(rise_A) +
                        " A: each shares " + number_text(std::round(100 * shared)) +
                        " % of its body with the next ones",
                    "a unit is what is added with each rise: cut the template to one repeat, or raise 'rise'",
                    Code::inconsistent);
}

}  // namespace

Schema<RepeatParams> Repeat::schema() {
  Schema<RepeatParams> s("Helical polymer of any template: an actin or tubulin model, a fibre, a pilus.");
  s.field("unit", &RepeatParams::unit)
      .required()
      .point("structure")
      .help("Component that makes the template, such as macromolecules.template with its file.");
  s.field("axis", &RepeatParams::axis)
      .required()
      .range(-1e6, 1e6)
      .help(
          "Direction of the helix's axis in the template's frame, towards the end that grows; [0, 0, 1] is "
          "its "
          "z axis.");
  s.field("axis_point", &RepeatParams::axis_point_A)
      .unit(units::angstrom)
      .range(-1e5, 1e5)
      .help("A point of the axis, from the template's centre.");
  s.field("rise", static_cast<double RepeatParams::*>(&RepeatParams::spacing_A))
      .unit(units::angstrom)
      .range(1, 1000)
      .help("Distance from a unit to the next along the axis.");
  s.field("twist", &RepeatParams::twist_deg)
      .unit(units::degree)
      .range(-360, 360)
      .help("Turn from a unit to the next; negative twists are left-handed.");
  s.field("strands", &RepeatParams::strands)
      .range(1, 64)
      .help("Equal strands around the axis, n of an n-start helix; a unit holds one template of each.");
  add_centerline_fields(s);
  s.check("axis must not be zero: it says along which direction of the template the filament runs",
          [](const RepeatParams& p) { return dot(p.axis, p.axis) > 0; });
  s.details(
      "The template is drawn with macromolecules.interpolate. What 'unit' draws at random is drawn once. A "
      "template off the axis or with several strands is interpolated once more, linearly.");
  s.placed_by("filaments.helix").drawn_by("macromolecules.interpolate");
  return s;
}

Repeat::Repeat(const RepeatParams& params, BuildContext& build) : params_(params) {
  Draw once(Random(0));
  source_ = build.component<StructureGenerator>(params.unit)->draw(once);
  unit_ = &template_of(*source_, params.unit.id);
  if (!is_on_axis(params)) {
    made_ = around_axis(*unit_, {params.axis, params.axis_point_A}, params.strands);
    unit_ = made_.get();
  }
  const double twist_rad = params.twist_deg * k_pi / 180;
  require_room(*unit_, params.spacing_A, twist_rad);
  step_ = unit_step(params.spacing_A, twist_rad, height_A(*unit_));
}

std::unique_ptr<Structure> Repeat::draw(Draw& draw) const {
  return draw_filament(params_, step_, *unit_, draw);
}

}  // namespace cryocosm::filaments
