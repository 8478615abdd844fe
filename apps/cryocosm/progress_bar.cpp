// Drawing the progress bar.
#include "progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace cryocosm::cli {

std::string progress_line(std::string_view phase, double fraction, double seconds) {
  constexpr int k_width = 30;
  fraction = std::clamp(fraction, 0.0, 1.0);
  const auto filled = static_cast<std::size_t>(k_width * fraction);
  std::string line =
      fmt::format("{:<10} [{:<{}}] {:3.0f} %", phase, std::string(filled, '='), k_width, 100 * fraction);
  if (fraction <= 0 || seconds < 0.2) return line;
  const double rate = fraction / seconds;
  const double left = (1 - fraction) / rate;
  return line + (left < 120 ? fmt::format("  {:.1f} %/s  {:.0f} s left", 100 * rate, left)
                            : fmt::format("  {:.2f} %/s  {:.0f} min left", 100 * rate, left / 60));
}

ProgressBar::ProgressBar(bool enabled) : enabled_(enabled && ::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::update(std::string_view phase, double fraction) {
  if (!enabled_) return;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (phase != phase_) {
    phase_ = phase;
    phase_start_ = now;
  } else if (shown_ && fraction < 1 && now - last_drawn_ < std::chrono::milliseconds(100)) {
    return;
  }
  last_drawn_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - phase_start_).count();
  const std::string line = "\r\033[K" + progress_line(phase, fraction, seconds);
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

void ProgressBar::clear() {
  const std::lock_guard lock(mutex_);
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace cryocosm::cli
