// Acquisition stages that change what belongs to the whole process.
#include <fcntl.h>

#include <cfenv>
#include <chrono>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "bad_components.hpp"

namespace bad {
namespace {

struct Prints {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const { std::puts("almost done"); }
};
struct ChangesLocale {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    std::setlocale(LC_ALL, "C.UTF-8");
  }
};
struct ChangesRounding {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    std::fesetround(FE_UPWARD);
  }
};
struct LeavesThread {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    // one is enough, and more would look like a leak of memory
    static const bool is_started = [] {
      std::thread([] { std::this_thread::sleep_for(std::chrono::hours(1)); }).detach();
      return true;
    }();
    static_cast<void>(is_started);
  }
};
struct LeavesFile {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    static_cast<void>(::open("/dev/null", O_RDONLY));
  }
};
struct IgnoresSignal {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    std::signal(SIGHUP, SIG_IGN);
  }
};
struct SetsVariable {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    ::setenv("BREAKS_PROMISES", "yes", 1);
  }
};

}  // namespace

void add_side_effects(Registrar& plugin) {
  plugin.add<FaultyStage<Prints>>("bad.prints");
  plugin.add<FaultyStage<ChangesLocale>>("bad.changes_locale");
  plugin.add<FaultyStage<ChangesRounding>>("bad.changes_rounding");
  plugin.add<FaultyStage<LeavesThread>>("bad.leaves_thread");
  plugin.add<FaultyStage<LeavesFile>>("bad.leaves_file");
  plugin.add<FaultyStage<IgnoresSignal>>("bad.ignores_signal");
  plugin.add<FaultyStage<SetsVariable>>("bad.sets_variable");
}

}  // namespace bad
