// What a component leaves behind in the process while it is made, used and destroyed.
#include <memory>

#include "checks.hpp"
#include "printed_output.hpp"
#include "process_state.hpp"
#include "sample_data.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

// Adds what changed since `before`, and begins anew from here.
void report_changes(const char* when, ProcessState& before, Findings& findings) {
  for (const std::string& change : changes_since(before)) findings.add(std::string(when) + " it, " + change);
  before = process_state();
}

// Services that have threads or files of their own get them now, not while the component is watched.
void warm_up_services() {
  const KitServices services;
  Volume volume{k_grid, std::vector<float>(k_grid.count(), 1.0F)};
  services.imaging->gaussian(volume, 10);
  services.imaging->radial_filter(volume, [](double) { return 0.5; });
  services.imaging->resample(volume, 12);
  for (const char* const suffix : {".mrc", ".nrrd", ".nii.gz"}) {
    const TemporaryFolder folder;
    const std::string file = (folder.path() / ("volume" + std::string(suffix))).string();
    services.volumes->write(file, {volume.voxels.data(), PixelType::float32, volume.grid});
    services.volumes->read(file);
  }
}

}  // namespace

void check_side_effects(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = best_settings(subject, component);
  warm_up_services();
  {
    const PrintedOutput printed;
    ProcessState before = process_state();
    if (!can_be_made(subject, component, params, findings)) return;
    report_changes("making", before, findings);
    auto candidate = std::make_unique<Candidate>(subject, component, params);
    report_changes("making", before, findings);
    candidate->run(1, 1);
    report_changes("using", before, findings);
    candidate.reset();
    report_changes("destroying", before, findings);
    const std::string text = printed.text();
    findings.expect(text.empty(), "it printed '" + text.substr(0, 200) +
                                      "'; what there is to say goes to log() of the host's services");
  }
}

}  // namespace cryocosm::conformance
