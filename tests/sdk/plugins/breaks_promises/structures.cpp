// Structures that are not functions of their seed.
#include <atomic>

#include "bad_components.hpp"

namespace bad {
namespace {

class Forgetful final : public BallGenerator {
 public:
  using BallGenerator::BallGenerator;
  std::unique_ptr<Structure> draw(Draw&) const override {
    static std::atomic<int> calls{0};
    return std::make_unique<Ball>(size_.size_A + ++calls);
  }
};

struct RandomSize {
  Distribution size_A = Distribution::uniform(20, 50);
};

class IgnoresSeed final : public StructureGenerator {
 public:
  static Schema<RandomSize> schema() {
    Schema<RandomSize> s("Draws nothing from its distribution.");
    s.field("size", &RandomSize::size_A).unit(units::angstrom).range(10, 100).help("Size of the thing.");
    return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
  }
  explicit IgnoresSeed(const RandomSize&) {}
  std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<Ball>(30); }
};

}  // namespace

void add_structures(Registrar& plugin) {
  plugin.add<Forgetful>("bad.forgetful");
  plugin.add<IgnoresSeed>("bad.ignores_seed");
}

}  // namespace bad
