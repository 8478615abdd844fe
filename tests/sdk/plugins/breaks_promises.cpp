// A plugin that loads well and whose components each break one promise, for the tests of the conformance kit.
#include <atomic>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace {

using namespace cryocosm;

struct Size {
  double size_A = 50;
};

Schema<Size> size_schema() {
  Schema<Size> s("A sample of bad manners.");
  s.field("size", &Size::size_A).unit(units::angstrom).range(10, 100).help("Size of the thing.");
  return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
}

class Ball final : public Structure {
 public:
  explicit Ball(double radius_A) : shape_({{{}, radius_A, 1}}, 4) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &shape_;
    return unit;
  }

 private:
  SphereSet shape_;
};

class BallGenerator : public StructureGenerator {
 public:
  static Schema<Size> schema() { return size_schema(); }
  explicit BallGenerator(const Size& size) : size_(size) {}
  std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<Ball>(size_.size_A); }

 protected:
  Size size_;
};

class OneWordHelp final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s = size_schema();
    s.field("other", &Size::size_A).unit(units::angstrom).range(10, 100).help("Size.");
    return s;
  }
  using BallGenerator::BallGenerator;
};

class UnitInKey final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s("A key that names a unit.");
    s.field("size_nm", &Size::size_A).range(10, 100).help("Size of the thing.");
    return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
  }
  using BallGenerator::BallGenerator;
};

class BrokenDefault final : public BallGenerator {
 public:
  static Schema<Size> schema() {
    Schema<Size> s = size_schema();
    s.check("the size must exceed sixty", [](const Size& size) { return size.size_A > 60; });
    return s;
  }
  using BallGenerator::BallGenerator;
};

class MissingPartner final : public BallGenerator {
 public:
  static Schema<Size> schema() { return size_schema().drawn_by("nobody.here"); }
  using BallGenerator::BallGenerator;
};

class RefusesBound final : public BallGenerator {
 public:
  explicit RefusesBound(const Size& size) : BallGenerator(size) {
    if (size.size_A >= 100) throw DataError("a size of 100 is too much");
  }
};

class ThrowsStandard final : public BallGenerator {
 public:
  explicit ThrowsStandard(const Size& size) : BallGenerator(size) {
    if (size.size_A > 80) throw std::runtime_error("too large");
  }
};

class ThrowsNumber final : public BallGenerator {
 public:
  explicit ThrowsNumber(const Size& size) : BallGenerator(size) {
    if (size.size_A > 80) throw 7;
  }
};

class Forgetful final : public BallGenerator {
 public:
  using BallGenerator::BallGenerator;
  std::unique_ptr<Structure> draw(Draw&) const override {
    static std::atomic<int> calls{0};
    return std::make_unique<Ball>(size_.size_A + ++calls);
  }
};

struct RandomSize {
  Distribution size_A = Distribution::uniform(20, 50);
};

class IgnoresSeed final : public StructureGenerator {
 public:
  static Schema<RandomSize> schema() {
    Schema<RandomSize> s("Draws nothing from its distribution.");
    s.field("size", &RandomSize::size_A).unit(units::angstrom).range(10, 100).help("Size of the thing.");
    return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
  }
  explicit IgnoresSeed(const RandomSize&) {}
  std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<Ball>(30); }
};

class LongRotation final : public TransformGenerator {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Rotations that are none."); }
  explicit LongRotation(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    return Proposal{{{2, 0, 0, 0}, scene.random_pose(unit, random)->position_A}};
  }
  std::optional<Proposal> next(const SceneView& scene, const ChainView&, const Unit& unit,
                               Random& random) const override {
    return first(scene, unit, random);
  }
};

enum class Fault {
  outside,
  too_far,
  replaces,
  by_window,
  by_position,
  wrong_probes,
  wrong_ball,
  not_finite,
  takes_back
};

/// A rasterizer of balls with one fault.
template <Fault fault>
class FaultyRasterizer final : public Rasterizer {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Draws balls with one fault."); }
  explicit FaultyRasterizer(const NoParams&) {}
  std::string_view kind() const override { return SphereSet::k_kind; }

