// Acquisition stages that copy their input with one fault.
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "bad_components.hpp"

namespace bad {
namespace {

struct MakesInfinity {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext&) const {
    out.data[5] = INFINITY;
  }
};
struct ChangesInput {
  void operator()(const Dataset& in, const VoxelWindow<float>&, RunContext&) const {
    const_cast<float*>(in.voxels)[5] += 1;
  }
};
struct WritesBeyond {
  void operator()(const Dataset& in, const VoxelWindow<float>& out, RunContext&) const {
    out.data[in.grid.count()] = 1;
  }
};
struct SeesThreads {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext& run) const {
    run.parallel_for(1000, [&](std::size_t begin, std::size_t) { out.data[begin] += 1; });
  }
};

/// Has its eyes on the clock.
struct ReadsClock {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext&) const {
    constexpr std::time_t k_half_a_year_s = 182 * 24 * 3600;
    out.data[5] += static_cast<float>(std::time(nullptr) / k_half_a_year_s);
  }
};
struct UsesRand {
  void operator()(const Dataset&, const VoxelWindow<float>& out, RunContext&) const {
    out.data[5] += 1e-9F * static_cast<float>(std::rand());
  }
};
struct Leaks {
  void operator()(const Dataset&, const VoxelWindow<float>&, RunContext&) const {
    static std::atomic<char*> lost;
    lost = new char[4096];
  }
};
/// On data as large as those of a real run it takes its time, and does not listen meanwhile.
struct IgnoresCancellation {
  void operator()(const Dataset& in, const VoxelWindow<float>&, RunContext&) const {
    if (in.grid.size.x > 200) std::this_thread::sleep_for(std::chrono::milliseconds(1300));
  }
};

/// Counts its instances, and the result knows.
class SharesState final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Copies its input and counts instances."); }
  explicit SharesState(const NoParams&) { ++instances; }
  SharesState(const SharesState&) = delete;
  SharesState& operator=(const SharesState&) = delete;
  ~SharesState() override { --instances; }
  Ports ports() const override { return {DataKind::tomogram, DataKind::tomogram}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext&) const override {
    const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
    std::memcpy(result.data, in.voxels, in.grid.count() * sizeof(float));
    result.data[5] += static_cast<float>(instances);
  }

 private:
  static std::atomic<int> instances;
};
std::atomic<int> SharesState::instances{0};

}  // namespace

void add_stages(Registrar& plugin) {
  plugin.add<FaultyStage<MakesInfinity>>("bad.makes_infinity");
  plugin.add<FaultyStage<ChangesInput>>("bad.changes_input");
  plugin.add<FaultyStage<WritesBeyond>>("bad.writes_beyond");
  plugin.add<FaultyStage<SeesThreads>>("bad.sees_threads");
  plugin.add<FaultyStage<ReadsClock>>("bad.reads_clock");
  plugin.add<FaultyStage<UsesRand>>("bad.uses_rand");
  plugin.add<FaultyStage<Leaks>>("bad.leaks");
  plugin.add<FaultyStage<IgnoresCancellation>>("bad.ignores_cancellation");
  plugin.add<SharesState>("bad.shares_state");
}

}  // namespace bad
