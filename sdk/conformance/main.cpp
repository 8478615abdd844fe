// cryocosm-conformance: checks that a plugin keeps the promises of the SDK. This process never loads it.
#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "checks.hpp"
#include "cryocosm/export.hpp"
#include "one_check.hpp"
#include "options.hpp"
#include "printed.hpp"
#include "runner.hpp"

namespace cryocosm::conformance {
namespace {

int run(const Options& options) {
  const Listing listing = list_checks(options);
  if (!listing.refusal.empty()) {
    fmt::print(stderr, "{}\n", listing.refusal);
    return k_refused;
  }
  std::string unknown;
  const std::vector<CheckName> checks = select(listing.checks, options.wanted, unknown);
  if (!unknown.empty()) {
    fmt::print(stderr,
               "cryocosm-conformance: --check={} names no check and no component of {}; --list shows them\n",
               unknown, listing.plugin_id);
    return k_usage;
  }
  if (options.list) {
    for (const CheckName& check : checks) fmt::print("{}\n", check.full());
    return k_passed;
  }
  const Results results = run_checks(options, listing, checks);
  fmt::print("{}", options.json ? to_json(results) : to_table(results));
  return count(results, Verdict::failed) == 0 ? k_passed : k_failed;
}

int main(const std::vector<std::string>& arguments) {
  if (arguments.size() == 3 && arguments[0] == "--probe-loading")
    return probe_loading(arguments[1], arguments[2]);
  for (const std::string& argument : arguments) {
    if (argument == "--help") return fmt::print("{}", k_usage_text), k_passed;
    if (argument == "--version") return fmt::print("cryocosm-conformance " CRYOCOSM_VERSION "\n"), k_passed;
  }
  const std::optional<Options> options = read_options(arguments);
  if (!options) return k_usage;
  if (!options->here) return run(*options);
  return options->list ? list_here(*options) : check_here(*options);
}

}  // namespace
}  // namespace cryocosm::conformance

int main(int argc, char** argv) {
  try {
    return cryocosm::conformance::main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    fmt::print(stderr, "cryocosm-conformance: {}\n", error.what());
    return cryocosm::conformance::k_failed;
  }
}
