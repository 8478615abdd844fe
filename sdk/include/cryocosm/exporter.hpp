// Exporters (the paper's Q_o): write the finished run in one ecosystem's form.
#pragma once

#include <string>
#include <string_view>

#include "cryocosm/acquisition.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm {

/// One class label; labels run from 1 in pipeline order whether or not anything was placed.
struct LabelInfo {
  std::uint32_t label = 0;
  std::uint32_t entry = 0;
  std::string_view name;
  std::string_view component;
};

/// One placed chain.
struct ChainInfo {
  std::uint32_t chain = 0;
  std::uint32_t entry = 0;
  std::uint32_t first_unit = 0;  ///< index into units()
  std::uint32_t unit_count = 0;
  bool has_centerline = false;
};

/// A finished run, read only. Volumes are x fastest on grid(). [any]
class CRYOCOSM_API FinishedRun {
 public:
  virtual ~FinishedRun();
  virtual std::string_view name() const = 0;  ///< of the pipeline; names the tomogram in lists
  virtual std::uint64_t seed() const = 0;     ///< of the pipeline
  virtual const GridSpec& grid() const = 0;   ///< of the phantom
  /// The phantom; all three are null in a run that started in the middle, with a file of another program.
  virtual const float* density() const = 0;
  virtual const std::uint16_t* labels() const = 0;     ///< class of each voxel, 0 = none; see label_table()
  virtual const std::uint32_t* instances() const = 0;  ///< PlacedUnit::instance of each voxel, 0 = none
  virtual Span<const PlacedUnit> units() const = 0;    ///< in the order of instances
  virtual Span<const ChainInfo> chains() const = 0;    ///< in the order of chains
  virtual const Surface* surface(const PlacedUnit& unit) const = 0;  ///< null when it offers none
  virtual Span<const LabelInfo> label_table() const = 0;             ///< every class and part of the pipeline
  virtual const Dataset* tilt_series() const = 0;  ///< the last one made; null when there is none
  virtual const Dataset* tomogram() const = 0;     ///< the last one made; null when there is none
  /// Half 0 or 1 (even and odd frames) of the two above; null when no stage made halves.
  virtual const Dataset* tilt_series_half(int half) const;
  virtual const Dataset* tomogram_half(int half) const;  ///< see tilt_series_half()
  /// What a unit excludes, drawn in its own frame (identity rotation, origin at voxel N/2 of the
  /// cubic `grid`), for meshes: writes grid.count() bytes.
  virtual void unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const = 0;
};

/// The folder that a run leaves. Files appear there whole or not at all.
class CRYOCOSM_API OutputFolder {
 public:
  virtual ~OutputFolder();
  /// Path to write the file called `name` to; the host moves it into place when all exporters are done.
  /// A name used twice is an error. [worker]
  virtual std::string file(std::string_view name) = 0;
};

/// Extension point "exporter".
class CRYOCOSM_API Exporter {
 public:
  using Extends = Exporter;
  static constexpr ExtensionPoint extends{"exporter", 2};
  virtual ~Exporter();
  virtual void write(const FinishedRun& finished, OutputFolder& folder,
                     RunContext& run) const = 0;  ///< [worker]
};

}  // namespace cryocosm
