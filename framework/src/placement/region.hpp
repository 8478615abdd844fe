// Where units may lie: the volume of interest of a run, and the part of it that belongs to one entry.
#pragma once

#include "config/pipeline_spec.hpp"
#include "cryocosm/run_context.hpp"
#include "placement/scene.hpp"
#include "placement/voxel_bits.hpp"

namespace cryocosm {

/// The voxels of interest of a run: the volume without margins, within its slab and its mask. Reads the
/// mask's file. Throws FileError or DataError. [host]
VoxelBits volume_of_interest(const PipelineSpec& spec, Volumes& volumes);

/// The voxels of interest that `entry` may use. Structures that its region names must have been placed.
/// Occupancies of the entry are fractions of their number. [host]
VoxelBits region_of(const StructureEntry& entry, const Scene& scene);

}  // namespace cryocosm
