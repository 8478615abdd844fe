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

/// Everything is borrowed and must outlive it. [any]
class WholeRun final : public FinishedRun {
 public:
  WholeRun(const PipelineSpec& spec, const std::vector<PlacementEntry>& entries,
           const std::vector<LabelInfo>& labels, const Ledger& ledger, const Phantom& phantom,
           const Acquired& acquired);
  ~WholeRun() override;

  std::string_view name() const override { return spec_.name; }
  std::uint64_t seed() const override { return spec_.seed; }
  const GridSpec& grid() const override { return phantom_.grid; }
  const float* density() const override { return phantom_.density.data(); }
  const std::uint16_t* labels() const override { return phantom_.labels.data(); }
  const std::uint32_t* instances() const override { return phantom_.instances.data(); }
  Span<const PlacedUnit> units() const override { return view(ledger_.units); }
  Span<const ChainInfo> chains() const override { return view(chains_); }
  Span<const LabelInfo> label_table() const override { return view(labels_); }
  const Dataset* tilt_series() const override { return tilt_series_ ? &*tilt_series_ : nullptr; }
  const Dataset* tomogram() const override { return tomogram_ ? &*tomogram_ : nullptr; }
  const Surface* surface(const PlacedUnit& unit) const override {
    return ledger_.surfaces[unit.instance - 1].get();
  }
  void unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const override;

 private:
  const PipelineSpec& spec_;
  const std::vector<PlacementEntry>& entries_;
  const std::vector<LabelInfo>& labels_;
  const Ledger& ledger_;
  const Phantom& phantom_;
  std::vector<ChainInfo> chains_;
  std::optional<Dataset> tilt_series_;
  std::optional<Dataset> tomogram_;
};

}  // namespace cryocosm
