// filaments.attachment: binds units to placed filaments, such as motors, or a decoration of every n-th unit.
#pragma once

#include <mutex>
#include <vector>

#include "cryocosm/plugin.hpp"
#include "seen.hpp"

namespace cryocosm::filaments {

struct AttachmentParams {
  std::string to;
  std::string sites = "random";  ///< random or every
  std::int64_t every = 1;        ///< with every
  double distance_A = 0;         ///< 0: not set, as close as the two bodies never touch
  Distribution azimuth_deg = Distribution::uniform(0, 360);
  Distribution spin_deg = 0;
};

class Attachment final : public TransformGenerator {
 public:
  static Schema<AttachmentParams> schema();
  explicit Attachment(const AttachmentParams& params) : params_(params) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override;

 private:
  const PlacedUnit* site(const SceneView& scene, Random& random) const;
  const PlacedUnit* listed_site(Span<const PlacedUnit> units, std::uint64_t number) const;

  AttachmentParams params_;
  mutable std::mutex mutex_;
  mutable Seen seen_;
  mutable std::vector<std::size_t> listed_;  ///< every n-th unit of each filament of what was seen
};

}  // namespace cryocosm::filaments
