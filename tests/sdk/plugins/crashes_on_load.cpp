// A plugin that crashes while it is loaded.
#include <csignal>

#include "cryocosm/plugin.hpp"

namespace {

using namespace cryocosm;

const int crash = std::raise(SIGSEGV);

class Nothing final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Is never reached."); }
  explicit Nothing(const NoParams&) {}
  void write(const FinishedRun&, OutputFolder&, RunContext&) const override {}
};

}  // namespace

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) { plugin.add<Nothing>("crashes.nothing"); }
