// Where units may lie: the volume of interest of a run, and the part of it that belongs to one entry.
#pragma once

#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "cryocosm/run_context.hpp"
#include "placement/scene.hpp"
#include "placement/voxel_bits.hpp"

namespace cryocosm {

/// Reads the masks that the volume and its entries name, each file once, so that nothing can fail for
/// their sake later. What is wrong with them comes back, each at its place in the pipeline. [host]
std::vector<Diagnostic> load_regions(PipelineSpec& spec, Volumes& volumes);

/// The voxels of interest of a run: the volume without margins, within its slab and its mask. Reads the
/// mask's file unless load_regions() has done so. Throws FileError or DataError. [host]
VoxelBits volume_of_interest(const PipelineSpec& spec, Volumes& volumes);

/// The voxels of interest that `entry` may use. Structures that its region names must have been placed.
/// Occupancies of the entry are fractions of their number. load_regions() has read its mask. [host]
VoxelBits region_of(const StructureEntry& entry, const Scene& scene);

/// Why the region of `entry` has no voxels, for a warning. [host]
std::string why_empty(const StructureEntry& entry, const Scene& scene);

}  // namespace cryocosm
