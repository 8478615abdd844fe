// membranes.segmentation: membranes around what a segmentation labels.
#pragma once

#include "given_shape.hpp"

namespace cryocosm::membranes {

struct SegmentationParams : BilayerParams {
  InputFile file;
  std::vector<double> labels;
  double smoothing_A = -1;  ///< below 0: not set
  bool close_at_border = false;
};

class Segmentation final : public MembraneGenerator {
 public:
  static Schema<SegmentationParams> schema();
  /// Throws FileError, and DataError for what is no segmentation or has nothing labelled.
  Segmentation(const SegmentationParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override { return shape_.draw(draw); }
  void facts(Facts& facts) const override { shape_.facts(facts); }

 private:
  GivenShape shape_;
};

}  // namespace cryocosm::membranes
