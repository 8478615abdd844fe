// filaments.repeat: any template as the unit of a helical polymer.
#include "repeat.hpp"

#include <cmath>

#include "axis_template.hpp"
#include "component.hpp"

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
      .range(-1000, 1000)
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
  add_length_check(s);
  s.placed_by("filaments.helix").drawn_by("macromolecules.interpolate");
  return s;
}

Repeat::Repeat(const RepeatParams& params, BuildContext& build) : params_(params) {
  Draw once(Random(0));
  source_ = required_component<StructureGenerator>(params.unit, "unit", build).draw(once);
  const DensityTemplate& source = template_of(*source_, params.unit.id);
  unit_ = &source;
  if (!is_on_axis(params)) {
    made_ = around_axis(source, {params.axis, params.axis_point_A}, params.strands);
    unit_ = made_.get();
  }
  if (made_) shared_by_strands_ = shared_by_copies(source, *made_, params.strands);
  shared_with_next_ = shared_with_next(*unit_, params.spacing_A, twist_rad());
}

double Repeat::twist_rad() const { return params_.twist_deg * k_pi / 180; }

// A pipeline draws once before it runs, so what is wrong with a unit is found as early as by the constructor.
std::unique_ptr<Structure> Repeat::draw(Draw& draw) const {
  constexpr double k_most_shared = 0.5;
  if (shared_by_strands_ > k_most_shared)
    throw DataError("the strands of the helix lie inside one another",
                    "'axis_point' must lie beside the unit, by the distance from the helix's axis to the "
                    "unit's centre",
                    Code::inconsistent);
  if (shared_with_next_ > k_most_shared)
    throw DataError("units of " + number_text(height_A(*unit_)) +
                        " A lie inside one another when they rise by " + number_text(params_.spacing_A) +
                        " A: each shares " + number_text(std::round(100 * shared_with_next_)) +
                        " % of its body with the next ones",
                    "a unit is what is added with each rise: cut the template to one repeat, or raise 'rise'",
                    Code::inconsistent);
  return draw_filament(params_, unit_step(params_.spacing_A, twist_rad(), height_A(*unit_)), *unit_, draw);
}

}  // namespace cryocosm::filaments
