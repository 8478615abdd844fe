// RELION's frames and angles. Formulas follow RELION 5: Tomogram::setProjectionMatrix (integer centres),
// ParticleSet::getParticleCoordDecenteredPixel (real centres) and Euler_angles2matrix.
#include "relion_geometry.hpp"

namespace cryocosm::exporters {
namespace {

constexpr double k_deg = 180 / k_pi;

double wrapped_deg(double angle_rad) {
  const double angle = std::remainder(angle_rad * k_deg, 360.0);
  return angle <= -180 ? angle + 360 : angle + 0.0;
}

double half(std::int64_t n) { return static_cast<double>(n) / 2; }
double integer_half(std::int64_t n) { return static_cast<double>(n / 2); }
double middle(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

std::int64_t pixels(std::int64_t voxels, double voxel_A, double pixel_A) {
  return std::llround(static_cast<double>(voxels) * voxel_A / pixel_A);
}

}  // namespace

RelionAngles relion_angles(const Quaternion& rotation) {
  // With q = z(rot) y(tilt) z(psi): w = c cos s, z = c sin s, x = k sin d, y = k cos d, where c and k
  // are cosine and sine of tilt/2, s = (psi + rot)/2 and d = (psi - rot)/2. No matrix, no cancellation.
  const Quaternion q = normalized(conjugate(rotation));
  const double c = std::hypot(q.w, q.z);
  const double k = std::hypot(q.x, q.y);
  constexpr double k_pole = 1e-12;
  const double tilt = 2 * std::atan2(k, c);
  if (k < k_pole) return {wrapped_deg(2 * std::atan2(q.z, q.w)), 0, 0};
  if (c < k_pole) return {wrapped_deg(-2 * std::atan2(q.x, q.y)), 180, 0};
  const double s = std::atan2(q.z, q.w);
  const double d = std::atan2(q.x, q.y);
  return {wrapped_deg(s - d), tilt * k_deg, wrapped_deg(s + d)};
}

RelionTomogram relion_tomogram(const GridSpec& specimen, const Dataset* series,
                               const Dataset* reconstruction) {
  const GridSpec& shown = reconstruction != nullptr ? reconstruction->grid : specimen;
  const double pixel_A = series != nullptr ? series->grid.voxel_A : specimen.voxel_A;
  return {specimen,
          {pixels(shown.size.x, shown.voxel_A, pixel_A), pixels(shown.size.y, shown.voxel_A, pixel_A),
           pixels(shown.size.z, shown.voxel_A, pixel_A)},
          pixel_A};
}

Vec3 centred_A(const RelionTomogram& tomogram, Vec3 position_A) {
  const Index3& n = tomogram.specimen.size;
  return position_A - tomogram.specimen.voxel_A * Vec3{half(n.x), half(n.y), half(n.z)};
}

RelionShift relion_shift(const RelionTomogram& tomogram, const Dataset& series, const Tilt& tilt) {
  const Index3& image = series.grid.size;
  const Index3& n = tomogram.specimen.size;
  const Index3& size = tomogram.size;
  const double pixel_A = tomogram.pixel_A;
  // from RELION's centre of rotation to ours; for an odd number of pixels RELION's particles and its
  // projections disagree by half a pixel about the centre
  const auto offset = [&](std::int64_t voxels, std::int64_t px) {
    return tomogram.specimen.voxel_A * (half(voxels) - middle(voxels)) -
           pixel_A * (half(px) - integer_half(px));
  };
  const double x = offset(n.x, size.x), y = offset(n.y, size.y), z = offset(n.z, size.z);
  const double a = tilt.angle_deg / k_deg, r = tilt.rotation_deg / k_deg;
  const double seen_x = x * std::cos(a) + z * std::sin(a);
  return {tilt.shift_x_A + pixel_A * (middle(image.x) - integer_half(image.x)) + seen_x * std::cos(r) -
              y * std::sin(r),
          tilt.shift_y_A + pixel_A * (middle(image.y) - integer_half(image.y)) + seen_x * std::sin(r) +
              y * std::cos(r)};
}

}  // namespace cryocosm::exporters
