// Choosing labels, and blurring them.
#include "label_field.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "given_shape.hpp"

namespace cryocosm::membranes {
namespace {

/// The labels of a volume for a message: 1, 2, 3 and 4 more.
std::string listed(const std::set<float>& labels) {
  constexpr std::size_t k_shown = 8;
  std::string text;
  std::size_t shown = 0;
  for (const float label : labels) {
    if (shown == k_shown) break;
    text += (shown++ > 0 ? ", " : "") + number_text(static_cast<double>(label));
  }
  if (labels.size() > k_shown) text += " and " + std::to_string(labels.size() - k_shown) + " more";
  return text;
}

/// The labels other than 0.
std::set<float> labels_of(const Volume& segmentation, const std::string& path) {
  std::set<float> labels;
  float last = 0;
  for (const float value : segmentation.voxels) {
    if (value == last) continue;
    last = value;
    if (value != std::round(value))
      throw DataError("'" + path + "' is no segmentation: a voxel has the value " +
                          number_text(static_cast<double>(value)),
                      "the labels of a segmentation are whole numbers; a probability map must be cut at a "
                      "level first");
    labels.insert(value);
  }
  labels.erase(0);
  return labels;
}

void require_labels(const std::set<float>& there, const std::vector<double>& wanted,
                    const std::string& path) {
  if (there.empty())
    throw DataError("'" + path + "' is empty: all of its voxels are 0", "label what the membrane encloses");
  for (const double label : wanted)
    if (there.count(static_cast<float>(label)) == 0)
      throw DataError(
          "'" + path + "' has no voxel of label " + number_text(label) + "; its labels are " + listed(there),
          "choose some of these with 'labels'");
}

}  // namespace

LabelMask label_mask(const Volume& segmentation, const std::vector<double>& labels, const std::string& path) {
  require_labels(labels_of(segmentation, path), labels, path);
  const Index3 size = segmentation.grid.size;
  LabelMask mask;
  mask.voxels.resize(segmentation.voxels.size());
  mask.low = size;
  mask.high = {-1, -1, -1};
  std::size_t at = 0;
  for (std::int64_t k = 0; k < size.z; ++k)
    for (std::int64_t j = 0; j < size.y; ++j)
      for (std::int64_t i = 0; i < size.x; ++i, ++at) {
        const auto value = static_cast<double>(segmentation.voxels[at]);
        const bool is_chosen =
            labels.empty() ? value != 0 : std::find(labels.begin(), labels.end(), value) != labels.end();
        if (!is_chosen) continue;
        mask.voxels[at] = 1;
        ++mask.count;
        mask.low = {std::min(mask.low.x, i), std::min(mask.low.y, j), std::min(mask.low.z, k)};
        mask.high = {std::max(mask.high.x, i), std::max(mask.high.y, j), std::max(mask.high.z, k)};
      }
  return mask;
}

SampledField label_field(const LabelMask& mask, const GridSpec& grid, const LabelSmoothing& smoothing,
                         const Imaging& imaging) {
  // beyond 4 sigma of the Gaussian nothing changes, and the reach needs two more steps
  const auto border =
      static_cast<std::int64_t>(std::ceil((smoothing.border_A + 4 * smoothing.sigma_A) / grid.voxel_A) + 3);
  Volume body;
  body.grid.voxel_A = grid.voxel_A;
  body.grid.size = {mask.high.x - mask.low.x + 1 + 2 * border, mask.high.y - mask.low.y + 1 + 2 * border,
                    mask.high.z - mask.low.z + 1 + 2 * border};
  body.voxels.resize(body.grid.count());
  SampledField field;
  field.lattice = {
      body.grid.size,
      grid.voxel_A * Vec3{static_cast<double>(mask.low.x - border), static_cast<double>(mask.low.y - border),
                          static_cast<double>(mask.low.z - border)},
      grid.voxel_A};
  for (std::int64_t k = mask.low.z; k <= mask.high.z; ++k)
    for (std::int64_t j = mask.low.y; j <= mask.high.y; ++j)
      for (std::int64_t i = mask.low.x; i <= mask.high.x; ++i)
        body.voxels[field.lattice.index(i - mask.low.x + border, j - mask.low.y + border,
                                        k - mask.low.z + border)] =
            mask.voxels[static_cast<std::size_t>((k * grid.size.y + j) * grid.size.x + i)];
  if (smoothing.sigma_A > 0) imaging.gaussian(body, smoothing.sigma_A);
  for (float& value : body.voxels) value = -value;
  const float level = level_of_count(body.voxels, mask.count);
  field.values = std::move(body.voxels);
  for (float& value : field.values) value -= level;
  return field;
}

}  // namespace cryocosm::membranes
