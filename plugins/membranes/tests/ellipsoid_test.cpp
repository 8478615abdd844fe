// membranes.ellipsoid: distances against brute force, area, uniform points, and what may be drawn.
#include "ellipsoid.hpp"

#include <array>

#include "ellipsoid_rows.hpp"
#include "ellipsoid_surface.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

Vec3 on_ellipsoid(const EllipsoidForm& form, double theta, double phi) {
  return {form.axes_A[0] * std::sin(theta) * std::cos(phi), form.axes_A[1] * std::sin(theta) * std::sin(phi),
          form.axes_A[2] * std::cos(theta)};
}

/// The least distance over a grid of angles, then over finer and finer grids around the best.
double brute_force_distance(const EllipsoidForm& form, Vec3 p) {
  double best = 1e300, theta = 0, phi = 0, width = k_pi;
  constexpr int k_n = 40;
  double centre_theta = k_pi / 2, centre_phi = 0;
  for (int level = 0; level < 22; ++level) {
    for (int i = -k_n; i <= k_n; ++i)
      for (int j = -k_n; j <= k_n; ++j) {
        const double t = centre_theta + width * i / k_n, f = centre_phi + width * j / k_n;
        const double d = norm(on_ellipsoid(form, t, f) - p);
        if (d < best) best = d, theta = t, phi = f;
      }
    centre_theta = theta;
    centre_phi = phi;
    width *= 0.4;  // 16 steps of the last grid: valleys may be long
  }
  return scaled_norm(form, p) < 1 ? -best : best;
}

const std::array<std::array<double, 3>, 6> k_forms{
    {{200, 200, 200}, {250, 170, 140}, {140, 250, 170}, {75, 300, 300}, {75, 75, 300}, {80, 81, 560}}};

TEST(EllipsoidForm, DistanceIsTheLeastOfAllPoints) {
  Random random(1);
  for (const auto& axes : k_forms) {
    const EllipsoidForm form(axes);
    for (int i = 0; i < 12; ++i) {
      const Vec3 p =
          1.5 * random.uniform() * on_ellipsoid(form, std::acos(random.uniform(-1, 1)), 7 * random.uniform());
      const EllipsoidFoot foot = foot_on(form, p);
      EXPECT_NEAR(scaled_norm(form, foot.point.position_A), 1, 1e-12);
      EXPECT_NEAR(norm(p - foot.point.position_A), std::abs(foot.distance_A), 1e-9);
      // the last grid's step is 3e-10 rad and the distance flat around the least: only rounding is left
      EXPECT_NEAR(foot.distance_A, brute_force_distance(form, p), 1e-6);
    }
  }
}

TEST(EllipsoidForm, DistanceOnAxesPlanesAndTheMedialSurface) {
  const EllipsoidForm form({250, 170, 140});
  EXPECT_DOUBLE_EQ(foot_on(form, {0, 0, 0}).distance_A, -140);
  EXPECT_DOUBLE_EQ(foot_on(form, {0, 0, 0}).point.position_A.z, 140);
  EXPECT_DOUBLE_EQ(foot_on(form, {0, 0, -1000}).distance_A, 860);
  EXPECT_DOUBLE_EQ(foot_on(form, {1000, 0, 0}).distance_A, 750);
  EXPECT_DOUBLE_EQ(foot_on(form, {0, 170, 0}).distance_A, 0);
  // on the long axis: beyond the last focal point the end of the axis is nearest, before it a circle of feet
  const double focal = 250 - 140.0 * 140 / 250;
  EXPECT_DOUBLE_EQ(foot_on(form, {focal + 1, 0, 0}).distance_A, -(250 - focal - 1));
  for (const Vec3 p : {Vec3{focal - 1, 0, 0},
                       {100, 0, 0},
                       {100, 20, 0},
                       {100, 20, 1e-9},
                       {100, 20, 1e-300},
                       {focal, 0, 0},
                       {-focal, 1e-12, -1e-12},
                       {0, 170 - 140.0 * 140 / 170, 0}})
    EXPECT_NEAR(foot_on(form, p).distance_A, brute_force_distance(form, p), 1e-6);
  for (const auto& axes : k_forms)
    for (const Vec3 p :
         {Vec3{0, 0, 0}, {1e-200, 0, 0}, {0, -1e-20, 1e-20}, {1e9, 1e9, -1e9}, {0, 1e-5, 70}}) {
      const EllipsoidFoot foot = foot_on(EllipsoidForm(axes), p);
      EXPECT_NEAR(scaled_norm(EllipsoidForm(axes), foot.point.position_A), 1, 1e-9);
      EXPECT_NEAR(norm(foot.point.normal), 1, 1e-12);
    }
}

