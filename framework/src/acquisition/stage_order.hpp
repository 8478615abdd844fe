// The order in which acquisition stages make sense, found from their ports; for starter pipelines.
#pragma once

#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// Stages that work without further input, from the phantom to a tomogram: at each kind of data first
/// the stages that keep the kind, then the first one that leads on; by id among equals. Stages that
/// can not be built with their defaults, and those that take any kind and so belong nowhere, are left out.
/// [host]
std::vector<const Component*> usual_stages(const Kernel& kernel, BuildContext& build);

}  // namespace cryocosm
