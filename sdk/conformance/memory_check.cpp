// Memory that is in use after rounds of making, using and destroying a component.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "checks.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

// Bytes that were handed out by malloc and not given back, over all of its arenas.
std::int64_t bytes_in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return static_cast<std::int64_t>(info.uordblks) + static_cast<std::int64_t>(info.hblkhd);
}

}  // namespace

void check_memory(const Subject& subject, const Component& component, Findings& findings) {
  // What is kept once, such as a table or a cache, stops growing; a leak goes on in every window. What malloc
  // and the host's libraries keep shifts by up to two kilobytes, most of it whatever the number of rounds.
  constexpr std::int64_t k_noise_bytes = 4096, k_noise_of_round_bytes = 256;
  constexpr double k_window_s = 0.3;
  constexpr int k_most_rounds = 32;
  using Clock = std::chrono::steady_clock;
  const Value params = best_settings(subject, component);
  if (!can_be_made(subject, component, params, findings)) return;
  if (bytes_in_use() == 0) return findings.skip("this build's malloc does not count what it hands out");
  // on one thread, because threads keep memory of their own
  const auto round = [&] { Candidate(subject, component, params, 1).run(1, 1); };

  round();
  const auto start = Clock::now();
  round();
  const double round_s = std::chrono::duration<double>(Clock::now() - start).count();
  const int rounds = std::clamp(static_cast<int>(k_window_s / std::max(round_s, 1e-6)), 2, k_most_rounds);

  std::array<std::int64_t, 3> growth{};
  for (std::int64_t& grown : growth) {
    const std::int64_t before = bytes_in_use();
    for (int i = 0; i < rounds; ++i) round();
    grown = bytes_in_use() - before;
  }
  const std::int64_t least = *std::min_element(growth.begin(), growth.end());
  findings.expect(
      least <= k_noise_bytes + k_noise_of_round_bytes * rounds,
      fmt::format("{} rounds of making, using and destroying it leave {} bytes or more behind each time",
                  rounds, least));
}

}  // namespace cryocosm::conformance
