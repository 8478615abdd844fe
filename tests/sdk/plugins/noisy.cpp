// A plugin that prints, takes its time, changes rounding and starts a thread while it is loaded, and exports
// too much.
#include <cfenv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include "cryocosm/plugin.hpp"

extern "C" CRYOCOSM_API int second_symbol;
int second_symbol = 1;

namespace {

using namespace cryocosm;

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Noise {
  Noise() {
    std::puts("hello from a plugin");
    std::fesetround(FE_UPWARD);
    std::thread([] { std::this_thread::sleep_for(std::chrono::hours(1)); }).detach();
    const double start_s = processor_s();
    while (processor_s() < start_s + 0.15) {
    }
  }
} noise;

class Nothing final : public Exporter {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Writes one empty file."); }
  explicit Nothing(const NoParams&) {}
  void write(const FinishedRun&, OutputFolder&, RunContext&) const override {}
};

}  // namespace

CRYOCOSM_PLUGIN("org.example.noisy", "1.0.0", plugin) { plugin.add<Nothing>("noisy.nothing"); }
