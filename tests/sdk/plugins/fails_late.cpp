// A plugin whose components fail when much has been done already, for the tests of the host's guards.
#include <atomic>
#include <fstream>

#include "cryocosm/plugin.hpp"

namespace {

using namespace cryocosm;

/// Begins a file and fails.
class Throws final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Fails while it writes."); }
  explicit Throws(const NoParams&) {}
  void write(const FinishedRun&, OutputFolder& folder, RunContext&) const override {
    std::ofstream(folder.file("begun.txt")) << "half of it\n";
    throw DataError("there is no word for this");
  }
};

/// Asks for a file and forgets it.
class Forgets final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Writes nothing."); }
  explicit Forgets(const NoParams&) {}
  void write(const FinishedRun&, OutputFolder& folder, RunContext&) const override {
    folder.file("forgotten.txt");
  }
};

/// Balls, until there have been two hundred.
class EnoughBalls final : public StructureGenerator {
 public:
  static Schema<NoParams> schema() {
    return Schema<NoParams>("Draws two hundred balls and no more.")
        .placed_by("membranes.uniform")
        .drawn_by("filaments.spheres");
  }
  explicit EnoughBalls(const NoParams&) {}
  std::unique_ptr<Structure> draw(Draw&) const override {
    struct One final : Structure {
      explicit One(const Shape& of) : shape(of) {}
      std::optional<Unit> unit(std::size_t index, Random&) override {
        if (index > 0) return std::nullopt;
        Unit unit;
        unit.shape = &shape;
        unit.shared = true;
        return unit;
      }
      const Shape& shape;
    };
    if (++drawn_ > 200) throw DataError("there are balls enough");
    return std::make_unique<One>(ball_);
  }

 private:
  SphereSet ball_{{{{}, 30, 1}}, 4};
  mutable std::atomic<int> drawn_{0};
};

}  // namespace

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<Throws>("fails_late.throws");
  plugin.add<Forgets>("fails_late.forgets");
  plugin.add<EnoughBalls>("fails_late.structure");
}