TEST(EllipsoidRows, AreExactWithinReachAndABoundBeyond) {
  Random random(2);
  for (const auto& axes : k_forms)
    for (const double reach : {30.0, 60.0, 150.0}) {
      const EllipsoidForm form(axes);
      for (int row = 0; row < 20; ++row) {
        const double far = 1.3 * form.largest_A;
        const Vec3 step = 3.7 * random_direction(random);
        // every other row through the centre, where Newton's method has nothing to hold on to
        const Vec3 origin =
            (row % 2 == 0 ? Vec3{} : random.uniform(0, far) * random_direction(random)) - 150.0 * step;
        constexpr std::size_t k_n = 301;
        float out[k_n], parts[k_n];
        row_distances(form, reach, origin, step, 0, k_n, out);
        row_distances(form, reach, origin, step, 0, 117, parts);
        row_distances(form, reach, origin, step, 117, k_n - 117, parts + 117);
        for (std::size_t i = 0; i < k_n; ++i) {
          ASSERT_EQ(out[i], parts[i]);
          const double exact = foot_on(form, origin + static_cast<double>(i) * step).distance_A;
          const double given = static_cast<double>(out[i]);
          if (std::abs(exact) < reach * (1 - 1e-6)) {
            ASSERT_NEAR(given, exact, 6e-8 * std::abs(exact) + 1e-6);
          } else {
            ASSERT_GE(std::abs(given), reach * (1 - 1e-6));
            ASSERT_LE(std::abs(given), std::abs(exact) * (1 + 1e-6));
            ASSERT_EQ(given < 0, exact < 0);
          }
        }
      }
    }
}

// Closed forms of spheroids (Beyer, CRC standard mathematical tables); 1e-13 is some rounding.
TEST(EllipsoidForm, AreaFollowsTheClosedFormsOfSpheroids) {
  EXPECT_NEAR(area_A2(EllipsoidForm({200, 200, 200})) / (4 * k_pi * 200 * 200), 1, 1e-13);
  const double a = 300, c = 110;  // oblate {a, a, c} and prolate {c, c, a}
  const double e = std::sqrt(1 - c * c / (a * a));
  const double oblate = 2 * k_pi * a * a * (1 + (1 - e * e) / e * std::atanh(e));
  const double prolate = 2 * k_pi * c * c * (1 + a / (c * e) * std::asin(e));
  for (const auto& axes : {std::array<double, 3>{a, a, c}, {a, c, a}, {c, a, a}})
    EXPECT_NEAR(area_A2(EllipsoidForm(axes)) / oblate, 1, 1e-13);
  for (const auto& axes : {std::array<double, 3>{c, c, a}, {c, a, c}, {a, c, c}})
    EXPECT_NEAR(area_A2(EllipsoidForm(axes)) / prolate, 1, 1e-13);
}

TEST(EllipsoidSurface, SamplesAreUniformByArea) {
  const EllipsoidForm form({260, 170, 100});
  const EllipsoidSurface surface(form, {});
  // bins of the parameters z / c and the angle of (x / a, y / b), their areas by the midpoint rule
  constexpr std::size_t k_z = 8, k_phi = 8, k_fine = 60;
  std::vector<double> expected(k_z * k_phi), counts(k_z * k_phi);
  for (std::size_t i = 0; i < k_z * k_fine; ++i)
    for (std::size_t j = 0; j < k_phi * k_fine; ++j) {
      const double z = -1 + 2 * (static_cast<double>(i) + 0.5) / (k_z * k_fine), r = std::sqrt(1 - z * z);
      const double phi = 2 * k_pi * (static_cast<double>(j) + 0.5) / (k_phi * k_fine);
      expected[i / k_fine * k_phi + j / k_fine] +=
          norm({170 * 100 * r * std::cos(phi), 260 * 100 * r * std::sin(phi), 260 * 170 * z});
    }
  double all = 0;
  for (const double area : expected) all += area;
  constexpr int k_n = 40000;
  for (double& area : expected) area *= k_n / all;
  Random random(3);
  for (int i = 0; i < k_n; ++i) {
    const SurfacePoint p = surface.sample(random);
    ASSERT_NEAR(scaled_norm(form, p.position_A), 1, 1e-12);
    const double z = p.position_A.z / 100;
    const double phi =
        std::atan2(p.position_A.y / 170, p.position_A.x / 260) + k_pi;  // half a turn is four bins
    const auto bin_z = std::min(k_z - 1, static_cast<std::size_t>((z + 1) / 2 * k_z));
    const auto bin_phi = std::min(k_phi - 1, static_cast<std::size_t>(phi / (2 * k_pi) * k_phi));
    counts[bin_z * k_phi + (bin_phi + k_phi / 2) % k_phi] += 1;
  }
  expect_counts(counts, expected);
}

