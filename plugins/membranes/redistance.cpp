// Nearest points, layer by layer outwards from the zero level.
#include "redistance.hpp"

#include <algorithm>
#include <cmath>

#include "level_foot.hpp"

namespace cryocosm::membranes {
namespace {

constexpr std::uint8_t k_untouched = 255;
constexpr std::uint8_t k_last_layer = 254;

struct Offset {
  std::int16_t x, y, z;
};

struct Place {
  std::int32_t x, y;
};
using Slices = std::vector<std::vector<Place>>;

struct Change {
  Place place;
  Vec3 way;
};
using Changes = std::vector<std::vector<Change>>;

/// Positions and distances count in steps.
class Transform {
 public:
  Transform(const SampledField& field, double reach, SampledField& result)
      : field_(field),
        level_(field),
        size_(field.lattice.size),
        sy_(size_.x),
        sz_(size_.x * size_.y),
        limit_(reach + 2),
        scale_((limit_ + 2) / 32767),
        layer_(field.values.size(), k_untouched),
        foot_(field.values.size()),
        result_(result) {}

  void run(ParallelFor parallel_for) {
    const auto slices = static_cast<std::size_t>(size_.z);
    Slices front(slices), next(slices);
    const auto for_slices = [&](auto body) {
      parallel_for(slices, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) body(static_cast<std::int64_t>(k));
      });
    };
    for_slices([&](std::int64_t k) { start(k, front[static_cast<std::size_t>(k)]); });
    for (std::uint8_t layer = 1; layer < k_last_layer; ++layer) {
      for_slices([&](std::int64_t k) { collect(front, k, layer, next[static_cast<std::size_t>(k)]); });
      for_slices([&](std::int64_t k) { settle(k, layer, next[static_cast<std::size_t>(k)]); });
      std::swap(front, next);
      if (std::all_of(front.begin(), front.end(), [](const auto& slice) { return slice.empty(); })) break;
    }
    // layers run ahead along diagonals: where two of them met, the later one may have been nearer
    Changes changes(slices), before(slices);
    for_slices([&](std::int64_t k) { compare_all(k, changes[static_cast<std::size_t>(k)]); });
    while (std::any_of(changes.begin(), changes.end(), [](const auto& slice) { return !slice.empty(); })) {
      for_slices([&](std::int64_t k) {
        for (const Change& c : changes[static_cast<std::size_t>(k)])
          keep(field_.lattice.index(c.place.x, c.place.y, k), c.way);
      });
      std::swap(changes, before);
      for_slices([&](std::int64_t k) { compare_beside(before, k, changes[static_cast<std::size_t>(k)]); });
    }
  }

