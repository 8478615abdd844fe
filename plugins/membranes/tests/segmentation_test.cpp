// membranes.segmentation and membranes.in_place: closed forms, labels, places, and exact texts for bad input.
#include "segmentation.hpp"

#include <numeric>

#include "bilayer.hpp"
#include "given_tools.hpp"
#include "in_place.hpp"

namespace cryocosm::membranes::test {
namespace {

/// Voxels whose centre lies inside get `label`.
Volume labelled(const GridSpec& grid, Vec3 centre_A, const std::function<double(Vec3)>& distance,
                float label) {
  Volume volume{grid, {}};
  for (std::int64_t k = 0; k < grid.size.z; ++k)
    for (std::int64_t j = 0; j < grid.size.y; ++j)
      for (std::int64_t i = 0; i < grid.size.x; ++i) {
        const Vec3 p = grid.voxel_A * Vec3{double(i), double(j), double(k)};
        volume.voxels.push_back(distance(p - centre_A) < 0 ? label : 0.0F);
      }
  return volume;
}

SegmentationParams params_of(double t_A = 35, double sigma_A = 4) {
  SegmentationParams params = with_wall(SegmentationParams{}, t_A, sigma_A);
  params.file.path = "cell.mrc";
  return params;
}

constexpr Vec3 k_centre{251, 263, 257};

Volume ball(float label = 1) {
  return labelled(
      {{52, 52, 52}, 10}, k_centre, [](Vec3 p) { return sphere_distance(p, 150); }, label);
}

TEST(Segmentation, OfABallIsASphere) {
  LoggedBuild build(8);
  build.volumes().volume = ball();
  const Segmentation segmentation(params_of(), build);
  EXPECT_EQ(build.lines, std::vector<std::string>{});
  const Drawn vesicle = drawn_from(segmentation);
  const InPlace in_place(InPlaceParams{});
  Random random(2);
  const auto unit = vesicle.structure->unit(0, random);
  testing::EmptyScene scene({{100, 100, 100}, 8});
  const auto proposal = in_place.first(scene, *unit, random);
  ASSERT_TRUE(proposal.has_value());
  EXPECT_EQ(proposal->if_refused, IfRefused::report_it);
  const auto surface = vesicle.structure->surface(0, proposal->pose);
  EXPECT_NEAR(surface->area_A2() / (4 * k_pi * 150 * 150), 1, 0.01);
  EXPECT_EQ(surface->half_thickness_A(), 35.0 / 2 + 8);
  const MeshSums mesh = mesh_of(*surface, 1'000'000);
  EXPECT_TRUE(is_closed(mesh.triangles));
  EXPECT_NEAR(mesh.volume / (4 * k_pi / 3 * 150 * 150 * 150), 1, 0.01);
  double mean_curvature = 0;
  for (int i = 0; i < 500; ++i) {
    const SurfacePoint p = surface->sample(random);
    // terraces of a voxel, blurred over two
    EXPECT_NEAR(norm(p.position_A - k_centre), 150, 2.5);
    EXPECT_GT(dot(p.normal, normalized(p.position_A - k_centre)), std::cos(4 * k_pi / 180));
    const Curvatures c = surface->curvatures(p);
    EXPECT_NEAR(150 * (c.greater_per_A + c.smaller_per_A) / 2, 1, 0.5);
    mean_curvature += (c.greater_per_A + c.smaller_per_A) / 2 / 500;
    const double depth = random.uniform(-30, 30);
    EXPECT_NEAR(distance_A(*vesicle.field, to_unit(proposal->pose, p.position_A + depth * p.normal)), depth,
                1);
  }  // the terraces average out
  EXPECT_NEAR(150 * mean_curvature, 1, 0.05);
}

TEST(Segmentation, OfATorusHasItsWall) {
  constexpr double k_voxel_A = 8;
  LoggedBuild build(k_voxel_A);
  build.volumes().volume = labelled(
      {{90, 90, 50}, k_voxel_A}, {361, 357, 203}, [](Vec3 p) { return torus_distance(p, 200, 90); }, 3);
  SegmentationParams params = params_of();
  params.labels = {3};
  const Segmentation segmentation(params, build);
  const Drawn ring = drawn_from(segmentation);
  const auto surface = ring.structure->surface(0, {});
  EXPECT_NEAR(surface->area_A2() / (4 * k_pi * k_pi * 200 * 90), 1, 0.015);
  EXPECT_NEAR(mesh_of(*surface, 1'000'000).volume / (2 * k_pi * k_pi * 200 * 90 * 90), 1, 0.01);
  // Steiner's formula, as for tori by closed form: Euler's characteristic is 0
  const GridSpec grid{{90, 90, 90}, k_voxel_A};
  std::vector<std::uint8_t> mask(grid.count());
  Random random(3);
  Bilayer{NoParams{}}.exclude(*ring.field, {random_rotation(random), {361, 357, 360}},
                              whole_window(mask.data(), grid));
  const double shell = 2 * ring.field->wall().half_thickness_A * 4 * k_pi * k_pi * 200 * 90;
  EXPECT_NEAR(std::accumulate(mask.begin(), mask.end(), 0.0) * std::pow(k_voxel_A, 3) / shell, 1, 0.015);
}

TEST(Segmentation, HasTwoPeaksAtTheirDistance) {
  LoggedBuild build(4);
  build.volumes().volume = ball();
  const Drawn vesicle = drawn_from(Segmentation(params_of(36, 4), build));
  const auto surface = vesicle.structure->surface(0, {});
  Random random(4);
  for (int i = 0; i < 5; ++i) {
    const SurfacePoint place = surface->sample(random);
    // along the normal in steps of a tenth of an Å, as the bilayer draws distances
    double outer = 0, inner = 0, best_outer = 1e9, best_inner = 1e9;
    for (int step = -300; step <= 300; ++step) {
      const double along = step / 10.0,
                   d = distance_A(*vesicle.field, place.position_A + along * place.normal);
      if (std::abs(d - 18) < best_outer) best_outer = std::abs(d - 18), outer = along;
      if (std::abs(d + 18) < best_inner) best_inner = std::abs(d + 18), inner = along;
    }
    EXPECT_NEAR(outer - inner, 36, 0.5 * 4);
  }
}

TEST(Segmentation, TakesOnlyTheLabelsThatWereChosen) {
  LoggedBuild build(10);
  build.volumes().volume = ball(2);
  const Volume other = labelled(
      {{52, 52, 52}, 10}, {90, 90, 90}, [](Vec3 p) { return norm(p) - 60; }, 5);
  for (std::size_t i = 0; i < other.voxels.size(); ++i)
    if (other.voxels[i] != 0) build.volumes().volume.voxels[i] = other.voxels[i];
  SegmentationParams params = params_of();
  params.labels = {2};
  const double both = drawn_from(Segmentation(params_of(), build)).structure->surface(0, {})->area_A2();
  const double one = drawn_from(Segmentation(params, build)).structure->surface(0, {})->area_A2();
  EXPECT_NEAR(one / (4 * k_pi * 150 * 150), 1, 0.02);
  EXPECT_NEAR((both - one) / (4 * k_pi * 60 * 60), 1, 0.1);
}

TEST(Segmentation, RefusesWhatItCanNotUse) {
  LoggedBuild build(10);
  SegmentationParams params = params_of();
  const auto text = [&] { return refusal([&] { Segmentation(params, build); }); };
  build.volumes().volume = {{{8, 8, 8}, 10}, std::vector<float>(512)};
  EXPECT_EQ(text(), (std::pair<std::string, std::string>("'cell.mrc' is empty: all of its voxels are 0",
                                                         "label what the membrane encloses")));
  build.volumes().volume.voxels[77] = 0.25F;
  EXPECT_EQ(text(), (std::pair<std::string, std::string>(
                        "'cell.mrc' is no segmentation: a voxel has the value 0.25",
                        "the labels of a segmentation are whole numbers; a probability map must be cut at a "
                        "level first")));
  build.volumes().volume = ball(2);
  build.volumes().volume.voxels[0] = 4;
  params.labels = {2, 7};
  EXPECT_EQ(text(),
            (std::pair<std::string, std::string>("'cell.mrc' has no voxel of label 7; its labels are 2, 4",
                                                 "choose some of these with 'labels'")));
  params.labels = {};
  EXPECT_EQ(
      text(),
      (std::pair<std::string, std::string>(
          "what is labelled in 'cell.mrc' goes on beyond the volume: 1 of its voxels lie on the border, "
          "where the membrane would be open",
          "cut a wider box out, or let 'close_at_border' close it with flat faces")));
}

TEST(Segmentation, RefusesSmoothingThatBlursItAway) {
  LoggedBuild build(10);
  build.volumes().volume = ball();
  SegmentationParams params = params_of();
  params.smoothing_A = 151;
  EXPECT_EQ(refusal([&] { Segmentation(params, build); }),
            (std::pair<std::string, std::string>(
                "a smoothing of 151 A leaves nothing of 'cell.mrc': what it encloses is 300 A wide",
                "smooth with less than half of that")));
}

TEST(Segmentation, ClosesAtTheBorderWhenAsked) {
  LoggedBuild build(10);
  build.volumes().volume = labelled(
      {{52, 52, 30}, 10}, {251, 263, 0}, [](Vec3 p) { return sphere_distance(p, 200); }, 1);
  SegmentationParams params = params_of();
  params.close_at_border = true;
  const Segmentation half(params, build);
  const MeshSums mesh = mesh_of(*drawn_from(half).structure->surface(0, {}), 1'000'000);
  EXPECT_TRUE(is_closed(mesh.triangles));
  // half a ball and half a voxel more
  EXPECT_NEAR(mesh.volume / (2 * k_pi / 3 * 200 * 200 * 200 + 5 * k_pi * 200 * 200), 1, 0.02);
}

TEST(Segmentation, WarnsOfBendsThatAWallCanNotFollow) {
  LoggedBuild build(5);
  build.volumes().volume = labelled(
      {{60, 60, 60}, 5}, {150, 150, 150}, [](Vec3 p) { return norm(p) - 20; }, 1);
  SegmentationParams params = params_of();
  params.smoothing_A = 5;
  const Segmentation small(params, build);
  ASSERT_EQ(build.lines.size(), 1U);
  EXPECT_EQ(build.lines[0].find("'cell.mrc' bends as sharply as a ball of "), 0U);
  EXPECT_NE(
      build.lines[0].find(" A radius, and half the wall, layer_distance / 2 + 2 layer_sigma, may be 25.5 A "
                          "thick: its inner side will have edges there; raise 'smoothing', or make the wall "
                          "thinner"),
      std::string::npos)
      << build.lines[0];
}

TEST(InPlace, PutsOneUnitWhereItsFileHasIt) {
  const testing::EmptyScene scene({{100, 100, 100}, 8});
  Unit unit;
  unit.anchor = Anchor{{-10, -20, -30}, {0, 0, 1}};
  Random random(1);
  InPlaceParams params;
  params.at_A = {1, 2, 3};
  const auto proposal = InPlace(params).first(scene, unit, random);
  EXPECT_EQ(proposal->pose.position_A, (Vec3{11, 22, 33}));
  EXPECT_EQ(proposal->pose.rotation.w, 1);
  testing::EmptyScene later({{100, 100, 100}, 8});
  later.attempt_number = 1;
  EXPECT_FALSE(InPlace(params).first(later, unit, random).has_value());
  unit.anchor.reset();
  EXPECT_EQ(InPlace(params).first(scene, unit, random)->pose.position_A, (Vec3{1, 2, 3}));
}

}  // namespace
}  // namespace cryocosm::membranes::test
