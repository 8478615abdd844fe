// Vectors, unit quaternions, rigid poses and boxes in ångström; plain types that may cross the plugin door.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace cryocosm {

constexpr double k_pi = 3.14159265358979323846;

/// A point or a direction; positions are in Å.
struct Vec3 {
  double x = 0, y = 0, z = 0;
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
constexpr Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
constexpr Vec3 operator-(Vec3 a) { return {-a.x, -a.y, -a.z}; }
constexpr Vec3 operator*(double s, Vec3 a) { return {s * a.x, s * a.y, s * a.z}; }
constexpr Vec3 operator*(Vec3 a, double s) { return s * a; }
constexpr Vec3 operator/(Vec3 a, double s) { return {a.x / s, a.y / s, a.z / s}; }
constexpr bool operator==(Vec3 a, Vec3 b) { return a.x == b.x && a.y == b.y && a.z == b.z; }
constexpr bool operator!=(Vec3 a, Vec3 b) { return !(a == b); }
constexpr double dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }  ///< scalar product
/// Right-handed vector product.
constexpr Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline double norm(Vec3 a) { return std::sqrt(dot(a, a)); }  ///< length
/// Unit vector along `a`; `a` must not be zero.
inline Vec3 normalized(Vec3 a) { return a / norm(a); }

/// Rotation as a unit quaternion (w,x,y,z), active, right-handed: v' = q v q*.
struct Quaternion {
  double w = 1, x = 0, y = 0, z = 0;
};

/// Rotation by `b` first, then by `a`.
constexpr Quaternion operator*(Quaternion a, Quaternion b) {
  return {a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
          a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}
constexpr Quaternion conjugate(Quaternion q) {
  return {q.w, -q.x, -q.y, -q.z};
}  ///< the inverse of a unit one
/// Of unit length; `q` must not be zero.
inline Quaternion normalized(Quaternion q) {
  const double n = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
  return {q.w / n, q.x / n, q.y / n, q.z / n};
}
/// Rotates `v` by the unit quaternion `q`.
constexpr Vec3 rotate(Quaternion q, Vec3 v) {
  const Vec3 u{q.x, q.y, q.z};
  const Vec3 t = 2.0 * cross(u, v);
  return v + q.w * t + cross(u, t);
}
/// Right-handed rotation by `angle_rad` about the unit vector `axis`.
inline Quaternion rotation_about(Vec3 axis, double angle_rad) {
  const double s = std::sin(angle_rad / 2);
  return {std::cos(angle_rad / 2), s * axis.x, s * axis.y, s * axis.z};
}
/// The smallest rotation that takes unit vector `from` onto unit vector `to`.
inline Quaternion rotation_between(Vec3 from, Vec3 to) {
  const double c = dot(from, to);
  if (c < -1 + 1e-12) {  // opposite: any axis perpendicular to `from` will do
    const Vec3 other = std::abs(from.x) < 0.9 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
    return rotation_about(normalized(cross(from, other)), k_pi);
  }
  const Vec3 axis = cross(from, to);
  return normalized(Quaternion{1 + c, axis.x, axis.y, axis.z});
}

/// 3x3 matrix, row major: element (row, column) is m[row][column].
struct Matrix3 {
  double m[3][3];
};
constexpr Vec3 operator*(const Matrix3& a, Vec3 v) {
  return {a.m[0][0] * v.x + a.m[0][1] * v.y + a.m[0][2] * v.z,
          a.m[1][0] * v.x + a.m[1][1] * v.y + a.m[1][2] * v.z,
          a.m[2][0] * v.x + a.m[2][1] * v.y + a.m[2][2] * v.z};
}
/// The matrix R with R v = rotate(q, v).
constexpr Matrix3 rotation_matrix(Quaternion q) {
  const Vec3 x = rotate(q, {1, 0, 0}), y = rotate(q, {0, 1, 0}), z = rotate(q, {0, 0, 1});
  return {{{x.x, y.x, z.x}, {x.y, y.y, z.y}, {x.z, y.z, z.z}}};
}

/// Maps a unit's frame to the tomogram: x = R(rotation) * p + position. Unit frames have their
/// origin at the unit's centre, so the `centre` of the design's formula is already subtracted.
struct Pose {
  Quaternion rotation;
  Vec3 position_A;
};
/// From the unit's frame, Å, to the tomogram's.
constexpr Vec3 to_tomogram(const Pose& pose, Vec3 p) { return rotate(pose.rotation, p) + pose.position_A; }
/// The inverse of to_tomogram().
constexpr Vec3 to_unit(const Pose& pose, Vec3 x) {
  return rotate(conjugate(pose.rotation), x - pose.position_A);
}

/// A solid ball.
struct Ball {
  Vec3 centre_A;
  double radius_A = 0;
};

/// Axis-aligned box [low, high] in Å. A default box is empty and grows by extend().
struct Box {
  Vec3 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(),
           std::numeric_limits<double>::infinity()};
  Vec3 high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
            -std::numeric_limits<double>::infinity()};
};
/// Makes `box` just large enough to hold `p` too.
inline void extend(Box& box, Vec3 p) {
  box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y), std::min(box.low.z, p.z)};
  box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y), std::max(box.high.z, p.z)};
}
/// The cube around `centre` with half side `radius`; bounds anything of that radius in any rotation.
constexpr Box cube_around(Vec3 centre, double radius) {
  const Vec3 r{radius, radius, radius};
  return {centre - r, centre + r};
}

}  // namespace cryocosm
