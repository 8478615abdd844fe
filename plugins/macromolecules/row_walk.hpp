// Walking the rows of a window through a rotated template: where a row meets it, and template indices on the
// way.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "cryocosm/geometry.hpp"
#include "cryocosm/volume.hpp"

namespace cryocosm::macromolecules {

// Template indices in units of 2^-32 voxel. Integer steps make an index depend on the global voxel
// alone, exactly, wherever a row is entered; and whole-voxel shifts stay whole.
constexpr int k_index_bits = 32;

// What the clipping of rows leaves as margin for rounding, in voxels: fixed-point steps are good to 1e-10,
// so indices are good to 1e-6 in any volume that fits into memory.
constexpr double k_clip_slack = 1e-3;

/// Floor for values that fit 64 bits; std::floor is a library call on plain x86-64.
inline std::int64_t floor_of(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return whole - static_cast<std::int64_t>(value < static_cast<double>(whole));
}

struct FixedPoint3 {
  std::int64_t x = 0, y = 0, z = 0;
};
inline std::int64_t fixed_point(double index) {
  constexpr double k_far = 1e9;  // no window reaches there; only the conversion has to stay defined
  return floor_of(std::clamp(index, -k_far, k_far) * 0x1p32 + 0.5);
}
inline FixedPoint3 fixed_point(Vec3 v) { return {fixed_point(v.x), fixed_point(v.y), fixed_point(v.z)}; }
inline FixedPoint3 operator+(FixedPoint3 a, FixedPoint3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline FixedPoint3 operator*(std::int64_t s, FixedPoint3 a) { return {s * a.x, s * a.y, s * a.z}; }

/// Global x indices [begin, end).
struct XRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// The integers of [low, high], cut to `limits`; begin == end when there are none.
inline XRange indices_between(double low, double high, XRange limits) {
  const std::int64_t begin = std::clamp(-floor_of(-low), limits.begin, limits.end);
  return {begin, std::clamp(floor_of(high) + 1, begin, limits.end)};
}

/// The part of one row that a template touches.
struct RowPart {
  XRange outer;  ///< all voxels that it touches, and maybe a few more
  XRange inner;  ///< of these, voxels whose template neighbours surely exist
};

/// A box of template voxels; indices count from its first voxel.
struct TemplateBox {
  Index3 size;
  Index3 centre;  ///< of the template's frame; may lie outside
  double voxel_A = 1;
};

/// Maps global voxel indices to template indices for one pose. `reach` is the number of neighbours above an
/// index that are used: 1 for linear interpolation, 0 for the nearest voxel, with half a voxel added to
/// the index so that its whole part is the nearest.
class RowWalk {
 public:
  RowWalk(const TemplateBox& box, const Pose& pose, double voxel_A, double radius_A, double reach)
      : position_(pose.position_A / voxel_A), radius2_(std::pow(radius_A / voxel_A, 2)) {
    const double scale = voxel_A / box.voxel_A;
    const Quaternion inverse = conjugate(pose.rotation);
    step_x_ = scale * rotate(inverse, {1, 0, 0});
    step_y_ = scale * rotate(inverse, {0, 1, 0});
    step_z_ = scale * rotate(inverse, {0, 0, 1});
    const double half = reach > 0 ? 0 : 0.5;
    const Vec3 centre{static_cast<double>(box.centre.x) + half, static_cast<double>(box.centre.y) + half,
                      static_cast<double>(box.centre.z) + half};
    origin_ = centre - scale * rotate(inverse, position_);
    fixed_x_ = fixed_point(step_x_);
    fixed_y_ = fixed_point(step_y_);
    fixed_z_ = fixed_point(step_z_);
    fixed_origin_ = fixed_point(origin_);
    x_ = Slab(static_cast<double>(box.size.x), step_x_.x, reach);
    y_ = Slab(static_cast<double>(box.size.y), step_x_.y, reach);
    z_ = Slab(static_cast<double>(box.size.z), step_x_.z, reach);
  }

  /// Global indices of rows whose planes the ball may cut, along y (axis 1) or z (axis 2).
  XRange rows(double centre, XRange limits) const {
    const double radius = std::sqrt(radius2_) + k_clip_slack;
    const auto inside = [](double v) { return std::clamp(v, -1e15, 1e15); };  // conversion stays defined
    return indices_between(inside(centre - radius), inside(centre + radius), limits);
  }
  XRange rows_z(XRange limits) const { return rows(position_.z, limits); }
  XRange rows_y(XRange limits) const { return rows(position_.y, limits); }

  /// Where row (y, z) meets both the ball and the template's box, within `limits`.
  RowPart part(std::int64_t y, std::int64_t z, XRange limits) const {
    const Crossing c = crossing(y, z);
    RowPart found;
    found.outer = range_of(c, limits);
    if (found.outer.begin == found.outer.end) return found;
    const double safe_enter =
        std::max({c.enter, c.middle.x - x_.inner, c.middle.y - y_.inner, c.middle.z - z_.inner});
    const double safe_leave =
        std::min({c.leave, c.middle.x + x_.inner, c.middle.y + y_.inner, c.middle.z + z_.inner});
    found.inner = safe_enter <= safe_leave ? indices_between(safe_enter, safe_leave, found.outer)
                                           : XRange{found.outer.end, found.outer.end};
    return found;
  }

  /// The outer part alone.
  XRange outer(std::int64_t y, std::int64_t z, XRange limits) const {
    return range_of(crossing(y, z), limits);
  }

  /// Template index of global voxel (x, y, z).
  FixedPoint3 index(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return fixed_origin_ + x * fixed_x_ + y * fixed_y_ + z * fixed_z_;
  }
  /// What one voxel along x adds to it.
  FixedPoint3 step() const { return fixed_x_; }

 private:
  // Along a row, in global x: from where to where it may touch the template, and the middles of its slabs.
  struct Crossing {
    double enter, leave;
    Vec3 middle;
  };
  Crossing crossing(std::int64_t y, std::int64_t z) const {
    const double dy = static_cast<double>(y) - position_.y, dz = static_cast<double>(z) - position_.z;
    const double left = radius2_ - dy * dy - dz * dz;
    if (!(left >= 0)) return {1, 0, {}};
    const double half_chord = std::sqrt(left) + k_clip_slack;
    const Vec3 start = origin_ + static_cast<double>(y) * step_y_ + static_cast<double>(z) * step_z_;
    const Vec3 t{x_.middle(start.x), y_.middle(start.y), z_.middle(start.z)};
    return {std::max({position_.x - half_chord, t.x - x_.outer, t.y - y_.outer, t.z - z_.outer}),
            std::min({position_.x + half_chord, t.x + x_.outer, t.y + y_.outer, t.z + z_.outer}), t};
  }
  static XRange range_of(const Crossing& c, XRange limits) {
    if (!(c.enter <= c.leave && c.enter < static_cast<double>(limits.end) &&
          c.leave >= static_cast<double>(limits.begin)))
      return {};
    return indices_between(c.enter, c.leave, limits);
  }

  // One axis of the template's box: along a row, an index lies inside it while x is within `outer`
  // (a little more) or `inner` (a little less) of middle().
  struct Slab {
    Slab() = default;
    Slab(double size, double step, double reach) : centre((size - reach) / 2) {
      constexpr double k_slowest = 1e-9;  // a slower index changes by less than the slack along any row
      per_step = 1 / (std::abs(step) > k_slowest ? step : k_slowest);
      outer = (size / 2 + reach / 2 + k_clip_slack) * std::abs(per_step);
      inner = (size / 2 - reach / 2 - k_clip_slack) * std::abs(per_step);
    }
    double middle(double start) const { return (centre - start) * per_step; }

    double centre = 0, per_step = 0, outer = 0, inner = 0;
  };

  Vec3 position_;  // in voxels of the window
  double radius2_;
  Vec3 step_x_, step_y_, step_z_, origin_;
  FixedPoint3 fixed_x_, fixed_y_, fixed_z_, fixed_origin_;
  Slab x_, y_, z_;
};

/// Calls visit(row, y, z, limits) for every row of `window` whose plane the ball may cut; `row` is indexed by
/// global x, of which the window holds `limits`.
template <class T, class Visit>
void for_each_row(const RowWalk& walk, const VoxelWindow<T>& window, Visit visit) {
  const Index3 o = window.origin;
  const XRange limits{o.x, o.x + window.size.x};
  const XRange rows_y = walk.rows_y({o.y, o.y + window.size.y}),
               rows_z = walk.rows_z({o.z, o.z + window.size.z});
  for (std::int64_t z = rows_z.begin; z < rows_z.end; ++z)
    for (std::int64_t y = rows_y.begin; y < rows_y.end; ++y)
      visit(window.row(y - o.y, z - o.z) - o.x, y, z, limits);
}

}  // namespace cryocosm::macromolecules
