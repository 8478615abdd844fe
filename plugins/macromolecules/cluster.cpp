// Clusters of macromolecules.
#include "cluster.hpp"

#include <cmath>

namespace cryocosm::macromolecules {
namespace {

// How long a cluster may become: a number of units, or the length of the line through their centres.
struct Extent {
  std::size_t units = std::numeric_limits<std::size_t>::max();
  double line_A = std::numeric_limits<double>::infinity();
};

Extent drawn_extent(const ClusterParams& params, Draw& draw) {
  Extent extent;
  if (params.max_length_A > 0)
    extent.line_A = draw("line_length", Distribution::uniform(0, params.max_length_A));
  else
    extent.units = static_cast<std::size_t>(std::llround(draw("length", params.length)));
  return extent;
}

std::size_t drawn_kind(Span<const ClusterKind> kinds, Random& random) {
  double total = 0;
  for (const ClusterKind& kind : kinds) total += kind.weight;
  double left = random.uniform() * total;
  std::size_t last = 0;  // of those that have a weight: rounding may leave a little after them all
  for (std::size_t i = 0; i < kinds.size; ++i) {
    if (!(kinds[i].weight > 0)) continue;
    last = i;
    left -= kinds[i].weight;
    if (left < 0) break;
  }
  return last;
}

// The distance to the unit before is drawn here and not for each pose that the transform proposes: the next
// unit lies at a random place of S(x, d) that is free (the paper's equation 10), and the line's length is
// known before any of it is placed.
class Cluster final : public Structure {
 public:
  Cluster(const ClusterParams& params, Extent extent, Span<const ClusterKind> kinds)
      : spacing_min_(params.spacing_min), spacing_max_(params.spacing_max), extent_(extent), kinds_(kinds) {}
  Cluster(const ClusterParams& params, Extent extent, const ClusterKind& kind)
      : Cluster(params, extent, Span<const ClusterKind>{}) {
    only_ = kind;
    kinds_ = {&only_, 1};
  }

  std::optional<Unit> unit(std::size_t index, Random& random) override {
    if (index >= extent_.units) return std::nullopt;
    const std::size_t chosen = kinds_.size == 1 ? 0 : drawn_kind(kinds_, random);
    const ClusterKind& kind = kinds_[chosen];
    Unit unit;
    unit.shape = kind.shape;
    unit.class_index = static_cast<std::uint32_t>(chosen);
    unit.shared = true;
    unit.anchor = kind.anchor;
    if (index > 0) {
      const double diameter_A = (last_diameter_A_ + kind.diameter_A) / 2;
      const double distance_A = diameter_A * random.uniform(spacing_min_, spacing_max_);
      line_A_ += distance_A;
      if (line_A_ > extent_.line_A) return std::nullopt;
      unit.step.nearest_A = unit.step.farthest_A = distance_A;
    }
    last_diameter_A_ = kind.diameter_A;
    return unit;
  }

 private:
  double spacing_min_, spacing_max_;
  Extent extent_;
  ClusterKind only_;
  Span<const ClusterKind> kinds_;
  double last_diameter_A_ = 0;
  double line_A_ = 0;
};

}  // namespace

std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, Span<const ClusterKind> kinds,
                                        Draw& draw) {
  return std::make_unique<Cluster>(params, drawn_extent(params, draw), kinds);
}

std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, const ClusterKind& kind, Draw& draw) {
  return std::make_unique<Cluster>(params, drawn_extent(params, draw), kind);
}

}  // namespace cryocosm::macromolecules
