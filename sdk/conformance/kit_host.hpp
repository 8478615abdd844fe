// The host that the kit plays for a component: services, real threads, random streams that are watched.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"
#include "subject.hpp"
#include "temporary_folder.hpp"

namespace cryocosm::conformance {

/// Calls `body` for pieces of [0, n) on `threads` threads; how it is cut depends on their number.
void split_over_threads(std::size_t n, int threads, FunctionRef<void(std::size_t, std::size_t)> body);

/// The host's volumes and imaging, made once for each use.
struct KitServices {
  KitServices();
  ~KitServices();
  std::unique_ptr<Volumes> volumes;
  std::unique_ptr<Imaging> imaging;
};

/// Builds components and owns those that others refer to. Handles are positions in its own list.
class KitBuild final : public BuildContext {
 public:
  KitBuild(const Subject& subject, const GridSpec& grid) : subject_(subject), grid_(grid) {}
  ~KitBuild() override;
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override { return *services_.volumes; }
  Imaging& imaging() override { return *services_.imaging; }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    split_over_threads(n, threads, body);
  }
  bool cancelled() const noexcept override { return cancel != nullptr && *cancel; }

  int threads = 2;
  const std::atomic<bool>* cancel = nullptr;  ///< null = never

  /// Makes `component` with `params`, whose references are made first. What it throws comes through
  /// as it is. The object lives as long as this.
  const void* make(const Component& component, const Value& params);

 protected:
  const void* find_component(std::uint64_t handle) override;

 private:
  struct Made {
    void* object;
    void (*destroy)(void*) noexcept;
  };
  void resolve(const SchemaInfo& schema, Value& params);
  std::uint64_t resolve_reference(const Value& reference);

  const Subject& subject_;
  GridSpec grid_;
  KitServices services_;
  std::vector<Made> made_;
};

/// Runs components. `asked_for_random` tells whether they used any random number.
class KitRun final : public RunContext {
 public:
  KitRun(std::uint64_t seed, int threads) : random_(seed), threads_(threads) {}
  ~KitRun() override;
  Volumes& volumes() override { return *services_.volumes; }
  Imaging& imaging() override { return *services_.imaging; }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    split_over_threads(n, threads_, body);
  }
  bool cancelled() const noexcept override { return cancel != nullptr && *cancel; }
  Random random() const override;
  double draw(std::string_view name, const Distribution& distribution) override;
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override;

  bool asked_for_random() const { return asked_for_random_; }

  const std::atomic<bool>* cancel = nullptr;  ///< null = never

 private:
  Random random_;
  int threads_;
  KitServices services_;
  std::optional<TemporaryFolder> scratch_;
  mutable std::atomic<bool> asked_for_random_{false};
};

}  // namespace cryocosm::conformance
