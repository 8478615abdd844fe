// Making rooms by erosion, and drawing poses from them.
#include "placement/room.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm {
namespace {

constexpr double k_half_diagonal = 0.8660254037844386;  // of a voxel, in voxels

std::int64_t nth_set_bit(std::uint64_t word, std::size_t n) {
  for (; n > 0; --n) word &= word - 1;
  return __builtin_ctzll(word);
}

}  // namespace

Room::Room(VoxelBits set) : places(std::move(set)), extent{places.size(), {}} {
  const Index3 size = places.size();
  before_row.reserve(static_cast<std::size_t>(size.y * size.z) + 1);
  std::size_t total = 0;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y) {
      before_row.push_back(total);
      const std::uint64_t* const row = places.row(y, z);
      for (std::int64_t w = 0; w < places.words_per_row(); ++w) total += count_bits(row[w]);
      if (total > before_row.back()) extend_to_row(row, y, z);
    }
  before_row.push_back(total);
}

void Room::extend_to_row(const std::uint64_t* row, std::int64_t y, std::int64_t z) {
  std::int64_t first = 0, last = places.words_per_row() - 1;
  while (row[first] == 0) ++first;
  while (row[last] == 0) --last;
  const std::int64_t low = 64 * first + __builtin_ctzll(row[first]);
  const std::int64_t high = 64 * last + 64 - __builtin_clzll(row[last]);
  extent.low = {std::min(extent.low.x, low), std::min(extent.low.y, y), std::min(extent.low.z, z)};
  extent.high = {std::max(extent.high.x, high), std::max(extent.high.y, y + 1),
                 std::max(extent.high.z, z + 1)};
}

Index3 Room::pick(Random& random) const {
  const std::size_t n = random.index(count());
  const auto after = std::upper_bound(before_row.begin(), before_row.end(), n);
  const auto at = static_cast<std::int64_t>(after - before_row.begin()) - 1;
  const std::int64_t y = at % places.size().y, z = at / places.size().y;
  std::size_t rest = n - before_row[static_cast<std::size_t>(at)];
  const std::uint64_t* const row = places.row(y, z);
  for (std::int64_t w = 0;; ++w) {
    const auto here = count_bits(row[w]);
    if (rest < here) return {64 * w + nth_set_bit(row[w], rest), y, z};
    rest -= here;
  }
}

bool Rooms::uses_ball(const Body& body) const {
  return !may_be_blocked_ && body.inner.radius_A / voxel_A_ >= k_half_diagonal;
}

double Rooms::clearance(const Body& body) const {
  constexpr double k_rounding = 1e-6;  // of positions, in voxels
  constexpr double k_most = 16;        // voxels: a smaller room than needed, for less memory and time
  return std::clamp(body.inner.radius_A / voxel_A_ - k_half_diagonal - slack_ - k_rounding, 0.0, k_most);
}

/// A uniform voxel of the region that is not blocked, mostly; a blocked one costs a try and does no harm.
Index3 Rooms::free_voxel(Random& random) const {
  constexpr int k_most_draws = 64;
  Index3 voxel = region_.pick(random);
  for (int draw = 1; draw < k_most_draws && blocked_.test(voxel); ++draw) voxel = region_.pick(random);
  return voxel;
}

/// Uniform where the origin of a body of that radius can lie if any of it lies in the region.
Vec3 Rooms::near_region(double radius_A, Random& random) const {
  const Index3 size = blocked_.size();
  // what is larger than that is refused before it is drawn, see draw_footprint()
  const double largest_A = 4 * voxel_A_ * static_cast<double>(size.x + size.y + size.z);
  const double reach_A = std::min(radius_A, largest_A) + voxel_A_;
  const auto along = [&](std::int64_t low, std::int64_t high) {
    return random.uniform(static_cast<double>(low) * voxel_A_ - reach_A,
                          static_cast<double>(high) * voxel_A_ + reach_A);
  };
  Vec3 position;
  position.x = along(region_.extent.low.x, region_.extent.high.x);
  position.y = along(region_.extent.low.y, region_.extent.high.y);
  position.z = along(region_.extent.low.z, region_.extent.high.z);
  return position;
}

std::optional<Pose> Rooms::random_pose(const Body& body, Random& random) const {
  if (region_.count() == 0) return std::nullopt;
  if (!uses_ball(body)) {
    const Vec3 position = near_region(body.radius_A, random);
    return Pose{random_rotation(random), position};
  }
  const auto own = own_.find(&body);
  const bool has_own = own != own_.end() && own->second.room;
  if (has_own && own->second.room->count() == 0) return std::nullopt;
  const Index3 voxel = has_own ? own->second.room->pick(random) : free_voxel(random);
  const auto within = [&](std::int64_t i) {
    return (static_cast<double>(i) - 0.5 + random.uniform()) * voxel_A_;
  };
  Vec3 position;
  position.x = within(voxel.x);
  position.y = within(voxel.y);
  position.z = within(voxel.z);
  const Quaternion rotation = random_rotation(random);
  return Pose{rotation, position - rotate(rotation, body.inner.centre_A)};
}

Room Rooms::room_of(const Body& body, const ParallelFor& parallel_for) const {
  VoxelBits free = region_.places;
  free.subtract(blocked_);
  return Room(eroded(free, clearance(body), parallel_for));
}

void Rooms::count_failures(const std::shared_ptr<const Body>& body, std::size_t failed,
                           const ParallelFor& parallel_for) {
  if (failed == 0 || !uses_ball(*body)) return;
  // measured (docs/explanation/performance.md): an erosion costs as much as some ten thousand tries that fail
  constexpr double k_words_per_try = 1000;
  const double chords = k_pi * (clearance(*body) + 1) * (clearance(*body) + 1);
  const Index3 size = blocked_.size();
  const double words = static_cast<double>(blocked_.words_per_row() * size.y * size.z);
  Own& own = own_.try_emplace(body.get(), Own{body, 0, std::nullopt}).first->second;
  own.failures += failed;
  if (static_cast<double>(own.failures) * k_words_per_try < words * std::min(chords, 20.0)) return;
  own.room = room_of(*body, parallel_for);
  own.failures = 0;
}

void Rooms::renew(const std::shared_ptr<const Body>& body, const ParallelFor& parallel_for) {
  if (!uses_ball(*body)) return;
  Own& own = own_.try_emplace(body.get(), Own{body, 0, std::nullopt}).first->second;
  own.room = room_of(*body, parallel_for);
  own.failures = 0;
}

}  // namespace cryocosm
