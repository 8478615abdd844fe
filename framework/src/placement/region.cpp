// The voxels that a run and its entries may use.
#include "placement/region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "config/voxel_range.hpp"
#include "placement/footprint.hpp"

namespace cryocosm {
namespace {

// --- masks -------------------------------------------------------------------------------------------------

std::string size_text(Index3 size) { return fmt::format("{} x {} x {}", size.x, size.y, size.z); }

/// Files hold voxel sizes as float32, and programs round them; over the largest volume of a thousand
/// voxels or so this is still a tenth of a voxel.
bool is_same_voxel(double a_A, double b_A) { return std::abs(a_A - b_A) <= 1e-4 * b_A; }

VoxelBits voxels_above_zero(const Volume& volume) {
  VoxelBits bits(volume.grid.size);
  const float* voxel = volume.voxels.data();
  for (std::int64_t z = 0; z < bits.size().z; ++z)
    for (std::int64_t y = 0; y < bits.size().y; ++y) {
      std::uint64_t* const row = bits.row(y, z);
      for (std::int64_t x = 0; x < bits.size().x; ++x)
        row[x >> 6] |= static_cast<std::uint64_t>(*voxel++ > 0) << (x & 63);
    }
  return bits;
}

VoxelBits read_mask(const std::string& file, const GridSpec& grid, Volumes& volumes) {
  const Volume volume = volumes.read(file);
  if (volume.grid.size != grid.size)
    throw DataError(
        fmt::format("the mask '{}' has {} voxels, the volume {}", file, size_text(volume.grid.size),
                    size_text(grid.size)),
        "a mask says of each voxel of the volume whether it belongs: make one of the volume's size",
        Code::wrong_size);
  if (!is_same_voxel(volume.grid.voxel_A, grid.voxel_A))
    throw DataError(fmt::format("the mask '{}' has voxels of {} A, the volume of {} A", file,
                                number_text(volume.grid.voxel_A), number_text(grid.voxel_A)),
                    "set the volume's voxel size to the mask's, or correct the mask's header",
                    Code::bad_voxel_size);
  VoxelBits bits = voxels_above_zero(volume);
  if (bits.count() == 0)
    throw DataError(fmt::format("the mask '{}' is empty: none of its voxels is above 0", file),
                    "voxels above 0 belong to the mask, all others do not");
  return bits;
}

class MaskReader {
 public:
  MaskReader(const GridSpec& grid, Volumes& volumes) : grid_(grid), volumes_(volumes) {}

  void read(Mask& mask) {
    if (mask.file.empty()) return;
    const auto known = read_.find(mask.file);
    if (known != read_.end()) {
      mask.voxels = known->second;
      return;
    }
    try {
      mask.voxels = std::make_shared<const VoxelBits>(read_mask(mask.file, grid_, volumes_));
    } catch (const Cancelled&) {
      throw;
    } catch (const Error& error) {
      problems.push_back(
          {Diagnostic::Severity::error, error.code(), mask.where, mask.path, error.message(), error.hint()});
    }
    read_.emplace(mask.file, mask.voxels);  // one that is wrong is complained about once
  }

  std::vector<Diagnostic> problems;

