// Which chains hang together: those that branch from one another.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/exporter.hpp"

namespace cryocosm::exporters {

/// For each chain the number of the chain that its tree started with; its own for one that is attached to
/// nothing. [any]
std::vector<std::uint32_t> networks(const FinishedRun& finished);

/// For each unit the number of chains that start on it. [any]
std::vector<std::uint32_t> branches(const FinishedRun& finished);

}  // namespace cryocosm::exporters
