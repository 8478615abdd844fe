// Components run on the kit's sample data: reproducibly, and without touching what is not theirs.
#include <gtest/gtest.h>

#include "checks.hpp"
#include "sample_data.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

// Makes the component and runs it, in a host of its own.
Trial make_and_run(const Subject& subject, const Component& component, const Value& params,
                   std::uint64_t seed, int threads) {
  KitBuild build(subject, k_grid);
  const void* const object = build.make(component, params);
  return run_trial(subject, component, object, params, build, seed, threads);
}

// Why the component cannot be made with `params`; empty when it can.
std::string cannot_be_made(const Subject& subject, const Component& component, const Value& params) {
  try {
    KitBuild build(subject, k_grid);
    build.make(component, params);
    return {};
  } catch (const Error& error) {
    return component.record.id + " cannot be made here: " + error.message() +
           "; give the kit a pipeline with its settings: --example=PIPELINE, or EXAMPLE in "
           "cryocosm_add_plugin()";
  }
}

// Whether some setting exists for which another seed gives other bytes.
bool depends_on_seed(const Subject& subject, const Component& component, const Value& params) {
  constexpr int k_seeds = 8;
  const Trial first = make_and_run(subject, component, params, 1, 1);
  for (std::uint64_t seed = 2; seed <= k_seeds; ++seed)
    if (make_and_run(subject, component, params, seed, 1).bytes != first.bytes) return true;
  return false;
}

// Random numbers may be asked for and not matter, such as noise of strength zero; then other settings show.
void check_seed_matters(const Subject& subject, const Component& component, const Value& params) {
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
  ADD_FAILURE() << "it asks for random numbers, but eight seeds and twenty settings gave the same bytes";
}

}  // namespace

void check_reproducible(const Subject& subject, const Component& component) {
  const Value params = settings_that_vary(component.record.schema, best_settings(subject, component));
  if (const std::string why = cannot_be_made(subject, component, params); !why.empty()) GTEST_SKIP() << why;

  const Trial first = make_and_run(subject, component, params, 1, 1);
  ASSERT_FALSE(first.bytes.empty()) << "nothing came out";
  // comparing inside EXPECT_TRUE, because EXPECT_EQ would print megabytes
  EXPECT_TRUE(make_and_run(subject, component, params, 1, 1).bytes == first.bytes)
      << "the same seed gave other bytes";
  EXPECT_TRUE(make_and_run(subject, component, params, 1, 4).bytes == first.bytes)
      << "four threads gave other bytes than one";
  if (first.used_random) check_seed_matters(subject, component, params);
}

void check_contained(const Subject& subject, const Component& component) {
  const Value params = best_settings(subject, component);
  if (const std::string why = cannot_be_made(subject, component, params); !why.empty()) GTEST_SKIP() << why;
  for (const int threads : {1, 4}) {
    const Trial trial = make_and_run(subject, component, params, 1, threads);
    EXPECT_EQ(trial.problems, std::vector<std::string>{}) << "on " << threads << " threads";
  }
}

}  // namespace cryocosm::conformance
