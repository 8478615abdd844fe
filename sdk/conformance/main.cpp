// cryocosm-conformance: checks that a plugin keeps the promises of the SDK, each check a GoogleTest test.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks.hpp"
#include "cryocosm/export.hpp"

namespace cryocosm::conformance {
namespace {

constexpr int k_passed = 0, k_failed = 1, k_usage = 2, k_refused = 3;
constexpr std::string_view k_plugin_suite = "plugin";

constexpr std::string_view k_usage_text =
    R"(Usage: cryocosm-conformance FILE.cosm [--example=PIPELINE] [--list] [--gtest_filter=PATTERN ...]

Checks that a plugin keeps the promises of the SDK.

  --example=PIPELINE  take the settings of components from this pipeline instead of their defaults
  --list              print the names of the checks, one a line, and run none
  --gtest_...         options of GoogleTest; cryocosm-conformance FILE.cosm --gtest_help shows them
  --version           print the version
  --help              print this

Exit codes: 0 all passed, 1 a check failed, 2 wrong use, 3 the plugin cannot be loaded.
)";

struct Options {
  std::string file;
  std::string example;
  bool list = false;
};

class CheckTest final : public testing::Test {
 public:
  explicit CheckTest(std::function<void()> body) : body_(std::move(body)) {}
  void TestBody() override { body_(); }

 private:
  std::function<void()> body_;
};

void add_test(const std::string& suite, const char* name, std::function<void()> body) {
  testing::RegisterTest(suite.c_str(), name, nullptr, nullptr, __FILE__, __LINE__,
                        [body = std::move(body)]() -> testing::Test* { return new CheckTest(body); });
}

// Registers every check that applies and returns their full names.
std::vector<std::string> register_checks(const Subject& subject) {
  std::vector<std::string> names;
  for (const PluginCheck& check : plugin_checks()) {
    add_test(std::string(k_plugin_suite), check.name, [&subject, &check] { check.run(subject); });
    names.push_back(fmt::format("{}.{}", k_plugin_suite, check.name));
  }
  for (const Component* component : subject.components)
    for (const Check& check : component_checks()) {
      if (!applies(check, *component)) continue;
      add_test(component->record.id, check.name,
               [&subject, &check, component] { check.run(subject, *component); });
      names.push_back(fmt::format("{}.{}", component->record.id, check.name));
    }
  return names;
}

// A run that checks nothing must not look like a success.
bool ran_enough(std::size_t registered) {
  const testing::UnitTest& test = *testing::UnitTest::GetInstance();
  const auto ran = static_cast<std::size_t>(test.test_to_run_count());
  const std::string filter = testing::GTEST_FLAG(filter);
  const std::size_t expected = filter == "*" ? registered : 1;
  if (ran >= expected) return true;
  fmt::print(stderr, "cryocosm-conformance: {} of {} checks ran with --gtest_filter={}\n", ran, registered,
             filter);
  return false;
}

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    constexpr std::string_view example = "--example=";
    if (argument == "--list")
      options.list = true;
    else if (argument.substr(0, example.size()) == example)
      options.example = argument.substr(example.size());
    else if (argument.substr(0, 1) == "-") {
      fmt::print(stderr, "cryocosm-conformance: unknown option '{}'; see --help\n", argument);
      return std::nullopt;
    } else if (options.file.empty())
      options.file = argument;
    else {
      fmt::print(stderr, "cryocosm-conformance: one plugin at a time, not '{}' too\n", argument);
      return std::nullopt;
    }
  }
  if (options.file.empty()) {
    fmt::print(stderr, "cryocosm-conformance: name the plugin's file\n\n{}", k_usage_text);
    return std::nullopt;
  }
  return options;
}

int run(const Options& options) {
  Subject subject;
  load_subject(subject, options.file, options.example);
  if (!subject.refusal.empty()) {
    fmt::print(stderr, "{}\n", subject.refusal);
    return k_refused;
  }
  const std::vector<std::string> names = register_checks(subject);
  if (options.list) {
    for (const std::string& name : names) fmt::print("{}\n", name);
    return k_passed;
  }
  const bool passed = RUN_ALL_TESTS() == 0;
  if (testing::GTEST_FLAG(list_tests)) return k_passed;
  return ran_enough(names.size()) && passed ? k_passed : k_failed;
}

}  // namespace
}  // namespace cryocosm::conformance

int main(int argc, char** argv) {
  using namespace cryocosm::conformance;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "--probe-loading")
    return probe_loading(arguments[1], arguments[2]);
  for (const std::string& argument : arguments) {
    if (argument == "--help") return fmt::print("{}", k_usage_text), k_passed;
    if (argument == "--version") return fmt::print("cryocosm-conformance " CRYOCOSM_VERSION "\n"), k_passed;
  }
  testing::InitGoogleTest(&argc, argv);
  try {
    const std::optional<Options> options = read_options(argc, argv);
    return options ? run(*options) : k_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "cryocosm-conformance: {}\n", error.what());
    return k_failed;
  }
}
