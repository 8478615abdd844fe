// The diffuse curvature energy of one lattice row, and the two halves of its exact discrete gradient.
#pragma once

#include "curvature_energy.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

/// Coefficients of the energy density in units of the interface's width epsilon, and epsilon over each
/// spacing.
struct DiffuseTerms {
  DiffuseTerms(const CurvatureEnergy& energy, double epsilon_A, const PhaseLattice& lattice);

  float norm2, trace_root, trace2;  ///< of |M|^2, T S and T^2
  float slope_trace, slope_root;    ///< of |grad u| T and |grad u| S
  float slope2;                     ///< of |grad u|^2
  float excess2;                    ///< of (2 W - |grad u|^2)^2
  float step_x, step_y, step_z;     ///< epsilon / spacing
};

/// What the energy density depends on, in the order in which a jet's rows lie in memory.
enum JetField : int {
  k_u,
  k_gx,
  k_gy,
  k_gz,
  k_hxx,
  k_hyy,
  k_hzz,
  k_hxy,
  k_hxz,
  k_hyz,
  k_energy,
  k_jet_fields
};

/// Nine rows of the field, [z - 1 .. z + 1][y - 1 .. y + 1], each wrapped.
struct Neighbours {
  const float* row[3][3];
};

/// Writes the energy density of the `n` points of the middle row and its derivatives by the field, its
/// gradient and its second derivatives there. `jet` is that of x = 0, and `stride` floats lie between rows.
void jet_row(const DiffuseTerms& terms, const Neighbours& u, int n, float* jet, std::int64_t stride);

/// The transpose of the differences that jet_row() takes: from the jets of nine rows, each wrapped, the
/// derivative of the energy by each value of the middle row.
void gather_row(const DiffuseTerms& terms, const Neighbours& jets, std::int64_t stride, int n,
                float* gradient);

}  // namespace cryocosm::membranes
