// Builds transforms that follow another one: filaments.helix.
#pragma once

#include "cryocosm/error.hpp"
#include "helix.hpp"

namespace cryocosm::filaments::test {

/// Hands out the one component that they ask for.
class WithHelix final : public BuildContext {
 public:
  explicit WithHelix(const GridSpec& grid) : grid_(grid) {}
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override { throw Error(Code::defect, "there are no volumes"); }
  Imaging& imaging() override { throw Error(Code::defect, "there is no imaging"); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return false; }

 protected:
  const void* find_component(std::uint64_t) override { return static_cast<TransformGenerator*>(&helix_); }

 private:
  GridSpec grid_;
  Helix helix_{NoParams{}};
};

}  // namespace cryocosm::filaments::test
