// Acquisition stages: one step of the microscope or of the reconstruction, with typed ports.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm {

class RunContext;

/// `any` stands in ports only: whatever comes in, and the same kind out.
enum class DataKind { volume, tilt_series, tomogram, any };
/// How protein looks against ice.
enum class Contrast { protein_bright, protein_dark };

/// What a stage takes and gives; checked along the whole pipeline before anything runs. Who gives `any`
/// gives the kind that came in.
struct Ports {
  DataKind in = DataKind::volume;
  DataKind out = DataKind::volume;
};

/// One view of a tilt series with its truth. The tilt axis is y; x' = x cos(a) + z sin(a) about the centres,
/// then the image is turned by rotation_deg (x towards y) and magnified about its centre, then shifted by
/// (shift_x_A, shift_y_A).
struct Tilt {
  double angle_deg = 0;  ///< at which the view was taken
  double shift_x_A = 0;
  double shift_y_A = 0;
  double dose_e_per_A2 = 0;          ///< of this view
  double pre_exposure_e_per_A2 = 0;  ///< received before it
  std::int64_t acquired = 0;         ///< place in the order of acquisition, from 0
  // Set by the stage that applies a contrast transfer function; voltage_kV 0 means that none did.
  double defocus_A = 0;  ///< underfocus is positive; the mean over the directions, on the tilt axis
  double voltage_kV = 0;
  double spherical_aberration_mm = 0;
  double amplitude_contrast = 0;
  double astigmatism_A = 0;    ///< largest minus smallest defocus
  double astigmatism_deg = 0;  ///< direction of the largest defocus, from x towards y
  double phase_shift_deg = 0;  ///< by a phase plate
  double b_factor_A2 = 0;      ///< amplitudes fall as exp(-B k^2 / 4)
  double angle_error_deg = 0;  ///< angle that the stage reported, minus angle_deg
  double rotation_deg = 0;
  double magnification = 1;
};

/// Angles in degrees from a .tlt or .rawtlt file (numbers between blanks, commas and line ends), in the order
/// of the file. Throws FileError, or DataError for what is no number, beyond 90 degrees, or empty. [any]
CRYOCOSM_API std::vector<double> read_tilt_angles(const std::string& path);

/// A dataset on its way through the microscope; read only, valid during the call. For a tilt series
/// grid.size.z counts views and `tilts` has one element for each.
struct Dataset {
  DataKind kind = DataKind::volume;
  GridSpec grid;
  const float* voxels = nullptr;
  Span<const Tilt> tilts;
  Contrast contrast = Contrast::protein_bright;
  GridSpec specimen;     ///< grid of the phantom that all this comes from
  bool is_half = false;  ///< one of the two half data sets, see AcquisitionOutput::allocate_half()
};

/// Where a stage puts its result; the host owns the memory.
class CRYOCOSM_API AcquisitionOutput {
 public:
  virtual ~AcquisitionOutput();
  /// Allocates the output, zeroed, with the kind named by ports().out. Call once, before writing;
  /// `tilts` is copied. [worker]
  virtual VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) = 0;
  /// For a stage that records two half data sets (even and odd frames) beside the whole: allocates half 0
  /// or 1, zeroed, with grid, tilts and contrast of the output; after allocate(), both or none. Every later
  /// stage then runs on each half as it runs on the whole, with the same draws and the same random streams,
  /// and need not know. Throws when the input is a half itself (Dataset::is_half). [worker]
  virtual VoxelWindow<float> allocate_half(int half) = 0;
};

/// Extension point "acquisition".
class CRYOCOSM_API AcquisitionStage {
 public:
  using Extends = AcquisitionStage;
  static constexpr ExtensionPoint extends{"acquisition", 2};
  virtual ~AcquisitionStage();
  virtual Ports ports() const = 0;  ///< [any]
  /// Throws DataError when the input does not fit. [worker]
  virtual void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const = 0;
};

}  // namespace cryocosm
