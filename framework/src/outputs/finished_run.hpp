// A finished run as exporters see it: a view of what the phases left.
#pragma once

#include <optional>
#include <vector>

#include "acquisition/acquisition_runner.hpp"
#include "config/pipeline_spec.hpp"
#include "cryocosm/exporter.hpp"
#include "painting/painter.hpp"
#include "placement/engine.hpp"

namespace cryocosm {

/// Everything is borrowed and must outlive it. A phantom without voxels is none. [any]
class WholeRun final : public FinishedRun {
 public:
  WholeRun(const PipelineSpec& spec, const std::vector<PlacementEntry>& entries,
           const std::vector<LabelInfo>& labels, const Ledger& ledger, const Phantom& phantom,
           const Acquired& acquired);
  ~WholeRun() override;

  std::string_view name() const override { return spec_.name; }
  std::uint64_t seed() const override { return spec_.seed; }
  const GridSpec& grid() const override { return phantom_.grid; }
  const float* density() const override { return voxels_or_null(phantom_.density); }
  const std::uint16_t* labels() const override { return voxels_or_null(phantom_.labels); }
  const std::uint32_t* instances() const override { return voxels_or_null(phantom_.instances); }
  Span<const PlacedUnit> units() const override { return view(ledger_.units); }
  Span<const ChainInfo> chains() const override { return view(chains_); }
  Span<const LabelInfo> label_table() const override { return view(labels_); }
  const Dataset* tilt_series() const override { return tilt_series_ ? &*tilt_series_ : nullptr; }
  const Dataset* tomogram() const override { return tomogram_ ? &*tomogram_ : nullptr; }
  const Surface* surface(const PlacedUnit& unit) const override {
    return ledger_.surfaces[unit.instance - 1].get();
  }
  const Dataset* tilt_series_half(int half) const override { return half_of(tilt_series_halves_, half); }
  const Dataset* tomogram_half(int half) const override { return half_of(tomogram_halves_, half); }
  void unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const override;

 private:
  template <class T>
  static const T* voxels_or_null(const std::vector<T>& voxels) {
    return voxels.empty() ? nullptr : voxels.data();
  }
  static const Dataset* half_of(const std::vector<Dataset>& halves, int half) {
    return half >= 0 && static_cast<std::size_t>(half) < halves.size()
               ? &halves[static_cast<std::size_t>(half)]
               : nullptr;
  }

  const PipelineSpec& spec_;
  const std::vector<PlacementEntry>& entries_;
  const std::vector<LabelInfo>& labels_;
  const Ledger& ledger_;
  const Phantom& phantom_;
  std::vector<ChainInfo> chains_;
  std::optional<Dataset> tilt_series_;
  std::optional<Dataset> tomogram_;
  std::vector<Dataset> tilt_series_halves_, tomogram_halves_;
};

}  // namespace cryocosm
