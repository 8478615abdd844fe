// Great circles cut with a surface.
#include "sphere_crossing.hpp"

#include <cmath>
#include <vector>

namespace cryocosm::membranes {
namespace {

/// A point of the sphere, from its centre, and the surface's distance there.
struct End {
  Vec3 offset;
  double distance;
};
struct Arc {
  End from, to;
};

/// The sphere, and the surface that it is to meet.
class Search {
 public:
  Search(FunctionRef<double(Vec3)> distance, Vec3 centre, double radius)
      : distance_(distance), centre_(centre), radius_(radius) {}

  /// Short arcs of a great circle in a random direction, each with one crossing.
  const std::vector<Arc>& crossings(Random& random) {
    found_.clear();
    const Quaternion turn = rotation_between({0, 0, 1}, random_direction(random));
    const Vec3 u = radius_ * rotate(turn, {1, 0, 0}), v = radius_ * rotate(turn, {0, 1, 0});
    const End quarters[] = {end(u), end(v), end(-u), end(-v)};
    for (int i = 0; i < 4; ++i) search({quarters[i], quarters[(i + 1) % 4]}, radius_ * k_pi / 2);
    return found_;
  }

  Vec3 root(Arc arc) const {
    constexpr int k_halvings = 44;  // of 1/1024 of a circle: to the last digits
    for (int i = 0; i < k_halvings; ++i) {
      const End half = middle(arc);
      ((half.distance < 0) == (arc.from.distance < 0) ? arc.from : arc.to) = half;
    }
    return centre_ + arc.from.offset;
  }

 private:
  End end(Vec3 offset) const { return {offset, distance_(centre_ + offset)}; }
  End middle(const Arc& arc) const { return end(radius_ * normalized(arc.from.offset + arc.to.offset)); }

  void search(const Arc& arc, double length) {
    const bool is_change = (arc.from.distance < 0) != (arc.to.distance < 0);
    // a distance changes by no more than the way that one goes
    if (!is_change && std::abs(arc.from.distance) + std::abs(arc.to.distance) > length) return;
    if (length > radius_ * (2 * k_pi / 1024)) {
      const End half = middle(arc);
      search({arc.from, half}, length / 2);
      search({half, arc.to}, length / 2);
    } else if (is_change) {
      found_.push_back(arc);
    }
  }

  FunctionRef<double(Vec3)> distance_;
  Vec3 centre_;
  double radius_;
  std::vector<Arc> found_;
};

}  // namespace

std::optional<Vec3> point_on_both(FunctionRef<double(Vec3)> distance_A, Vec3 centre_A, double radius_A,
                                  std::size_t most_crossings, Random& random) {
  constexpr int k_tries = 4000;
  Search search(distance_A, centre_A, radius_A);
  for (int i = 0; i < k_tries; ++i) {
    const std::vector<Arc>& crossings = search.crossings(random);
    const std::size_t chosen = random.index(most_crossings);
    if (chosen < crossings.size()) return search.root(crossings[chosen]);
  }
  return std::nullopt;
}

}  // namespace cryocosm::membranes
