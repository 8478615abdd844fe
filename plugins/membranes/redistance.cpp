// Nearest points, layer by layer outwards from the zero level.
#include "redistance.hpp"

#include <algorithm>
#include <cmath>

#include "trilinear.hpp"

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

struct Better {
  std::size_t at;
  Vec3 way;
};

/// Positions and distances count in steps.
class Transform {
 public:
  Transform(const SampledField& field, double reach, SampledField& result)
      : field_(field),
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
    std::vector<std::vector<Better>> better(slices);
    do {
      for_slices([&](std::int64_t k) { compare(k, better[static_cast<std::size_t>(k)]); });
      for_slices([&](std::int64_t k) {
        for (const Better& b : better[static_cast<std::size_t>(k)]) keep(b.at, b.way);
      });
    } while (std::any_of(better.begin(), better.end(), [](const auto& slice) { return !slice.empty(); }));
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
        keep(at, shortest(position(i, j, k), crossing));
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
      if (keep(at, shortest(position(place.x, place.y, k), way)) <= limit_) places[kept++] = place;
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

  /// Ways by neighbours that are shorter than what points have.
  void compare(std::int64_t k, std::vector<Better>& better) const {
    constexpr double k_gain = 0.02;
    better.clear();
    for (std::int64_t j = 0; j < size_.y; ++j)
      for (std::int64_t i = 0; i < size_.x; ++i) {
        const std::size_t at = field_.lattice.index(i, j, k);
        const bool is_known = layer_[at] != k_untouched;
        const double known = is_known ? norm(offset(at)) : limit_;
        double nearest = known - k_gain;
        if (nearest <= 0) continue;
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
        if (!is_shorter) continue;
        way = shortest(position(i, j, k), way);
        if (norm(way) < known - k_gain) better.push_back({at, way});
      }
  }

  /// Keeps the way to the zero level and returns its length.
  double keep(std::size_t at, Vec3 way) {
    layer_[at] = std::min(layer_[at], k_last_layer);
    foot_[at] = {rounded(way.x), rounded(way.y), rounded(way.z)};
    const double distance = norm(way);
    const double shown = std::min(distance, limit_);
    result_.values[at] = static_cast<float>(is_inside(at) ? -shown : shown);
    return distance;
  }
  std::int16_t rounded(double x) const {
    return static_cast<std::int16_t>(std::clamp(std::lround(x / scale_), -32767L, 32767L));
  }

  /// Goes along the level towards the foot of the perpendicular and back onto the level, and keeps the
  /// nearest point met. A step is corrected by what the last one gained, so that bends of the level count.
  Vec3 shortest(Vec3 p, Vec3 way) const {
    constexpr int k_steps = 4;
    constexpr double k_close = 1e-3;  // aside: distances are then off by 1e-6 at most
    Vec3 best = way, last_aside, last_move;
    double nearest = std::numeric_limits<double>::infinity();
    Vec3 foot = p + way;
    for (int step = 0; step < k_steps; ++step) {
      Vec3 gradient;
      if (!onto_level(foot, gradient)) break;
      const Vec3 d = foot - p;
      const double squared = dot(d, d);
      if (squared < nearest) nearest = squared, best = d;
      const Vec3 aside = (dot(d, gradient) / dot(gradient, gradient)) * gradient - d;
      if (dot(aside, aside) < k_close * k_close) break;
      double gain = 1;
      if (step > 0)
        gain = std::clamp(dot(last_aside - aside, last_move) / dot(last_move, last_move), 0.4, 3.0);
      last_aside = aside;
      last_move =
          std::min(1 / gain, 1 / norm(aside)) * aside;  // a step at most: the level is searched locally
      foot = foot + last_move;
    }
    return best;
  }

  /// Newton's method along the gradient. False outside the lattice and where the field is flat.
  bool onto_level(Vec3& p, Vec3& gradient) const {
    for (int i = 0; i < 3; ++i) {
      Cell cell;
      if (!find_cell(field_, p, cell)) return false;
      const auto value = static_cast<double>(interpolated(cell, sy_, sz_));
      gradient = slope(cell, sy_, sz_);
      const double steep = dot(gradient, gradient);
      if (!(steep > 0)) return false;
      const Vec3 move = (-value / steep) * gradient;
      const double length2 = dot(move, move);
      p = p + (length2 > 1 ? move / std::sqrt(length2) : move);
      if (length2 < 1e-6) return true;  // what is left is the square of it
    }
    return true;
  }

  const SampledField& field_;
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
