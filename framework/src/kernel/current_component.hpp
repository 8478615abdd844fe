// The component whose code a thread is in, for messages about how a process ended.
#pragma once

namespace cryocosm {

struct Component;

/// Null outside of all components. Safe in signal handlers. [any]
const Component* current_component() noexcept;

/// Makes `component` the current one of this thread while it lives.
class InComponent {
 public:
  explicit InComponent(const Component& component) noexcept;
  InComponent(const InComponent&) = delete;
  InComponent& operator=(const InComponent&) = delete;
  ~InComponent();

 private:
  const Component* before_;
};

}  // namespace cryocosm
