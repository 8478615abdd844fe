// Two instances of one component: side by side on two threads, and one after the other is gone.
#include <exception>
#include <memory>
#include <thread>

#include "checks.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

constexpr std::uint64_t k_seed = 1, k_other_seed = 2;

// Runs both at the same time, each on a thread of its own. Throws what they throw.
std::pair<std::string, std::string> run_side_by_side(const Candidate& one, const Candidate& other) {
  std::pair<std::string, std::string> bytes;
  std::exception_ptr problem;
  std::thread beside([&] {
    try {
      bytes.second = other.run(k_other_seed, 1).bytes;
    } catch (...) {
      problem = std::current_exception();
    }
  });
  try {
    bytes.first = one.run(k_seed, 1).bytes;
  } catch (...) {
    problem = std::current_exception();
  }
  beside.join();
  if (problem) std::rethrow_exception(problem);
  return bytes;
}

}  // namespace

void check_instances(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = settings_that_vary(component.record.schema, best_settings(subject, component));
  if (!can_be_made(subject, component, params, findings)) return;
  const std::string alone = make_and_run(subject, component, params, k_seed, 1).bytes;
  const std::string other_alone = make_and_run(subject, component, params, k_other_seed, 1).bytes;

  const auto make = [&] { return std::make_unique<Candidate>(subject, component, params); };
  for (int round = 0; round < 3; ++round) {  // a race does not show each time
    auto first = make(), second = make();
    const auto [one, other] = run_side_by_side(*first, *second);
    findings.expect(one == alone && other == other_alone,
                    "two instances on two threads gave other bytes than each alone");
  }
  for (const bool first_goes_first : {true, false}) {
    auto first = make(), second = make();
    (first_goes_first ? first : second).reset();
    const Candidate& left = first_goes_first ? *second : *first;
    findings.expect(left.run(k_seed, 1).bytes == alone,
                    std::string("an instance gave other bytes once the one that was made ") +
                        (first_goes_first ? "before" : "after") + " it was destroyed");
  }
}

}  // namespace cryocosm::conformance