 private:
  const GridSpec& grid_;
  Volumes& volumes_;
  std::map<std::string, std::shared_ptr<const VoxelBits>> read_;
};

// --- boxes -------------------------------------------------------------------------------------------------

/// Sets bits [first, end) of a row.
void set_range(std::uint64_t* row, VoxelRange range) {
  for (std::int64_t x = range.first; x < range.end;) {
    const std::int64_t word = x >> 6, low = x & 63, count = std::min<std::int64_t>(64 - low, range.end - x);
    const std::uint64_t ones = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    row[word] |= ones << low;
    x += count;
  }
}

VoxelBits box_of(Index3 size, VoxelRange x, VoxelRange y, VoxelRange z) {
  VoxelBits bits(size);
  for (std::int64_t k = z.first; k < z.end; ++k)
    for (std::int64_t j = y.first; j < y.end; ++j) set_range(bits.row(j, k), x);
  return bits;
}

void keep_slab(VoxelBits& region, const Slab& slab, const GridSpec& grid) {
  if (slab.thickness_A == 0) return;
  region.intersect(box_of(grid.size, {0, grid.size.x}, {0, grid.size.y}, voxels_of(slab, grid)));
}

void keep_box(VoxelBits& region, const Box& box, const GridSpec& grid) {
  const auto range = [&](double Vec3::*axis, std::int64_t size) {
    return voxels_between(box.low.*axis, box.high.*axis, grid.voxel_A, size);
  };
  region.intersect(box_of(grid.size, range(&Vec3::x, grid.size.x), range(&Vec3::y, grid.size.y),
                          range(&Vec3::z, grid.size.z)));
}

// --- inside and outside of placed structures ---------------------------------------------------------------

/// Adds the voxels of `among` whose centres `surface` encloses. It lies within `ball`, and so does what it
/// encloses: of each row, only the voxels on the ball's chord are asked about.
void add_enclosed(const Surface& surface, const Ball& ball, const VoxelBits& among, double voxel_A,
                  VoxelBits& enclosed) {
  const GridSpec grid{among.size(), voxel_A};
  const Block block = intersection(block_around(ball.centre_A, ball.radius_A, voxel_A), block_of(grid));
  if (is_empty(block)) return;
  for (std::int64_t z = block.low.z; z < block.high.z; ++z)
    for (std::int64_t y = block.low.y; y < block.high.y; ++y) {
      const double dy = static_cast<double>(y) * voxel_A - ball.centre_A.y;
      const double dz = static_cast<double>(z) * voxel_A - ball.centre_A.z;
      const double squared = ball.radius_A * ball.radius_A - dy * dy - dz * dz;
      if (squared < 0) continue;
      // a voxel more at each end, lest rounding leave one out
      const double half = std::sqrt(squared) + voxel_A;
      const VoxelRange chord =
          voxels_between(ball.centre_A.x - half, ball.centre_A.x + half, voxel_A, grid.size.x);
      const std::uint64_t* const wanted = among.row(y, z);
      std::uint64_t* const found = enclosed.row(y, z);
      for (std::int64_t x = chord.first; x < chord.end; ++x) {
        const std::uint64_t bit = std::uint64_t{1} << (x & 63);
        if ((wanted[x >> 6] & bit) == 0 || (found[x >> 6] & bit) != 0) continue;
        const Vec3 centre =
            voxel_A * Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
        if (surface.encloses(centre)) found[x >> 6] |= bit;
      }
    }
}

/// Calls visit(surface, ball around it) for each closed surface that the entry called `name` has placed.
template <class Visit>
void for_each_surface(const Scene& scene, const std::string& name, Visit visit) {
  for (const PlacedSurface& placed : scene.surfaces(name)) {
    const PlacedUnit& unit = scene.ledger.units[placed.instance - 1];
    visit(*placed.surface, Ball{unit.pose.position_A, unit.shape->radius_A()});
  }
}

VoxelBits enclosed_by(const std::vector<std::string>& names, const VoxelBits& among, const Scene& scene) {
  VoxelBits enclosed(among.size());
  for (const std::string& name : names)
    for_each_surface(scene, name, [&](const Surface& surface, const Ball& ball) {
      add_enclosed(surface, ball, among, scene.grid().voxel_A, enclosed);
    });
  return enclosed;
}

std::size_t surfaces_of(const std::vector<std::string>& names, const Scene& scene) {
  std::size_t count = 0;
  for (const std::string& name : names)
    for_each_surface(scene, name, [&](const Surface&, const Ball&) { ++count; });
  return count;
}

}  // namespace

std::vector<Diagnostic> load_regions(PipelineSpec& spec, Volumes& volumes) {
  MaskReader reader(spec.grid, volumes);
  reader.read(spec.mask);
  for (StructureEntry& entry : spec.structures) reader.read(entry.region.mask);
  return std::move(reader.problems);
}

VoxelBits volume_of_interest(const PipelineSpec& spec, Volumes& volumes) {
  const GridSpec& grid = spec.grid;
  const auto within = [&](std::int64_t size) {
    return voxels_within_margin(spec.margin_A, grid.voxel_A, size);
  };
  VoxelBits interest = box_of(grid.size, within(grid.size.x), within(grid.size.y),
                              intersection(within(grid.size.z), voxels_of(spec.slab, grid)));
  if (spec.mask.voxels)
    interest.intersect(*spec.mask.voxels);
  else if (!spec.mask.file.empty())
    interest.intersect(read_mask(spec.mask.file, grid, volumes));
  return interest;
}

VoxelBits region_of(const StructureEntry& entry, const Scene& scene) {
  const RegionSpec& spec = entry.region;
  VoxelBits region = scene.interest();
  keep_slab(region, spec.slab, scene.grid());
  if (spec.box_A) keep_box(region, *spec.box_A, scene.grid());
  if (!spec.mask.file.empty()) {
    CRYOCOSM_CHECK(spec.mask.voxels != nullptr);
    region.intersect(*spec.mask.voxels);
  }
  if (!spec.inside.empty()) region.intersect(enclosed_by(spec.inside, region, scene));
  if (!spec.outside.empty()) region.subtract(enclosed_by(spec.outside, region, scene));
  return region;
}

std::string why_empty(const StructureEntry& entry, const Scene& scene) {
  const std::string names = fmt::format("{}", fmt::join(entry.region.inside, ", "));
  if (!entry.region.inside.empty() && surfaces_of(entry.region.inside, scene) == 0) {
    const bool placed_any = std::any_of(entry.region.inside.begin(), entry.region.inside.end(),
                                        [&](const std::string& name) { return !scene.units(name).empty(); });
    return placed_any
               ? fmt::format("nothing can lie inside '{}': its structures have no closed surface", names)
               : fmt::format("nothing can lie inside '{}': none of it has been placed", names);
  }
  if (entry.region.is_everywhere()) return "the volume of interest has no voxels";
  return "no voxel of the volume of interest satisfies all of its region's keys";
}

}  // namespace cryocosm
