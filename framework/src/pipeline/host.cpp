// Threads, progress and draws on behalf of components.
#include "pipeline/host.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace cryocosm {

void parallel_ranges(int threads, std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
  if (n == 0) return;
  // more threads than cores would only wait for each other
  tbb::task_arena arena(std::min(threads, tbb::info::default_concurrency()));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, n),
        [&](const tbb::blocked_range<std::size_t>& range) { body(range.begin(), range.end()); });
  });
}

ComponentRun::~ComponentRun() = default;

double ComponentRun::draw(std::string_view name, const Distribution& distribution) {
  Random stream = random_.child("draw").child(name);
  const double value = distribution.draw(stream);
  drawn_.emplace_back(name, value);
  return value;
}

void ComponentRun::progress(std::size_t done, std::size_t total) {
  const double own = total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total);
  host_.progress(share_.phase, (static_cast<double>(share_.index) + own) / static_cast<double>(share_.count));
}

}  // namespace cryocosm
