// Builds components that use another one: hands out the one that it is given.
#pragma once

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments::test {

/// Interface is the extension point of the component, which is borrowed.
template <class Interface>
class WithComponent : public BuildContext {
 public:
  WithComponent(const GridSpec& grid, const Interface& component) : grid_(grid), component_(component) {}
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override { throw Error(Code::defect, "there are no volumes"); }
  Imaging& imaging() override { throw Error(Code::defect, "there is no imaging"); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return false; }

 protected:
  const void* find_component(std::uint64_t) override { return &component_; }

 private:
  GridSpec grid_;
  const Interface& component_;
};

}  // namespace cryocosm::filaments::test
