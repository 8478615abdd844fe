// Asking every structure component for its facts.
#include "outputs/facts.hpp"

namespace cryocosm {
namespace {

class FactList final : public Facts {
 public:
  explicit FactList(std::vector<Fact>& list) : list_(list) {}
  void add(std::string_view name, double value, const UnitOfMeasure& unit) override {
    list_.push_back({std::string(name), value / unit.scale, unit.symbol});
  }

 private:
  std::vector<Fact>& list_;
};

}  // namespace

std::vector<std::vector<Fact>> facts_of(const std::vector<PlacementEntry>& entries) {
  std::vector<std::vector<Fact>> all;
  for (const PlacementEntry& entry : entries) {
    FactList facts(all.emplace_back());
    guarded_call(*entry.spec->structure.component, [&] { entry.structure->facts(facts); });
  }
  return all;
}

}  // namespace cryocosm
