// The analytic bilayer profile, row by row.
#include "bilayer.hpp"

#include <cmath>

#include "near_pieces.hpp"

namespace cryocosm::membranes {
namespace {

/// Goes from the surface's hull towards the mid-surface; mostly ends on it. A field that gives only a bound
/// of greater distances is come closer to step by step.
Vec3 near_mid_surface(const ImplicitField& field, Vec3 direction) {
  constexpr int k_most_steps = 40;
  constexpr double k_close_A = 1e-3;
  Vec3 p = field.radius_A() * direction;
  for (int step = 0; step < k_most_steps; ++step) {
    const double distance = distance_A(field, p);
    if (std::abs(distance) < k_close_A) break;
    p = p - distance * field.gradient(p);
  }
  return p;
}

double seen_sigma_A(const ImplicitField::Wall& wall, double voxel_A) {
  return std::sqrt(wall.layer_sigma_A * wall.layer_sigma_A + voxel_A * voxel_A / 12);
}

/// Two layers as a voxel sees them: the mean over a voxel widens a Gaussian by voxel^2 / 12 of
/// variance and lowers its peak, so that a layer holds the same amount at every voxel size.
struct Profile {
  Profile(const ImplicitField::Wall& wall, double voxel_A) {
    const double sigma = seen_sigma_A(wall, voxel_A);
    half_distance = static_cast<float>(wall.layer_distance_A / 2);
    peak = static_cast<float>(wall.density * wall.layer_sigma_A / sigma);
    exponent = static_cast<float>(-0.5 / (sigma * sigma));
    reach = static_cast<float>(bilayer_reach_A(wall, voxel_A));
  }
  float operator()(float distance) const {
    const float outer = distance - half_distance, inner = distance + half_distance;
    return peak * (std::exp(exponent * outer * outer) + std::exp(exponent * inner * inner));
  }
  float half_distance, peak, exponent, reach;
};

}  // namespace

double bilayer_reach_A(const ImplicitField::Wall& wall, double voxel_A) {
  return wall.layer_distance_A / 2 + 4 * seen_sigma_A(wall, voxel_A);
}

Schema<NoParams> Bilayer::schema() {
  Schema<NoParams> s("Draws a membrane as two Gaussian layers along its true normal.");
  s.details("The double Gaussian profile of the paper (II-A.1) evaluated from the signed distance.");
  return s;
}

void Bilayer::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const ImplicitField& field = field_of(shape);
  const Profile profile(field.wall(), window.voxel_A);
  std::vector<float> distances_of_row;
  const auto draw_piece = [&](const VoxelWindow<float>& piece) {
    for_each_row(field, pose, piece, distances_of_row, [&](float* row, const std::vector<float>& distances) {
      for (std::size_t x = 0; x < distances.size(); ++x)
        if (std::abs(distances[x]) <= profile.reach) row[x] += profile(distances[x]);
    });
  };
  for_each_piece(field, pose, window, static_cast<double>(profile.reach), draw_piece,
                 [](const VoxelWindow<float>&, bool) {});
}

void Bilayer::exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  const ImplicitField& field = field_of(shape);
  const auto half = static_cast<float>(field.wall().half_thickness_A);
  std::vector<float> distances_of_row;
  const auto exclude_piece = [&](const VoxelWindow<std::uint8_t>& piece) {
    for_each_row(field, pose, piece, distances_of_row,
                 [&](std::uint8_t* row, const std::vector<float>& distances) {
                   for (std::size_t x = 0; x < distances.size(); ++x)
                     row[x] = static_cast<std::uint8_t>(row[x] | (std::abs(distances[x]) <= half));
                 });
  };
  for_each_piece(field, pose, window, static_cast<double>(half), exclude_piece,
                 [](const VoxelWindow<std::uint8_t>&, bool) {});
}

void Bilayer::parts(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  const ImplicitField& field = field_of(shape);
  const ImplicitField::Wall& wall = field.wall();
  const auto half = static_cast<float>(wall.half_thickness_A);
  const auto part_at = [&](float distance) -> std::uint8_t {
    if (distance > half) return 0;
    if (distance < -half) return wall.lumen_part;
    return distance < 0 ? wall.inner_layer_part : wall.outer_layer_part;
  };
  std::vector<float> distances_of_row;
  const auto label_piece = [&](const VoxelWindow<std::uint8_t>& piece) {
    for_each_row(field, pose, piece, distances_of_row,
                 [&](std::uint8_t* row, const std::vector<float>& distances) {
                   for (std::size_t x = 0; x < distances.size(); ++x)
                     if (const std::uint8_t part = part_at(distances[x])) row[x] = part;
                 });
  };
  const auto label_far_piece = [&](const VoxelWindow<std::uint8_t>& piece, bool is_inside) {
    if (!is_inside || wall.lumen_part == 0) return;
    for (std::int64_t z = 0; z < piece.size.z; ++z)
      for (std::int64_t y = 0; y < piece.size.y; ++y)
        std::fill_n(piece.row(y, z), piece.size.x, wall.lumen_part);
  };
  for_each_piece(field, pose, window, static_cast<double>(half), label_piece, label_far_piece);
}

void Bilayer::probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const {
  const ImplicitField& field = field_of(shape);
  // a point of the mid-surface is deep enough when the wall is thicker than a voxel's diagonal
  const double deep_A = std::sqrt(3.0) / 2 * voxel_A + 2 * field.tolerance_A();
  if (field.wall().half_thickness_A < deep_A) return;
  constexpr int k_points = 256;
  Random random(0);  // any fixed stream: the points depend on the shape alone
  for (int i = 0; i < k_points; ++i) {
    const Vec3 p = near_mid_surface(field, random_direction(random));
    if (std::abs(distance_A(field, p)) + deep_A <= field.wall().half_thickness_A) points.push_back(p);
  }
}

Ball Bilayer::inner_ball(const Shape& shape, double) const {
  const ImplicitField& field = field_of(shape);
  // distances are floats, of positions as far out as the radius, and those of two points may be off
  const double rounding_A = 1e-3 + 1e-6 * field.radius_A() + 2 * field.tolerance_A();
  constexpr int k_starts = 16;
  Random random(0);  // any fixed stream: the ball depends on the shape alone
  Ball best;
  for (int i = 0; i < k_starts; ++i) {
    const Vec3 p = near_mid_surface(field, random_direction(random));
    // within r of p the distance is at most r greater
    const double radius_A = field.wall().half_thickness_A - std::abs(distance_A(field, p)) - rounding_A;
    if (radius_A > best.radius_A) best = {p, radius_A};
  }
  return best;
}

}  // namespace cryocosm::membranes
