// Lending memory to threads.
#include "placement/workbench.hpp"

namespace cryocosm {

std::unique_ptr<GrowerMemory> Workbench::borrow() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto memory = std::move(idle_.back());
      idle_.pop_back();
      return memory;
    }
  }
  return std::make_unique<GrowerMemory>(scene.grid().size);
}

void Workbench::give_back(std::unique_ptr<GrowerMemory> memory) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(memory));
}

}  // namespace cryocosm
