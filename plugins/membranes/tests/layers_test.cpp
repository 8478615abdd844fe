// membranes.layers: agrees with membranes.bilayer, and gives the same bits for every window.
#include "layers.hpp"

#include "fine_lattice.hpp"
#include "imaging/imaging.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

/// A host with real filters, and a rasterizer built by it.
struct Built {
  std::unique_ptr<Imaging> imaging = make_imaging();
  testing::TestBuild host{{{100, 100, 100}, 10}, nullptr, imaging.get()};
  Layers layers{NoParams{}, host};
};

struct Case {
  std::string name;
  Drawn drawn;
};

std::vector<Case> cases(double voxel_A, double t_A, double sigma_A) {
  std::vector<Case> all;
  all.push_back({"sphere", drawn<Sphere>(with_wall(sphere(120), t_A, sigma_A), voxel_A)});
  all.push_back({"ellipsoid", drawn<Ellipsoid>(with_wall(ellipsoid(180, 150, 130), t_A, sigma_A), voxel_A)});
  all.push_back({"torus", drawn<Torus>(with_wall(torus(140, 85), t_A, sigma_A), voxel_A)});
  return all;
}

struct Scene {
  explicit Scene(const ImplicitField& shape, double voxel_A)
      : field(shape),
        n(2 * static_cast<std::int64_t>(shape.radius_A() / voxel_A) + 5),
        grid{{n, n, n}, voxel_A} {
    Random random(9);
    const double middle = static_cast<double>(n / 2) * voxel_A;
    pose = {random_rotation(random),
            Vec3{middle, middle, middle} + Vec3{random.uniform(), random.uniform(), random.uniform()}};
  }
  std::vector<float> drawn_by(const Rasterizer& rasterizer) const {
    std::vector<float> density(grid.count());
    rasterizer.draw(field, pose, whole_window(density.data(), grid));
    return density;
  }
  const ImplicitField& field;
  std::int64_t n;
  GridSpec grid;
  Pose pose;
};

/// Root mean square of the difference within the wall, relative to that of the analytic density.
double difference(const Scene& scene, const std::vector<float>& layers, const std::vector<float>& bilayer) {
  std::vector<std::uint8_t> wall(scene.grid.count());
  Bilayer{NoParams{}}.exclude(scene.field, scene.pose, whole_window(wall.data(), scene.grid));
  double squares = 0, whole = 0;
  for (std::size_t i = 0; i < wall.size(); ++i) {
    if (wall[i] == 0) continue;
    const double difference = static_cast<double>(layers[i]) - static_cast<double>(bilayer[i]);
    squares += difference * difference;
    whole += static_cast<double>(bilayer[i]) * static_cast<double>(bilayer[i]);
  }
  return std::sqrt(squares / whole);
}

TEST(Layers, AgreeWithTheAnalyticWall) {
  Built built;
  for (const double voxel_A : {5.0, 10.0})
    for (const auto& [t_A, sigma_A] : {std::pair{30.0, 4.0}, {35.0, 5.5}, {40.0, 7.0}})
      for (const Case& c : cases(voxel_A, t_A, sigma_A)) {
        const Scene scene(*c.drawn.field, voxel_A);
        const auto layers = scene.drawn_by(built.layers), bilayer = scene.drawn_by(Bilayer{NoParams{}});
        const double rms = difference(scene, layers, bilayer);
        EXPECT_LT(rms, 0.02) << c.name << ", voxels of " << voxel_A << " A, sigma " << sigma_A << " A";
        EXPECT_GT(rms, 1e-5) << "two ways to draw never agree to all digits";
        RecordProperty(c.name + "_" + std::to_string(voxel_A) + "_" + std::to_string(sigma_A),
                       std::to_string(rms));
      }
}

TEST(Layers, HoldAsMuchAsTheLayersDo) {
  Built built;
  const Drawn vesicle = drawn<Sphere>(with_wall(sphere(120), 36, 5), 10);
  // closed form: each layer integrates to peak * sigma * sqrt(2 pi) * 4 pi (R^2 + sigma^2)
  double expected = 0;
  for (const double r : {120 - 18.0, 120 + 18.0})
    expected += 2 * 5 * std::sqrt(2 * k_pi) * 4 * k_pi * (r * r + 25);
  for (const double voxel_A : {5.0, 10.0}) {
    double sum = 0;
    for (const float d : Scene(*vesicle.field, voxel_A).drawn_by(built.layers)) sum += static_cast<double>(d);
    EXPECT_NEAR(sum * voxel_A * voxel_A * voxel_A / expected, 1, 0.01) << voxel_A;
  }
}

