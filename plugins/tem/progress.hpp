// Counts finished parts of a parallel loop, reports them, and stops the loop when the user asks.
#pragma once

#include <atomic>
#include <cstddef>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

/// One for each loop; `next()` is called by every thread after each part. [any]
class Progress {
 public:
  Progress(RunContext& run, std::size_t total) : run_(run), total_(total) {}
  /// Throws Cancelled.
  void next() {
    run_.progress(++done_, total_);
    run_.stop_if_cancelled();
  }

 private:
  RunContext& run_;
  const std::size_t total_;
  std::atomic<std::size_t> done_{0};
};

}  // namespace cryocosm::tem
