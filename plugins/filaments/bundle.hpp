// filaments.bundle: parallel filaments on a hexagonal lattice around one that leads.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

struct BundleParams {
  std::int64_t size = 7;
  double spacing_A = 130;
  std::string polarity = "parallel";  ///< parallel, antiparallel or mixed
  ComponentRef along{"filaments.helix"};
};

class Bundle final : public TransformGenerator {
 public:
  static Schema<BundleParams> schema();
  Bundle(const BundleParams& params, BuildContext& build);
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;

 private:
  /// The filament that the next one goes beside; empty when the next one leads.
  Span<const PlacedUnit> leader(const SceneView& scene) const;
  bool is_reversed(Span<const PlacedUnit> leader, Span<const PlacedUnit> own) const;

  BundleParams params_;
  const TransformGenerator& along_;
};

/// Site number `n` of a hexagonal lattice of unit spacing, counted in rings around site 0 at the origin.
/// [any]
Vec3 hexagonal_site(std::int64_t n);

}  // namespace cryocosm::filaments