// At the end of an axis the curvature towards another is the axis over the other squared; everywhere, that of
// Gauss is h^4 / (a b c)^2 with h the distance of the tangent plane from the centre.
TEST(EllipsoidSurface, HasTheCurvaturesOfTheClosedForms) {
  const double a = 260, b = 170, c = 100;
  const Pose pose{rotation_about({0.6, 0, 0.8}, 1.3), {10, 20, 30}};
  const EllipsoidSurface surface(EllipsoidForm({a, b, c}), pose, 29);
  EXPECT_EQ(surface.half_thickness_A(), 29);
  const auto at = [&](Vec3 p) {
    return surface.curvatures({to_tomogram(pose, p), rotate(pose.rotation, normalized(p))});
  };
  EXPECT_NEAR(at({a, 0, 0}).greater_per_A, a / (c * c), 1e-12);
  EXPECT_NEAR(at({a, 0, 0}).smaller_per_A, a / (b * b), 1e-12);
  EXPECT_NEAR(at({0, b, 0}).greater_per_A, b / (c * c), 1e-12);
  EXPECT_NEAR(at({0, -b, 0}).smaller_per_A, b / (a * a), 1e-12);
  EXPECT_NEAR(at({0, 0, c}).greater_per_A, c / (b * b), 1e-12);
  EXPECT_NEAR(at({0, 0, c}).smaller_per_A, c / (a * a), 1e-12);
  Random random(9);
  for (int i = 0; i < 100; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Curvatures k = surface.curvatures(p);
    const double h = dot(p.position_A - pose.position_A, p.normal);
    EXPECT_NEAR(k.greater_per_A * k.smaller_per_A / (h * h * h * h / (a * a * b * b * c * c)), 1, 1e-9);
    // turning of normals on the way to points nearby: steps of 1 Å, at bends of 38 Å and more
    const Curvatures measured = surface.Surface::curvatures(p);
    EXPECT_NEAR(k.greater_per_A, measured.greater_per_A, 2e-4);
    EXPECT_NEAR(k.smaller_per_A, measured.smaller_per_A, 2e-4);
  }
}

// The curve around a point of the surface, traced by bisection of the polar angle for each azimuth about an
// axis: points of it must fall into parts of equal azimuth as the parts are long.
TEST(EllipsoidSurface, MeetsASphereUniformlyByLength) {
  const EllipsoidForm form({260, 170, 100});
  const EllipsoidSurface surface(form, {});
  const EllipsoidFoot foot = foot_on(form, {120, 60, 100});
  const Vec3 c = foot.point.position_A;
  // not quite the normal: about that, azimuths and lengths would be nearly the same
  const Vec3 n = normalized(foot.point.normal + Vec3{0.5, 0, -0.2});
  const Vec3 u = normalized(cross(n, {0, 0, 1})), v = cross(n, u);
  constexpr double k_radius = 90;
  constexpr std::size_t k_parts = 16, k_fine = 200;
  const auto curve = [&](double azimuth) {
    const Vec3 aside = std::cos(azimuth) * u + std::sin(azimuth) * v;
    double low = 0, high = k_pi;  // outside on the axis, inside opposite to it
    for (int i = 0; i < 50; ++i) {
      const double polar = (low + high) / 2;
      const Vec3 p = c + k_radius * (std::cos(polar) * n + std::sin(polar) * aside);
      (scaled_norm(form, p) > 1 ? low : high) = polar;
    }
    return c + k_radius * (std::cos(low) * n + std::sin(low) * aside);
  };
  std::vector<double> expected(k_parts), counts(k_parts);
  double length = 0;
  for (std::size_t i = 0; i < k_parts * k_fine; ++i) {
    const double step = 2 * k_pi / (k_parts * k_fine), at = static_cast<double>(i) * step;
    expected[i / k_fine] += norm(curve(at + step) - curve(at));
  }
  for (const double part : expected) length += part;
  const double longest = *std::max_element(expected.begin(), expected.end());
  EXPECT_GT(longest * k_parts / length, 1.1) << "this curve would not tell equal angles from equal lengths";
  constexpr int k_n = 4000;
  for (double& part : expected) part *= k_n / length;
  Random random(4);
  for (int i = 0; i < k_n; ++i) {
    const auto p = surface.on_sphere(c, k_radius, random);
    ASSERT_TRUE(p.has_value());
    ASSERT_NEAR(norm(p->position_A - c), k_radius, 1e-9);
    ASSERT_NEAR(scaled_norm(form, p->position_A), 1, 1e-9);
    ASSERT_LT(norm(p->normal - surface.nearest(p->position_A).normal), 1e-7);
    double azimuth = std::atan2(dot(p->position_A - c, v), dot(p->position_A - c, u));
    if (azimuth < 0) azimuth += 2 * k_pi;
    counts[std::min(k_parts - 1, static_cast<std::size_t>(azimuth / (2 * k_pi) * k_parts))] += 1;
  }
  expect_counts(counts, expected);
}

