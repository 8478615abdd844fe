// The progress bar: phase, share done, rate and remaining time, on a terminal only.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace cryocosm::cli {

/// Draws on stderr when that is a terminal, and nothing otherwise. update() may be called from any
/// thread and draws at most ten times a second.
class ProgressBar {
 public:
  explicit ProgressBar(bool enabled);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(std::string_view phase, double fraction);
  /// Removes the bar so that other text can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  bool enabled_;
  bool shown_ = false;
  std::string phase_;
  Clock::time_point phase_start_;
  Clock::time_point last_drawn_;
};

/// The line itself: "placing     [=====     ]  52 %   3.1 %/s   16 s left".
std::string progress_line(std::string_view phase, double fraction, double seconds);

}  // namespace cryocosm::cli