  void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const override {
    const double reach_A = shape.radius_A() * (fault == Fault::too_far ? 1.2 : 0.5);
    for_each(window, [&](float& voxel, Vec3 p, std::int64_t x) {
      if (fault == Fault::replaces) voxel = 0;
      if (norm(p - pose.position_A) > reach_A) return;
      if (fault == Fault::by_window) voxel += x == 0;
      if (fault == Fault::by_position) voxel += static_cast<float>(p.x);
      voxel += 1;
      if (fault == Fault::not_finite) voxel = std::numeric_limits<float>::quiet_NaN();
    });
    if (fault == Fault::outside) window.data[-1] += 1;
  }
  void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    for_each(window, [&](std::uint8_t& voxel, Vec3 p, std::int64_t) {
      if (norm(p - pose.position_A) <= shape.radius_A() * 0.5)
        voxel = 1;
      else if (fault == Fault::takes_back)
        voxel = 0;
    });
  }
  void probes(const Shape& shape, double, std::vector<Vec3>& points) const override {
    if (fault == Fault::wrong_probes) points.push_back({0, 0, 0.9 * shape.radius_A()});
  }
  cryocosm::Ball inner_ball(const Shape& shape, double) const override {
    return {{}, shape.radius_A() * (fault == Fault::wrong_ball ? 0.6 : 0.4)};
  }

 private:
  template <class T, class Body>
  static void for_each(const VoxelWindow<T>& window, Body body) {
    for (std::int64_t z = 0; z < window.size.z; ++z)
      for (std::int64_t y = 0; y < window.size.y; ++y)
        for (std::int64_t x = 0; x < window.size.x; ++x)
          body(window.at(x, y, z),
               window.voxel_A * Vec3{static_cast<double>(window.origin.x + x),
                                     static_cast<double>(window.origin.y + y),
                                     static_cast<double>(window.origin.z + z)},
               x);
  }
};

/// Copies the input, then does one thing wrong.
template <class Wrong>
class FaultyStage final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Copies its input with one fault."); }
  explicit FaultyStage(const NoParams&) {}
  Ports ports() const override { return {DataKind::tomogram, DataKind::tomogram}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override {
    const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
    std::memcpy(result.data, in.voxels, in.grid.count() * sizeof(float));
    Wrong()(in, result, run);
  }
};

struct MakesInfinity {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext&) const {
    out.data[5] = INFINITY;
  }
};
struct ChangesInput {
  void operator()(const Dataset& in, const VoxelWindow<float>&, RunContext&) const {
    const_cast<float*>(in.voxels)[5] += 1;
  }
};
struct WritesBeyond {
  void operator()(const Dataset& in, const VoxelWindow<float>& out, RunContext&) const {
    out.data[in.grid.count()] = 1;
  }
};
struct SeesThreads {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext& run) const {
    run.parallel_for(1000, [&](std::size_t begin, std::size_t) { out.data[begin] += 1; });
  }
};

/// Does one thing wrong while it writes a file.
template <class Wrong>
class FaultyExporter final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Writes a file with one fault."); }
  explicit FaultyExporter(const NoParams&) {}
  void write(const FinishedRun& finished, OutputFolder& folder, RunContext&) const override {
    const std::string file = folder.file("file.txt");
    std::ofstream(file) << "text\n";
    Wrong()(finished, file);
  }
};

struct StrayFile {
  void operator()(const FinishedRun&, const std::string&) const { std::ofstream("stray.txt") << "text\n"; }
};
struct Unasked {
  void operator()(const FinishedRun&, const std::string& file) const {
    std::ofstream(file + ".bak") << "text\n";
  }
};
struct Relabels {
  void operator()(const FinishedRun& finished, const std::string&) const {
    const_cast<std::uint16_t*>(finished.labels())[0] = 9;
  }
};

}  // namespace

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<OneWordHelp>("bad.one_word_help");
  plugin.add<UnitInKey>("bad.unit_in_key");
  plugin.add<BrokenDefault>("bad.broken_default");
  plugin.add<MissingPartner>("bad.missing_partner");
  plugin.add<RefusesBound>("bad.refuses_bound");
  plugin.add<ThrowsStandard>("bad.throws_standard");
  plugin.add<ThrowsNumber>("bad.throws_number");
  plugin.add<Forgetful>("bad.forgetful");
  plugin.add<IgnoresSeed>("bad.ignores_seed");
  plugin.add<LongRotation>("bad.long_rotation");
  plugin.add<FaultyRasterizer<Fault::outside>>("bad.draws_outside");
  plugin.add<FaultyRasterizer<Fault::too_far>>("bad.draws_too_far");
  plugin.add<FaultyRasterizer<Fault::replaces>>("bad.replaces");
  plugin.add<FaultyRasterizer<Fault::by_window>>("bad.depends_on_window");
  plugin.add<FaultyRasterizer<Fault::by_position>>("bad.depends_on_position");
  plugin.add<FaultyRasterizer<Fault::wrong_probes>>("bad.wrong_probes");
  plugin.add<FaultyRasterizer<Fault::wrong_ball>>("bad.wrong_inner_ball");
  plugin.add<FaultyRasterizer<Fault::not_finite>>("bad.draws_nan");
  plugin.add<FaultyRasterizer<Fault::takes_back>>("bad.takes_back");
  plugin.add<FaultyStage<MakesInfinity>>("bad.makes_infinity");
  plugin.add<FaultyStage<ChangesInput>>("bad.changes_input");
  plugin.add<FaultyStage<WritesBeyond>>("bad.writes_beyond");
  plugin.add<FaultyStage<SeesThreads>>("bad.sees_threads");
  plugin.add<FaultyExporter<StrayFile>>("bad.stray_file");
  plugin.add<FaultyExporter<Unasked>>("bad.unasked_file");
  plugin.add<FaultyExporter<Relabels>>("bad.relabels");
}
