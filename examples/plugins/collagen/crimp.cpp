// Frames and steps on waving lines.
#include "crimp.hpp"

#include <cmath>

namespace collagen {

using namespace cryocosm;

Crimp Crimp::towards(Vec3 direction, Vec3 sideways) {
  Crimp crimp;
  crimp.along = normalized(direction);
  crimp.normal = normalized(cross(crimp.along, sideways));
  crimp.sideways = cross(crimp.normal, crimp.along);
  return crimp;
}

Vec3 Crimp::line_through(Vec3 p) const {
  const double u = dot(p, along);
  return p - u * along - wave_A(u) * sideways;
}

Pose Crimp::pose(Vec3 offset, double u, double sense) const {
  const Vec3 tangent = sense * normalized(along + slope(u) * sideways);
  const Quaternion turn = rotation_between({0, 0, 1}, tangent);
  const Vec3 y = rotate(turn, {0, 1, 0});
  const double spin = std::atan2(dot(cross(y, normal), tangent), dot(y, normal));
  return {normalized(rotation_about(tangent, spin) * turn), point(offset, u)};
}

double Crimp::step(double u, double distance_A, double sense) const {
  // both are too near or just right, for a line is no shorter than its part along
  double near = 0, far = distance_A;
  constexpr int k_halvings = 50;
  for (int i = 0; i < k_halvings; ++i) {
    const double middle = (near + far) / 2;
    const double aside = wave_A(u + sense * middle) - wave_A(u);
    (middle * middle + aside * aside < distance_A * distance_A ? near : far) = middle;
  }
  return u + sense * (near + far) / 2;
}

}  // namespace collagen
