// The loop over checks, on as many threads as there may be processes.
#include "runner.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace cryocosm::conformance {
namespace {

bool names(const std::string& wanted, const CheckName& check) {
  return wanted == check.check || wanted == check.component || wanted == check.full();
}

}  // namespace

std::vector<CheckName> select(const std::vector<CheckName>& checks, const std::vector<std::string>& wanted,
                              std::string& unknown) {
  if (wanted.empty()) return checks;
  for (const std::string& one : wanted)
    if (std::none_of(checks.begin(), checks.end(),
                     [&](const CheckName& check) { return names(one, check); })) {
      unknown = one;
      return {};
    }
  std::vector<CheckName> selected;
  std::copy_if(checks.begin(), checks.end(), std::back_inserter(selected), [&](const CheckName& check) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const std::string& one) { return names(one, check); });
  });
  return selected;
}

Results run_checks(const Options& options, const Listing& listing, const std::vector<CheckName>& checks) {
  Results results{options.file, listing.plugin_id, listing.plugin_version,
                  std::vector<CheckResult>(checks.size())};
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr problem;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < checks.size(); i = next++)
        results.checks[i] = make_check(options, checks[i]);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex);
      problem = std::current_exception();
    }
  };
  const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::thread> workers;
  for (int i = options.jobs > 0 ? options.jobs : cores; i > 0; --i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (problem) std::rethrow_exception(problem);
  return results;
}

}  // namespace cryocosm::conformance