 private:
  static Vec3 position(std::int64_t i, std::int64_t j, std::int64_t k) {
    return {static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)};
  }
  bool is_inside(std::size_t at) const { return field_.values[at] < 0; }
  Vec3 offset(std::size_t at) const {
    const Offset& o = foot_[at];
    return scale_ * Vec3{static_cast<double>(o.x), static_cast<double>(o.y), static_cast<double>(o.z)};
  }

  /// Layer 0: points with a neighbour on the other side, and their crossings.
  void start(std::int64_t k, std::vector<Place>& front) {
    for (std::int64_t j = 0; j < size_.y; ++j)
      for (std::int64_t i = 0; i < size_.x; ++i) {
        const std::size_t at = field_.lattice.index(i, j, k);
        const float here = field_.values[at];
        result_.values[at] = static_cast<float>(here < 0 ? -limit_ : limit_);
        double nearest = 2;
        Vec3 crossing;
        const auto look = [&](bool exists, std::ptrdiff_t stride, Vec3 way) {
          if (!exists) return;
          const float there = *(field_.values.data() + at + stride);
          if ((there < 0) == (here < 0)) return;
          const double part = static_cast<double>(here) / static_cast<double>(here - there);
          if (part < nearest) nearest = part, crossing = part * way;
        };
        look(i > 0, -1, {-1, 0, 0});
        look(i + 1 < size_.x, 1, {1, 0, 0});
        look(j > 0, -sy_, {0, -1, 0});
        look(j + 1 < size_.y, sy_, {0, 1, 0});
        look(k > 0, -sz_, {0, 0, -1});
        look(k + 1 < size_.z, sz_, {0, 0, 1});
        if (nearest > 1) continue;
        layer_[at] = 0;
        keep(at, level_.shortest(position(i, j, k), crossing));
        front.push_back({static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)});
      }
  }

  /// The untouched neighbours, in slice k, of the last layer's points.
  void collect(const Slices& front, std::int64_t k, std::uint8_t layer, std::vector<Place>& next) {
    next.clear();
    for (std::int64_t from = std::max<std::int64_t>(0, k - 1); from <= std::min(size_.z - 1, k + 1); ++from)
      for (const Place& place : front[static_cast<std::size_t>(from)])
        for (std::int32_t j = std::max(0, place.y - 1); j < std::min<std::int64_t>(size_.y, place.y + 2); ++j)
          for (std::int32_t i = std::max(0, place.x - 1); i < std::min<std::int64_t>(size_.x, place.x + 2);
               ++i) {
            std::uint8_t& there = layer_[field_.lattice.index(i, j, k)];
            if (there != k_untouched) continue;
            there = layer;
            next.push_back({i, j});
          }
  }

  /// Takes the nearest of what the neighbours of earlier layers are nearest to. Nothing goes on from points
  /// beyond the limit.
  void settle(std::int64_t k, std::uint8_t layer, std::vector<Place>& places) {
    std::size_t kept = 0;
    for (const Place& place : places) {
      const std::size_t at = field_.lattice.index(place.x, place.y, k);
      const Vec3 way = handed_on(place.x, place.y, k, layer);
      if (keep(at, level_.shortest(position(place.x, place.y, k), way)) <= limit_) places[kept++] = place;
    }
    places.resize(kept);
  }

  Vec3 handed_on(std::int64_t i, std::int64_t j, std::int64_t k, std::uint8_t layer) const {
    double nearest = std::numeric_limits<double>::infinity();
    Vec3 best;
    for (std::int64_t dk = k > 0 ? -1 : 0; dk <= (k + 1 < size_.z ? 1 : 0); ++dk)
      for (std::int64_t dj = j > 0 ? -1 : 0; dj <= (j + 1 < size_.y ? 1 : 0); ++dj)
        for (std::int64_t di = i > 0 ? -1 : 0; di <= (i + 1 < size_.x ? 1 : 0); ++di) {
          const std::size_t there = field_.lattice.index(i + di, j + dj, k + dk);
          if (layer_[there] >= layer) continue;
          const Vec3 way = position(di, dj, dk) + offset(there);
          if (dot(way, way) < nearest) nearest = dot(way, way), best = way;
        }
    return best;
  }

  void compare_all(std::int64_t k, std::vector<Change>& changes) const {
    for (std::int32_t j = 0; j < size_.y; ++j)
      for (std::int32_t i = 0; i < size_.x; ++i) compare({i, j}, k, changes);
  }

  /// Looks at the neighbours of what was changed, once each.
  void compare_beside(const Changes& before, std::int64_t k, std::vector<Change>& changes) const {
    std::vector<Place> places;
    for (std::int64_t from = std::max<std::int64_t>(0, k - 1); from <= std::min(size_.z - 1, k + 1); ++from)
      for (const Change& c : before[static_cast<std::size_t>(from)]) {
        const Place p = c.place;
        if (from != k) {
          places.push_back(p);
          continue;
        }
        if (p.x > 0) places.push_back({p.x - 1, p.y});
        if (p.x + 1 < size_.x) places.push_back({p.x + 1, p.y});
        if (p.y > 0) places.push_back({p.x, p.y - 1});
        if (p.y + 1 < size_.y) places.push_back({p.x, p.y + 1});
      }
    const auto key = [](Place p) { return std::pair(p.y, p.x); };
    std::sort(places.begin(), places.end(), [&](Place a, Place b) { return key(a) < key(b); });
    const auto end =
        std::unique(places.begin(), places.end(), [&](Place a, Place b) { return key(a) == key(b); });
    changes.clear();
    for (auto place = places.begin(); place != end; ++place) compare(*place, k, changes);
  }

  /// Notes a way by a neighbour that is shorter than what the point has.
  void compare(Place place, std::int64_t k, std::vector<Change>& changes) const {
    constexpr double k_gain = 0.02;
    const std::int64_t i = place.x, j = place.y;
    const std::size_t at = field_.lattice.index(i, j, k);
    // what is beyond the limit is not shown
    const double known = layer_[at] == k_untouched ? limit_ : std::min(limit_, norm(offset(at)));
    if (known <= k_gain) return;
    double nearest = known - k_gain;
    Vec3 way;
    bool is_shorter = false;
    const auto look = [&](bool exists, std::ptrdiff_t stride, Vec3 step) {
      if (!exists) return;
      const std::size_t there = at + static_cast<std::size_t>(stride);
      if (layer_[there] == k_untouched) return;
      const Vec3 w = step + offset(there);
      if (dot(w, w) >= nearest * nearest) return;
      nearest = norm(w);
      way = w;
      is_shorter = true;
    };
    look(i > 0, -1, {-1, 0, 0});
    look(i + 1 < size_.x, 1, {1, 0, 0});
    look(j > 0, -sy_, {0, -1, 0});
    look(j + 1 < size_.y, sy_, {0, 1, 0});
    look(k > 0, -sz_, {0, 0, -1});
    look(k + 1 < size_.z, sz_, {0, 0, 1});
    if (!is_shorter) return;
    way = level_.shortest(position(i, j, k), way);
    if (norm(way) < known - k_gain) changes.push_back({place, way});
  }

  /// Keeps the way to the zero level and returns its length.
  double keep(std::size_t at, Vec3 way) {
    if (layer_[at] == k_untouched) layer_[at] = k_last_layer;
    foot_[at] = {rounded(way.x), rounded(way.y), rounded(way.z)};
    const double distance = norm(way);
    const double shown = std::min(distance, limit_);
    result_.values[at] = static_cast<float>(is_inside(at) ? -shown : shown);
    return distance;
  }
  std::int16_t rounded(double x) const {
    return static_cast<std::int16_t>(std::clamp(std::lround(x / scale_), -32767L, 32767L));
  }

  const SampledField& field_;
  LevelFoot level_;
  Index3 size_;
  std::ptrdiff_t sy_, sz_;
  double limit_, scale_;
  std::vector<std::uint8_t> layer_;
  std::vector<Offset> foot_;
  SampledField& result_;
};

}  // namespace

SampledField redistanced(const SampledField& field, double reach_A, ParallelFor parallel_for) {
  const double step_A = field.lattice.step_A;
  SampledField result;
  result.lattice = field.lattice;
  result.values.resize(field.values.size());
  Transform(field, reach_A / step_A, result).run(parallel_for);
  const auto scale = static_cast<float>(step_A);
  for (float& value : result.values) value *= scale;
  return result;
}

}  // namespace cryocosm::membranes
