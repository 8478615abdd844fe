// A small host for unit tests of components: serial loops, an empty scene, services that refuse.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm::testing {

/// An empty scene of the given grid, all of it free.
class CRYOCOSM_API EmptyScene final : public SceneView {
 public:
  explicit EmptyScene(const GridSpec& grid) : grid_(grid) {}  ///< of the volume to place in
  ~EmptyScene() override;
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return attempt_number; }
  bool is_free(Vec3 p) const override;
  std::optional<Pose> random_pose(const Unit& unit, Random& random) const override;
  Span<const PlacedUnit> units(std::string_view) const override { return {}; }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {}; }

  std::uint64_t attempt_number = 0;

 private:
  GridSpec grid_;
};

/// Keeps what an acquisition stage allocates.
class CRYOCOSM_API KeptOutput final : public AcquisitionOutput {
 public:
  ~KeptOutput() override;
  VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) override;
  VoxelWindow<float> allocate_half(int half) override;
  /// What the stage made, for the next stage; valid as long as this.
  Dataset dataset(DataKind kind, const GridSpec& specimen) const;

  Volume volume;
  std::array<std::vector<float>, 2> halves;  ///< empty unless the stage made them
  std::vector<Tilt> tilts;
  Contrast contrast = Contrast::protein_bright;
};

/// Builds and runs components on one thread. volumes() and imaging() throw unless they are given.
class CRYOCOSM_API TestBuild final : public BuildContext {
 public:
  /// Services, if given, must outlive this.
  explicit TestBuild(const GridSpec& grid, Volumes* volumes = nullptr, Imaging* imaging = nullptr)
      : grid_(grid), volumes_(volumes), imaging_(imaging) {}
  ~TestBuild() override;
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override;
  Imaging& imaging() override;
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return false; }

 protected:
  const void* find_component(std::uint64_t) override { return nullptr; }

 private:
  GridSpec grid_;
  Volumes* volumes_;
  Imaging* imaging_;
};

/// The same for what runs: stages and exporters. Everything is drawn from `seed`.
class CRYOCOSM_API TestRun final : public RunContext {
 public:
  /// Services, if given, must outlive this.
  explicit TestRun(std::uint64_t seed = 1, Volumes* volumes = nullptr, Imaging* imaging = nullptr)
      : random_(seed), volumes_(volumes), imaging_(imaging) {}
  ~TestRun() override;
  Volumes& volumes() override;
  Imaging& imaging() override;
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return is_cancelled; }
  Random random() const override { return random_; }
  double draw(std::string_view name, const Distribution& distribution) override;
  void note(std::string_view name, std::string_view text) override;
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override;

  bool is_cancelled = false;  ///< set it to test that a component stops
  std::vector<std::pair<std::string, std::string>> notes;  ///< names and texts, in their order

 private:
  Random random_;
  Volumes* volumes_;
  Imaging* imaging_;
};

}  // namespace cryocosm::testing
