// How long a component goes on after it was cancelled, while it is made and while it runs.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "checks.hpp"
#include "settings.hpp"
#include "stage_trial.hpp"
#include "transform_trial.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double k_limit_s = 1;
// Large enough that a stage that never asks whether it is cancelled goes on for seconds.
constexpr GridSpec k_large{{256, 192, 96}, 8};

/// A flag that is set after `delay`, and the time since then.
class Cancellation {
 public:
  explicit Cancellation(std::chrono::milliseconds delay) {
    if (delay.count() == 0) {
      set();
      return;
    }
    timer_ = std::thread([this, delay] {
      std::unique_lock<std::mutex> lock(mutex_);
      if (!ended_.wait_for(lock, delay, [this] { return has_ended_; })) set();
    });
  }
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;
  ~Cancellation() { end(); }

  const std::atomic<bool>& flag() const { return flag_; }
  /// Seconds since the flag was set; 0 when it was not set yet and never will be.
  double end() {
    const auto now = Clock::now();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      has_ended_ = true;
    }
    ended_.notify_all();
    if (timer_.joinable()) timer_.join();
    return flag_ ? std::chrono::duration<double>(now - set_at_).count() : 0;
  }

 private:
  void set() {
    set_at_ = Clock::now();
    flag_ = true;
  }

  std::atomic<bool> flag_{false};
  Clock::time_point set_at_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread timer_;
};

/// Work that looks at the flag, if it does what it should.
using Work = std::function<void(const std::atomic<bool>& cancel)>;

// Seconds that `work` goes on after it was cancelled. Errors are the business of other checks.
double seconds_after(std::chrono::milliseconds delay, const Work& work) {
  Cancellation cancellation(delay);
  try {
    work(cancellation.flag());
  } catch (const Error&) {
    // Cancelled, usually
  }
  return cancellation.end();
}

// The best of three counts: a busy machine may be slow once, a component that does not listen is each time.
void check_work(const char* what, const Work& work, Findings& findings) {
  for (const int delay_ms : {0, 50}) {
    double best_s = k_limit_s + 1;
    for (int i = 0; i < 3 && best_s > k_limit_s; ++i)
      best_s = std::min(best_s, seconds_after(std::chrono::milliseconds(delay_ms), work));
    findings.expect(
        best_s <= k_limit_s,
        fmt::format("{} went on for {:.1f} s after it was cancelled; call stop_if_cancelled() in loops", what,
                    best_s));
  }
}

// The longest thing that the host cannot interrupt: one structure's first units, asked for one by one.
void draw_units(const StructureGenerator& generator, const std::atomic<bool>& cancel) {
  Draw draw{Random(1)};
  const std::unique_ptr<Structure> structure = generator.draw(draw);
  Random random(1);
  for (std::size_t i = 0; i < 24 && !cancel; ++i)
    if (!structure->unit(i, random)) break;
}

void use(const Component& component, const void* object, const SampleDataset* large,
         const std::vector<SampleShape>& shapes, const std::atomic<bool>& cancel) {
  const std::string_view point = component.record.point.name;
  if (point == StructureGenerator::extends.name)
    return draw_units(*static_cast<const StructureGenerator*>(object), cancel);
  if (point == TransformGenerator::extends.name) {
    const SampleUnit sample;
    Random random(1);
    static_cast<const TransformGenerator*>(object)->first(SampleScene(), sample.unit, random);
    return;
  }
  if (point == Rasterizer::extends.name) {
    if (!shapes.empty()) run_rasterizer(*static_cast<const Rasterizer*>(object), {shapes.front()}, 1);
    return;
  }
  if (point == Exporter::extends.name) {
    KitRun run(1, 2);
    run.cancel = &cancel;
    run_exporter(*static_cast<const Exporter*>(object), run);
    return;
  }
  KitRun run(1, 2);
  run.cancel = &cancel;
  run_stage(*static_cast<const AcquisitionStage*>(object), *large, run);
}

std::unique_ptr<SampleDataset> large_input(const Component& component, const void* object) {
  if (component.record.point.name != std::string_view(AcquisitionStage::extends.name)) return nullptr;
  const DataKind in = static_cast<const AcquisitionStage*>(object)->ports().in;
  return sample_dataset(in == DataKind::any ? DataKind::tilt_series : in, k_large);
}

}  // namespace

void check_cancellation(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = best_settings(subject, component);
  if (!can_be_made(subject, component, params, findings)) return;
  check_work(
      "its constructor",
      [&](const std::atomic<bool>& cancel) {
        KitBuild build(subject, k_grid);
        build.cancel = &cancel;
        build.make(component, params);
      },
      findings);

  KitBuild build(subject, k_grid);
  const void* const object = build.make(component, params);
  const auto large = large_input(component, object);
  std::vector<SampleShape> shapes;
  if (component.record.point.name == std::string_view(Rasterizer::extends.name))
    shapes = sample_shapes(subject, static_cast<const Rasterizer*>(object)->kind(), build);
  check_work(
      "it",
      [&](const std::atomic<bool>& cancel) {
        build.cancel = &cancel;  // some keep these services for when they run
        use(component, object, large.get(), shapes, cancel);
      },
      findings);
  build.cancel = nullptr;
}

}  // namespace cryocosm::conformance
