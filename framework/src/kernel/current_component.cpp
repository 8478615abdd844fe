// One pointer for each thread: a signal handler has no other way to learn whose code was interrupted.
#include "kernel/current_component.hpp"

namespace cryocosm {
namespace {

thread_local const Component* current = nullptr;

}  // namespace

const Component* current_component() noexcept { return current; }

InComponent::InComponent(const Component& component) noexcept : before_(current) { current = &component; }
InComponent::~InComponent() { current = before_; }

}  // namespace cryocosm
