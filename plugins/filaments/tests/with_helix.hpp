// Builds transforms that follow another one: filaments.helix.
#pragma once

#include "helix.hpp"
#include "with_component.hpp"

namespace cryocosm::filaments::test {

/// Hands out the one component that they ask for.
class WithHelix final : public WithComponent<TransformGenerator> {
 public:
  explicit WithHelix(const GridSpec& grid) : WithComponent(grid, helix_) {}

 private:
  Helix helix_{NoParams{}};
};

}  // namespace cryocosm::filaments::test
