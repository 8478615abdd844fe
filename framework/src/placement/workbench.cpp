// Making the spaces of entries, and lending memory to threads.
#include "placement/workbench.hpp"

namespace cryocosm {

EntrySpace& Workbench::space(std::uint32_t entry) {
  if (!spaces_[entry]) spaces_[entry] = std::make_unique<EntrySpace>(entries[entry], entry, scene, interest_);
  return *spaces_[entry];
}

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
