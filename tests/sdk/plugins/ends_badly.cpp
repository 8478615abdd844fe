// A plugin whose components end the process, or never end, for the tests of the kit and of the program.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include "cryocosm/plugin.hpp"

namespace {

using namespace cryocosm;

/// A stage for whatever comes in, which does something instead of its work.
template <class End>
class EndingStage final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Ends badly."); }
  explicit EndingStage(const NoParams&) {}
  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset&, AcquisitionOutput&, RunContext&) const override { End()(); }
};

struct Hangs {
  void operator()() const {
    for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
  }
};
struct Exits {
  void operator()() const { std::exit(0); }
};
struct Crashes {
  void operator()() const { std::raise(SIGSEGV); }
};
struct Terminates {
  void operator()() const { std::terminate(); }
};
struct Refuses {
  void operator()() const { throw DataError("this is not what was expected"); }
};

}  // namespace

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<EndingStage<Hangs>>("ends_badly.hangs");
  plugin.add<EndingStage<Exits>>("ends_badly.exits");
  plugin.add<EndingStage<Crashes>>("ends_badly.crashes");
  plugin.add<EndingStage<Terminates>>("ends_badly.terminates");
  plugin.add<EndingStage<Refuses>>("ends_badly.refuses");
}
