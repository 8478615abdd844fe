// From the labels of a segmentation to a smooth field whose zero level is their boundary.
#pragma once

#include <string>

#include "sampled_field.hpp"

namespace cryocosm::membranes {

/// Voxels of chosen labels, and the smallest box that holds them.
struct LabelMask {
  std::vector<std::uint8_t> voxels;  ///< 1 = chosen
  Index3 low, high;                  ///< both included
  std::size_t count = 0;
};

/// Those with one of `labels`, or with any but 0 when there are none. `path` is for messages. Throws
/// DataError for voxels that are no whole numbers, when nothing is labelled, and for labels that no voxel
/// has. [any]
LabelMask label_mask(const Volume& segmentation, const std::vector<double>& labels, const std::string& path);

struct LabelSmoothing {
  double sigma_A = 0;
  double border_A = 0;  ///< room around the labels
};

/// Blurs the labels and takes the level that keeps their volume; negative inside. In the segmentation's
/// frame. [host]
SampledField label_field(const LabelMask& mask, const GridSpec& grid, const LabelSmoothing& smoothing,
                         const Imaging& imaging);

}  // namespace cryocosm::membranes