TEST(Layers, TilesGiveTheSameBitsAsTheWhole) {
  Built built;
  for (const Case& c : cases(10, 33, 5)) {
    const Scene scene(*c.drawn.field, 10);
    const std::vector<float> whole = scene.drawn_by(built.layers);
    std::vector<float> tiled(whole.size());
    const std::int64_t n = scene.n;
    for (std::int64_t z = 0; z < n; z += 13)
      for (const auto& [x, width] : {std::pair<std::int64_t, std::int64_t>{0, 17}, {17, n - 17}})
        built.layers.draw(scene.field, scene.pose,
                          {tiled.data() + z * n * n + x,
                           {x, 0, z},
                           {width, n, std::min<std::int64_t>(13, n - z)},
                           n,
                           n * n,
                           10});
    EXPECT_EQ(whole, tiled) << c.name;
  }
}

TEST(Layers, AreNoWiderThanWhatTheAnalyticWallDraws) {
  Built built;
  for (const Case& c : cases(10, 33, 5)) {
    const Scene scene(*c.drawn.field, 10);
    const auto layers = scene.drawn_by(built.layers), bilayer = scene.drawn_by(Bilayer{NoParams{}});
    std::size_t beyond = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) beyond += layers[i] != 0 && bilayer[i] == 0;
    EXPECT_EQ(beyond, 0U) << c.name;
  }
}

TEST(Layers, TakeWhatTheAnalyticWallTakes) {
  Built built;
  const Bilayer bilayer{NoParams{}};
  for (const Case& c : cases(10, 33, 5)) {
    const Scene scene(*c.drawn.field, 10);
    std::vector<std::uint8_t> mine(scene.grid.count()), theirs(mine);
    built.layers.exclude(scene.field, scene.pose, whole_window(mine.data(), scene.grid));
    bilayer.exclude(scene.field, scene.pose, whole_window(theirs.data(), scene.grid));
    EXPECT_EQ(mine, theirs) << c.name;
    std::vector<Vec3> my_probes, their_probes;
    built.layers.probes(scene.field, 10, my_probes);
    bilayer.probes(scene.field, 10, their_probes);
    EXPECT_EQ(my_probes, their_probes) << c.name;
    EXPECT_EQ(built.layers.inner_ball(scene.field, 10).radius_A,
              bilayer.inner_ball(scene.field, 10).radius_A);
  }
}

TEST(FineLattice, LooksUpHowFarTheFilterReaches) {
  const auto imaging = make_imaging();
  for (const double sigma_A : {1.0, 4.0, 7.0, 20.0}) {
    ImplicitField::Wall wall;
    wall.layer_sigma_A = sigma_A;
    const FineLattice lattice(wall, 10);
    EXPECT_LE(lattice.step_A, lattice.smoothing_A / 1.5);
    EXPECT_DOUBLE_EQ(lattice.step_A * static_cast<double>(lattice.per_voxel), 10);
    // the points of voxel 0 lie around its centre
    EXPECT_NEAR(lattice.first_A, -(5 - lattice.step_A / 2), 1e-12);
    const double reach_sigmas =
        static_cast<double>(reach_of_filter(*imaging, lattice)) * lattice.step_A / lattice.smoothing_A;
    EXPECT_GT(reach_sigmas, 5) << sigma_A;
    EXPECT_LT(reach_sigmas, 10) << sigma_A;
  }
}

TEST(Layers, StopWhenCancelled) {
  class Stopped final : public BuildContext {
   public:
    explicit Stopped(Imaging& imaging) : imaging_(imaging) {}
    const GridSpec& grid() const override { return grid_; }
    Volumes& volumes() override { throw Error(Code::defect, "no volumes"); }
    Imaging& imaging() override { return imaging_; }
    void log(LogLevel, std::string_view) override {}
    void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
      body(0, n);
    }
    bool cancelled() const noexcept override { return true; }

   protected:
    const void* find_component(std::uint64_t) override { return nullptr; }

   private:
    GridSpec grid_{{10, 10, 10}, 10};
    Imaging& imaging_;
  };
  const auto imaging = make_imaging();
  Stopped host(*imaging);
  const Drawn vesicle = drawn<Sphere>(with_wall(sphere(120), 36, 5), 10);
  const Scene scene(*vesicle.field, 10);
  EXPECT_THROW(scene.drawn_by(Layers{NoParams{}, host}), Cancelled);
}

}  // namespace
}  // namespace cryocosm::membranes::test
