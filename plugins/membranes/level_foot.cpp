// A search along the level by secants, and back onto it by Newton's method.
#include "level_foot.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {

Vec3 LevelFoot::shortest(Vec3 p, Vec3 way) const {
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
    // what the last step gained tells how the level bends
    double gain = 1;
    if (step > 0) gain = std::clamp(dot(last_aside - aside, last_move) / dot(last_move, last_move), 0.4, 3.0);
    last_aside = aside;
    last_move = std::min(1 / gain, 1 / norm(aside)) * aside;  // a step at most: the level is searched locally
    foot = foot + last_move;
  }
  return best;
}

/// Newton's method along the gradient. False outside the lattice and where the field is flat.
bool LevelFoot::onto_level(Vec3& p, Vec3& gradient) const {
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

}  // namespace cryocosm::membranes
