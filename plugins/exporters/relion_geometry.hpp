// RELION's frames and angles: where its centres lie, what its Euler angles and shifts mean.
#pragma once

#include "cryocosm/acquisition.hpp"

namespace cryocosm::exporters {

/// Degrees, in (-180, 180], tilt in [0, 180].
struct RelionAngles {
  double rot = 0, tilt = 0, psi = 0;
};

/// rlnAngleRot/Tilt/Psi of the rotation R that maps the particle to the tomogram:
/// R = [Rz(rot) Ry(tilt) Rz(psi)]^-1. At the poles, where rot and psi turn about one axis, psi is 0.
/// Rz(-90): (90, 0, 0); Ry(-90): (0, 90, 0). [any]
RelionAngles relion_angles(const Quaternion& rotation);

/// The geometry that RELION derives from a tilt series and the specimen that it shows. RELION counts
/// the tomogram in pixels of the tilt series.
struct RelionTomogram {
  GridSpec specimen;
  Index3 size;         ///< rlnTomoSizeX/Y/Z
  double pixel_A = 1;  ///< rlnTomoTiltSeriesPixelSize
};

/// `series` may be null: then the phantom's voxels are the pixels. So may `reconstruction`, which gives
/// the size when it is there: it can be thicker or thinner than the specimen, about the same middle. [any]
RelionTomogram relion_tomogram(const GridSpec& specimen, const Dataset* series,
                               const Dataset* reconstruction);

/// rlnCenteredCoordinateX/Y/ZAngst of a point given in our frame. RELION's centre is at half the
/// number of voxels, our origin the centre of voxel 0: for 500 voxels the centre is voxel 250, half a
/// voxel above the middle of the box. [any]
Vec3 centred_A(const RelionTomogram& tomogram, Vec3 position_A);

struct RelionShift {
  double x_A = 0, y_A = 0;
};

/// rlnTomoXShiftAngst and rlnTomoYShiftAngst such that RELION projects every point to the pixel where
/// the microscope put it. More than the shift that was applied: we turn about the middle of the box,
/// RELION about voxel N/2. RELION knows no magnification of single views: with one, points are off by what it
/// adds to their distance from the middle. [any]
RelionShift relion_shift(const RelionTomogram& tomogram, const Dataset& series, const Tilt& tilt);

}  // namespace cryocosm::exporters
