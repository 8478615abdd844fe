// Reading a segmentation and making a membrane of it.
#include "segmentation.hpp"

#include <algorithm>

#include "label_field.hpp"

namespace cryocosm::membranes {
namespace {

/// Unless it is given: what rounds the steps between voxels off.
constexpr double k_smoothing_voxels = 2;

void require_inside(const LabelMask& mask, const GridSpec& grid, const std::string& path) {
  std::size_t touching = 0, at = 0;
  for (std::int64_t k = 0; k < grid.size.z; ++k)
    for (std::int64_t j = 0; j < grid.size.y; ++j)
      for (std::int64_t i = 0; i < grid.size.x; ++i, ++at)
        touching += mask.voxels[at] != 0 && (i == 0 || j == 0 || k == 0 || i == grid.size.x - 1 ||
                                             j == grid.size.y - 1 || k == grid.size.z - 1);
  if (touching == 0) return;
  throw DataError("what is labelled in '" + path +
                      "' goes on beyond the volume: " + std::to_string(touching) +
                      " of its voxels lie on the border, where the membrane would be open",
                  "cut a wider box out, or let 'close_at_border' close it with flat faces");
}

GivenShape shape_of(const SegmentationParams& params, BuildContext& build) {
  const std::string& path = params.file.path;
  const Volume segmentation = build.volumes().read(path);
  const GridSpec& grid = segmentation.grid;
  const LabelMask mask = label_mask(segmentation, params.labels, path);
  if (!params.close_at_border) require_inside(mask, grid, path);
  LabelSmoothing smoothing;
  smoothing.sigma_A = params.smoothing_A < 0 ? k_smoothing_voxels * grid.voxel_A : params.smoothing_A;
  const auto width =
      std::min({mask.high.x - mask.low.x, mask.high.y - mask.low.y, mask.high.z - mask.low.z}) + 1;
  if (params.smoothing_A >= 0)
    require_gentle(params.smoothing_A, grid.voxel_A * static_cast<double>(width), path);
  smoothing.border_A = largest_reach_A(params, build.grid().voxel_A);
  const Vec3 centre_A =
      grid.voxel_A / 2 *
      Vec3{static_cast<double>(mask.low.x + mask.high.x), static_cast<double>(mask.low.y + mask.high.y),
           static_cast<double>(mask.low.z + mask.high.z)};
  build.stop_if_cancelled();
  return GivenShape(label_field(mask, grid, smoothing, build.imaging()), centre_A, params, path, build);
}

}  // namespace

Schema<SegmentationParams> Segmentation::schema() {
  using P = SegmentationParams;
  Schema<P> s("Membrane around what a segmentation labels.");
  s.details(
      "The mid-surface is the boundary of the labelled voxels, smoothed so that it keeps their volume. Each "
      "structure has this shape and a wall of its own. Place it with membranes.in_place to keep it where the "
      "segmentation has it.");
  s.field("file", &P::file)
      .required()
      .help("Segmentation, with the voxel size in its header: .mrc, .map, .rec, .nrrd, .nii or .nii.gz.");
  s.field("labels", &P::labels)
      .optional()
      .help("Labels of what lies inside the membrane; all but 0 unless given.");
  s.field("smoothing", &P::smoothing_A)
      .unit(units::angstrom)
      .range(0, 10000)
      .optional()
      .help(
          "Standard deviation of the Gaussian that the labels are smoothed with; 2 voxels of the "
          "segmentation "
          "unless given.");
  s.field("close_at_border", &P::close_at_border)
      .help("Closes with flat faces what the border of the segmentation cuts off, instead of refusing it.");
  add_bilayer_fields(s);
  s.placed_by("membranes.uniform").drawn_by("membranes.bilayer");
  return s;
}

Segmentation::Segmentation(const SegmentationParams& params, BuildContext& build)
    : MembraneGenerator(params), shape_(shape_of(params, build)) {}

}  // namespace cryocosm::membranes
