// Rasterizers of balls, each with one fault.
#include <limits>

#include "bad_components.hpp"

namespace bad {
namespace {

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

}  // namespace

void add_rasterizers(Registrar& plugin) {
  plugin.add<FaultyRasterizer<Fault::outside>>("bad.draws_outside");
  plugin.add<FaultyRasterizer<Fault::too_far>>("bad.draws_too_far");
  plugin.add<FaultyRasterizer<Fault::replaces>>("bad.replaces");
  plugin.add<FaultyRasterizer<Fault::by_window>>("bad.depends_on_window");
  plugin.add<FaultyRasterizer<Fault::by_position>>("bad.depends_on_position");
  plugin.add<FaultyRasterizer<Fault::wrong_probes>>("bad.wrong_probes");
  plugin.add<FaultyRasterizer<Fault::wrong_ball>>("bad.wrong_inner_ball");
  plugin.add<FaultyRasterizer<Fault::not_finite>>("bad.draws_nan");
  plugin.add<FaultyRasterizer<Fault::takes_back>>("bad.takes_back");
}

}  // namespace bad
