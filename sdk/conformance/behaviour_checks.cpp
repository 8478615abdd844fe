// Components run on the kit's sample data: reproducibly, and without touching what is not theirs.
#include <filesystem>

#include "checks.hpp"
#include "other_time.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

// Whether some setting exists for which another seed gives other bytes.
bool depends_on_seed(const Subject& subject, const Component& component, const Value& params) {
  constexpr int k_seeds = 8;
  const Trial first = make_and_run(subject, component, params, 1, 1);
  for (std::uint64_t seed = 2; seed <= k_seeds; ++seed)
    if (make_and_run(subject, component, params, seed, 1).bytes != first.bytes) return true;
  return false;
}

// Random numbers may be asked for and not matter, such as noise of strength zero; then other settings show.
void check_seed_matters(const Subject& subject, const Component& component, const Value& params,
                        Findings& findings) {
  if (depends_on_seed(subject, component, params)) return;
  Random random(7);
  for (int i = 0; i < 20; ++i) {
    const Value settings = random_settings(subject, component.record.schema, random);
    try {
      if (component.record.first_broken_rule(settings) < 0 && depends_on_seed(subject, component, settings))
        return;
    } catch (const Error&) {
      // refused; another setting will do
    }
  }
  findings.add("it asks for random numbers, but eight seeds and twenty settings gave the same bytes");
}

}  // namespace

void check_reproducible(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = settings_that_vary(component.record.schema, best_settings(subject, component));
  if (!can_be_made(subject, component, params, findings)) return;

  const Trial first = make_and_run(subject, component, params, 1, 1);
  if (!findings.expect(!first.bytes.empty(), "nothing came out")) return;
  const auto is_same = [&](int threads) {
    return make_and_run(subject, component, params, 1, threads).bytes == first.bytes;
  };
  findings.expect(is_same(1), "the same seed gave other bytes");
  findings.expect(is_same(4), "four threads gave other bytes than one");
  {
    const OtherTime next_year;
    findings.expect(is_same(1), "the same seed gave other bytes on another day: it reads the clock");
  }
  if (first.used_random) check_seed_matters(subject, component, params, findings);
}

void check_contained(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = best_settings(subject, component);
  if (!can_be_made(subject, component, params, findings)) return;
  for (const int threads : {1, 4}) {
    Candidate candidate(subject, component, params);
    findings.add(candidate.run(1, threads).problems);
    if (threads == 1 && findings.verdict() == Verdict::passed) findings.add(candidate.partner_problems());
  }
  // the working folder of a check is empty to begin with
  findings.expect(std::filesystem::is_empty("."), "it wrote files into the working folder");
}

}  // namespace cryocosm::conformance
