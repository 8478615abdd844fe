// membranes.curvature: membranes of any topology that fill the volume, by their curvature energy.
#pragma once

#include <limits>

#include "curvature_energy.hpp"
#include "curvature_texture.hpp"
#include "membrane.hpp"

namespace cryocosm::membranes {

struct CurvatureParams : BilayerParams {
  static constexpr double k_unset = std::numeric_limits<double>::quiet_NaN();

  std::string shape = "tubes";
  Distribution radius_A = 200;
  double mass = k_unset;
  double wavelength_A = k_unset;
  std::string edges = "mirror";
  double a20 = k_unset, a11 = k_unset, a02 = k_unset, b10 = k_unset, b01 = k_unset, c = k_unset;
  double bending = k_unset, gaussian = k_unset, spontaneous = k_unset;
};

/// The energy that the parameters ask for, lengths in units of the radius.
CurvatureEnergy energy_of(const CurvatureParams& params);

class Curvature final : public MembraneGenerator {
 public:
  static Schema<CurvatureParams> schema();
  /// `build` must live as long as the structures.
  Curvature(const CurvatureParams& params, BuildContext& build);
  /// Computes nothing yet: the membrane is made when it is first looked at. Throws DataError when the volume
  /// is smaller than the radius, or needs a lattice that is too large.
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  void require_fit() const;
  TextureProblem problem(double radius_A) const;

  CurvatureParams params_;
  GridSpec grid_;
  Services& services_;
};

}  // namespace cryocosm::membranes