TEST(EllipsoidSurface, MissesSpheresThatDoNotMeetIt) {
  const EllipsoidSurface surface(EllipsoidForm({260, 170, 100}), {{}, {10, 20, 30}});
  Random random(5);
  EXPECT_FALSE(surface.on_sphere({10, 20, 400}, 260, random).has_value());  // far outside
  EXPECT_FALSE(surface.on_sphere({10, 20, 30}, 90, random).has_value());    // inside
  EXPECT_FALSE(surface.on_sphere({10, 20, 30}, 261, random).has_value());   // around it
  EXPECT_TRUE(surface.on_sphere({10, 20, 30}, 200, random).has_value());
}

TEST(Ellipsoid, DrawsAxesWithinTheirLimits) {
  EllipsoidParams params;
  params.axis_x_A = Distribution::uniform(75, 500);
  params.axis_y_A = Distribution::uniform(75, 500);
  params.axis_z_A = Distribution::uniform(75, 500);
  testing::TestBuild build({{100, 100, 100}, 10});
  const Ellipsoid generator(params, build);

  class Kept final : public Draw {
   public:
    using Draw::Draw;
    std::map<std::string, double, std::less<>> values;

   protected:
    void record(std::string_view name, double value) override { values.emplace(name, value); }
  };
  bool is_z_longest = false;
  for (std::uint64_t i = 0; i < 200; ++i) {
    Kept draw(Random(7).child(i));
    const auto structure = generator.draw(draw);
    ASSERT_EQ(draw.values.size(), 8U);
    const double x = draw.values["axis_x"], y = draw.values["axis_y"], z = draw.values["axis_z"];
    const auto [low, high] = std::minmax({x, y, z});
    EXPECT_GE(low, 75);
    EXPECT_LT(high, 500);
    EXPECT_LE(1 - low * low / (high * high), 0.75 * 0.75 + 1e-12);
    EXPECT_GT(low * low / high, draw.values["layer_distance"] / 2 + 2 * draw.values["layer_sigma"]);
    is_z_longest = is_z_longest || (z > x && z > y);
    Random random(1);
    const Shape* shape = structure->unit(0, random)->shape;
    EXPECT_GT(shape->radius_A(), high);
    EXPECT_LT(shape->radius_A(), high + 100);
  }
  EXPECT_TRUE(is_z_longest) << "equation 12 as printed allows no axis below z";
}

TEST(Ellipsoid, RefusesAxesThatCannotFit) {
  using Settings = std::vector<std::pair<std::string, Value>>;
  const auto axes = [](double x, double y, double z) {
    return Settings{{"axis_x", detail::load(Distribution(x))},
                    {"axis_y", detail::load(Distribution(y))},
                    {"axis_z", detail::load(Distribution(z))}};
  };
  const auto schema = Ellipsoid::schema();
  EXPECT_EQ(broken_rule(schema, {}), "");
  EXPECT_EQ(broken_rule(schema, axes(300, 300, 200)), "");
  EXPECT_EQ(broken_rule(schema, axes(300, 300, 190)),
            "some draws of axis_x, axis_y and axis_z must meet max_eccentricity; none of 2000 did");
  EXPECT_EQ(broken_rule(schema, axes(300, 190, 300)),
            "some draws of axis_x, axis_y and axis_z must meet max_eccentricity; none of 2000 did");
  Settings sharp = axes(75, 75, 300);
  sharp.emplace_back("max_eccentricity", detail::load(0.98));
  EXPECT_EQ(
      broken_rule(schema, sharp),
      "half the wall, layer_distance / 2 + 2 layer_sigma, must be thinner than the sharpest bend's radius, "
      "the smallest axis squared over the largest, in some draws; in none of 2000 was it");
  for (const FieldInfo& field : schema.info().fields)
    if (field.key.rfind("axis", 0) == 0) {
      EXPECT_EQ(field.minimum, 75) << "an axis of 0 is out of range";
    }
}

TEST(Ellipsoid, SaysWhenNoDrawFits) {
  // past the rules, as a program that makes components itself may do
  testing::TestBuild build({{100, 100, 100}, 10});
  EllipsoidParams params = ellipsoid(400, 400, 100);
  params.max_eccentricity = 0.5;
  Draw draw{Random(1)};
  try {
    Ellipsoid(params, build).draw(draw);
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::bad_distribution);
    EXPECT_EQ(error.message(), "no draw of the axes meets max_eccentricity and leaves room for the wall");
    EXPECT_EQ(error.hint(),
              "draw the three axes from ranges that lie closer to each other, or fewer lamellae");
  }
}

}  // namespace
}  // namespace cryocosm::membranes::test
