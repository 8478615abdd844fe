// Making of the sample scene, datasets and run.
#include "sample_data.hpp"

#include <cmath>

#include "cryocosm/testing.hpp"
#include "sample_shapes.hpp"

namespace cryocosm::conformance {
namespace {

const Vec3 k_middle{156, 124, 92};

PlacedUnit placed(const Shape& shape, const Pose& pose, std::uint32_t instance) {
  PlacedUnit unit;
  unit.shape = &shape;
  unit.pose = pose;
  unit.instance = instance;
  unit.label = 1;
  unit.chain = 1;
  return unit;
}

// Three soft blobs of different size and a slope: positive everywhere, with no symmetry.
float sample_density(double x, double y, double z) {
  const auto blob = [&](double a, double b, double c, double width) {
    const double d = (x - a) * (x - a) + (y - b) * (y - b) + (z - c) * (z - c);
    return std::exp(-d / (2 * width * width));
  };
  return static_cast<float>(0.05 + 0.001 * x + blob(12, 10, 8, 3) + 0.5 * blob(28, 20, 14, 4) +
                            0.25 * blob(20, 24, 4, 2));
}

}  // namespace

SampleScene::SampleScene() : shape_(sample_spheres()), surface_(sample_surface(k_middle, 60)) {
  placed_surface_ = {surface_.get(), 1, surface_->area_A2()};
  for (std::uint32_t i = 0; i < 12; ++i) {
    PlacedUnit unit =
        placed(*shape_, {rotation_about({1, 0, 0}, 0.1 * i), {40 + 20.0 * i, 124, 92 + 2.0 * i}}, i + 1);
    unit.chain = 1 + i / 6;
    unit.index = i % 6;
    units_.push_back(unit);
  }
}
SampleScene::~SampleScene() = default;

bool SampleScene::is_free(Vec3 p) const { return testing::EmptyScene(k_grid).is_free(p); }

std::optional<Pose> SampleScene::random_pose(const Unit& unit, Random& random) const {
  return testing::EmptyScene(k_grid).random_pose(unit, random);
}

Span<const PlacedUnit> SampleScene::units(std::string_view) const { return view(units_); }

std::unique_ptr<SampleDataset> sample_dataset(DataKind kind, const GridSpec& specimen) {
  auto sample = std::make_unique<SampleDataset>();
  Dataset& dataset = sample->dataset;
  dataset.kind = kind;
  dataset.grid = dataset.specimen = specimen;
  if (kind == DataKind::tilt_series) {
    double dose = 0;
    for (const double angle_deg : {-60.0, -33.0, -3.0, 0.0, 15.0, 42.0, 60.0}) {
      sample->tilts.push_back(
          {angle_deg, 1.5, -0.5, 3, dose, static_cast<std::int64_t>(sample->tilts.size())});
      dose += 3;
    }
    dataset.grid.size.z = static_cast<std::int64_t>(sample->tilts.size());
  }
  const Index3 size = dataset.grid.size;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x)
        sample->voxels.push_back(
            sample_density(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)));
  dataset.contrast = kind == DataKind::volume ? Contrast::protein_bright : Contrast::protein_dark;
  dataset.voxels = sample->voxels.data();
  dataset.tilts = view(sample->tilts);
  return sample;
}

void add_dataset(Bytes& bytes, const Dataset& dataset) {
  bytes.add_all(dataset.voxels, dataset.grid.count());
  for (const GridSpec& grid : {dataset.grid, dataset.specimen})
    bytes.add(grid.size.x).add(grid.size.y).add(grid.size.z).add(grid.voxel_A);
  bytes.add(static_cast<int>(dataset.kind)).add(static_cast<int>(dataset.contrast));
  for (const Tilt& tilt : dataset.tilts)
    bytes.add(tilt.angle_deg)
        .add(tilt.shift_x_A)
        .add(tilt.shift_y_A)
        .add(tilt.dose_e_per_A2)
        .add(tilt.pre_exposure_e_per_A2)
        .add(tilt.acquired);
}

SampleRun::SampleRun(std::uint64_t seed)
    : seed_(seed),
      phantom_(sample_dataset(DataKind::volume)),
      tilt_series_(sample_dataset(DataKind::tilt_series)),
      tomogram_(sample_dataset(DataKind::tomogram)),
      shape_(sample_spheres()),
      surface_(sample_surface({80, 80, 64}, 56)),
      labels_(k_grid.count()),
      instances_(k_grid.count()) {
  label_table_ = {{1, 0, "granule", "sample.granule"}, {2, 1, "fibre", "sample.fibre"}};
  place({80, 80, 64}, 0, 1, 0);
  place({232, 184, 136}, 0, 2, 0);
  for (std::uint32_t i = 0; i < 5; ++i) place({60 + 48.0 * i, 40, 120}, 1, 3, i);
  for (std::uint32_t chain = 1; chain <= 3; ++chain) {
    ChainInfo info;
    info.chain = chain;
    info.entry = chain == 3;
    info.first_unit = chain - 1;
    info.unit_count = chain == 3 ? 5 : 1;
    info.has_centerline = chain == 3;
    chains_.push_back(info);
  }
  label_voxels();
}
SampleRun::~SampleRun() = default;

void SampleRun::place(Vec3 position_A, std::uint32_t entry, std::uint32_t chain, std::uint32_t index) {
  Random random(chain * 100 + index);
  const auto instance = static_cast<std::uint32_t>(units_.size() + 1);
  PlacedUnit unit = placed(*shape_, {random_rotation(random), position_A}, instance);
  unit.entry = entry;
  unit.chain = chain;
  unit.index = index;
  unit.label = entry + 1;
  units_.push_back(unit);
}

void SampleRun::label_voxels() {
  std::size_t at = 0;
  for (std::int64_t z = 0; z < k_grid.size.z; ++z)
    for (std::int64_t y = 0; y < k_grid.size.y; ++y)
      for (std::int64_t x = 0; x < k_grid.size.x; ++x, ++at)
        for (const PlacedUnit& unit : units_) {
          const Vec3 p{static_cast<double>(x) * k_grid.voxel_A, static_cast<double>(y) * k_grid.voxel_A,
                       static_cast<double>(z) * k_grid.voxel_A};
          if (norm(p - unit.pose.position_A) > 24 || instances_[at] != 0) continue;
          instances_[at] = unit.instance;
          labels_[at] = static_cast<std::uint16_t>(unit.label);
        }
}

void SampleRun::unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const {
  const auto& balls = static_cast<const SphereSet&>(*unit.shape).balls();
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x) {
        const Vec3 p = grid.voxel_A * Vec3{static_cast<double>(x - grid.size.x / 2),
                                           static_cast<double>(y - grid.size.y / 2),
                                           static_cast<double>(z - grid.size.z / 2)};
        *mask = 0;
        for (const SphereSet::Ball& ball : balls)
          if (norm(p - ball.centre_A) <= ball.radius_A) *mask = 1;
        ++mask;
      }
}

std::string SampleRun::bytes() const {
  Bytes bytes;
  for (const SampleDataset* sample : {phantom_.get(), tilt_series_.get(), tomogram_.get()})
    add_dataset(bytes, sample->dataset);
  bytes.add_all(labels_).add_all(instances_);
  for (const PlacedUnit& unit : units_)
    bytes.add(unit.pose).add(unit.instance).add(unit.parent).add(unit.entry).add(unit.chain).add(unit.label);
  return bytes.text();
}

}  // namespace cryocosm::conformance
