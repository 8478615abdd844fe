// mitochondrion.rim_rows: rows of units along the rims of earlier entries' surfaces.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/plugin.hpp"
#include "rim.hpp"

namespace mitochondrion {

struct RimRowsParams {
  std::string on;
  std::string side = "inward";  ///< inward or outward
  double largest_radius_A = 150;
  double most_along = 0.5;
};

class RimRows final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<RimRowsParams> schema();
  explicit RimRows(const RimRowsParams& params) : params_(params), on_{params.on} {}
  /// An apex of a rim in the volume, from points uniform by area.
  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  /// The apex at the step's distance from the last unit, straight on.
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;
  cryocosm::Span<const std::string> attaches_to() const override { return cryocosm::view(on_); }

 private:
  std::optional<Rim> apex_near(const cryocosm::Surface& surface, const cryocosm::SurfacePoint& point) const;
  std::optional<Rim> rim_ahead(const cryocosm::Surface& surface, const Rim& from, double distance_A) const;

  RimRowsParams params_;
  std::vector<std::string> on_;
};

}  // namespace mitochondrion
