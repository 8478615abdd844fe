// Clusters of macromolecules.
#include "cluster.hpp"

#include <cmath>

namespace cryocosm::macromolecules {
namespace {

class Cluster final : public Structure {
 public:
  Cluster(const Unit& unit, std::size_t length) : unit_(unit), length_(length) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    return index < length_ ? std::optional<Unit>(unit_) : std::nullopt;
  }

 private:
  Unit unit_;
  std::size_t length_;
};

}  // namespace

std::unique_ptr<Structure> draw_cluster(const ClusterParams& params, const Shape& shape, double diameter_A,
                                        Draw& draw) {
  Unit unit;
  unit.shape = &shape;
  unit.shared = true;
  unit.step.nearest_A = params.spacing_min * diameter_A;
  unit.step.farthest_A = params.spacing_max * diameter_A;
  return std::make_unique<Cluster>(unit,
                                   static_cast<std::size_t>(std::llround(draw("length", params.length))));
}

}  // namespace cryocosm::macromolecules
