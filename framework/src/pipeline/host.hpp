// The host's services, as components see them while they are built and while they run.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "cryocosm/run_context.hpp"
#include "kernel/kernel.hpp"
#include "outputs/output_folder.hpp"

namespace cryocosm {

/// What a run needs from its surroundings. Everything is borrowed and outlives the run.
struct Host {
  Volumes* volumes = nullptr;
  Imaging* imaging = nullptr;
  Cache* cache = nullptr;  ///< null = nothing is kept between runs
  int threads = 1;
  const std::atomic<bool>* cancel = nullptr;  ///< set by Ctrl-C; null = never
  std::function<void(LogLevel, std::string_view)> log = [](LogLevel, std::string_view) {};
  /// Phase ("placing", ...), and how much of it is done, in [0, 1]. Called from any thread.
  std::function<void(std::string_view phase, double fraction)> progress = [](std::string_view, double) {};

  bool cancelled() const noexcept { return cancel != nullptr && cancel->load(std::memory_order_relaxed); }
};

/// Disjoint ranges that cover [0, n) on `threads` threads (oneTBB). [any]
void parallel_ranges(int threads, std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body);

/// The part that building and running share; Base is BuildContext or RunContext.
template <class Base>
class HostServices : public Base {
 public:
  explicit HostServices(const Host& host) : host_(host) {}
  Volumes& volumes() override { return *host_.volumes; }
  Imaging& imaging() override { return *host_.imaging; }
  void log(LogLevel level, std::string_view text) override { host_.log(level, text); }
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    parallel_ranges(host_.threads, n, body);
  }
  bool cancelled() const noexcept override { return host_.cancelled(); }

 protected:
  void* find_service(std::string_view id) override { return id == Cache::k_service ? host_.cache : nullptr; }

  const Host& host_;
};

/// What one component drew while it ran.
using DrawnValues = std::vector<std::pair<std::string, double>>;

/// Texts that one component left.
using Notes = std::vector<std::pair<std::string, std::string>>;

/// Given to acquisition stages and exporters. `phase` and the share of it that this component makes up
/// turn its progress into the run's.
class ComponentRun final : public HostServices<RunContext> {
 public:
  struct Share {
    std::string phase;
    std::size_t index = 0, count = 1;
  };
  ComponentRun(const Host& host, const Random& random, StagedFolder& folder, Share share, DrawnValues& drawn,
               Notes* notes = nullptr)
      : HostServices(host),
        random_(random),
        folder_(folder),
        share_(std::move(share)),
        drawn_(drawn),
        notes_(notes) {}
  ~ComponentRun() override;

  Random random() const override { return random_; }
  double draw(std::string_view name, const Distribution& distribution) override;
  void note(std::string_view name, std::string_view text) override {
    if (notes_ != nullptr) notes_->emplace_back(name, text);
  }
  void progress(std::size_t done, std::size_t total) override;
  std::string scratch_folder() override { return folder_.scratch().string(); }

 private:
  Random random_;
  StagedFolder& folder_;
  Share share_;
  DrawnValues& drawn_;
  Notes* notes_;  ///< null = nobody wants them
};

}  // namespace cryocosm
