// The host's imaging services: volumes in and out, and filters. No ITK type is visible here.
#pragma once

#include <memory>

#include "cryocosm/run_context.hpp"

namespace cryocosm {

/// Reads and writes .mrc .map .ccp4 .rec .st (MRC2014), .nrrd, .nii and .nii.gz. What is read must have cubic
/// voxels and finite values; positions start at the first voxel, origins in the file are ignored.
/// - MRC: float32 as mode 2, uint16 as mode 6, uint8 as mode 0 (mode 6 from 128 on); uint32 is refused. Modes
///   0, 1, 2, 6 and 12 are read, in both byte orders, with any order of axes.
/// - NRRD: every pixel type; integers compressed (gzip), floats raw.
/// - NIfTI-1: every pixel type; its millimetres are Å here, as segmentation programs expect.
/// Files appear whole or not at all: they are written beside and renamed. A path that names a device or a
/// pipe is written directly. [any]
CRYOCOSM_API std::unique_ptr<Volumes> make_volumes();

/// Gaussian, resampling and radial Fourier filters. Results do not depend on the number of threads. All
/// throw DataError for sizes, widths or voxel sizes that make no sense. [any]
CRYOCOSM_API std::unique_ptr<Imaging> make_imaging();

/// How many threads the filters use from now on, at least 1. Set once, before filters run: the number
/// belongs to ITK, hence to the process. [host]
CRYOCOSM_API void set_imaging_threads(int threads);

}  // namespace cryocosm
