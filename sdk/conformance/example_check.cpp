// The example pipeline, run as the program runs it.
#include <fmt/format.h>

#include "checks.hpp"
#include "config/diagnostics.hpp"
#include "kit_host.hpp"
#include "pipeline/run.hpp"

namespace cryocosm::conformance {
namespace {

void run_example(const Subject& subject, Findings& findings) {
  PipelineSpec spec = *subject.example;
  const KitServices services;
  Host host;
  host.volumes = services.volumes.get();
  host.imaging = services.imaging.get();
  host.threads = 2;
  const TemporaryFolder folder;
  try {
    const Plan plan = make_plan(spec, subject.kernel, host, std::nullopt);
    run_pipeline(plan, subject.kernel, host, {folder.path() / "run", false});
    findings.expect(std::filesystem::exists(folder.path() / "run" / k_run_record),
                    fmt::format("it left no {}", k_run_record));
  } catch (const ConfigError& error) {
    findings.add(to_text(error.diagnostics()));
  } catch (const Error& error) {
    findings.add(code_name(error.code()) + ": " + error.message());
  }
}

}  // namespace

void check_example(const Subject& subject, Findings& findings) {
  if (!subject.example)
    return findings.skip("no pipeline was given: --example=PIPELINE, or EXAMPLE in cryocosm_add_plugin()");
  run_example(subject, findings);
}

}  // namespace cryocosm::conformance
