// Trees of chains, by the parents of their first units.
#include "networks.hpp"

namespace cryocosm::exporters {
namespace {

/// Index of the unit that a chain starts on, or the number of units when there is none.
std::size_t parent_of(const FinishedRun& finished, const ChainInfo& chain) {
  const Span<const PlacedUnit> units = finished.units();
  const std::uint32_t parent = chain.unit_count > 0 ? units[chain.first_unit].parent : 0;
  return parent > 0 && parent <= units.size ? parent - 1 : units.size;
}

}  // namespace

std::vector<std::uint32_t> networks(const FinishedRun& finished) {
  const Span<const PlacedUnit> units = finished.units();
  std::vector<std::uint32_t> root;
  for (const ChainInfo& chain : finished.chains()) {
    const std::size_t parent = parent_of(finished, chain);
    const std::size_t index = parent < units.size ? units[parent].chain - 1 : root.size();
    // a parent has been placed before, so its tree is known
    root.push_back(index < root.size() ? root[index] : chain.chain);
  }
  return root;
}

std::vector<std::uint32_t> branches(const FinishedRun& finished) {
  std::vector<std::uint32_t> counts(finished.units().size);
  for (const ChainInfo& chain : finished.chains())
    if (const std::size_t parent = parent_of(finished, chain); parent < counts.size()) ++counts[parent];
  return counts;
}

}  // namespace cryocosm::exporters
