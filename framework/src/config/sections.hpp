// The pipeline's own sections, declared like the parameters of components.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "cryocosm/schema.hpp"

namespace cryocosm {

/// The version of the pipeline format that this program reads.
constexpr std::int64_t k_format_version = 1;

/// How orders and crowdings are written in a pipeline. [any]
std::string_view to_text(Order order);
std::string_view to_text(Crowding crowding);
Order order_of(std::string_view text);
Crowding crowding_of(std::string_view text);

struct SlabSection {
  double thickness_A = Slab{}.thickness_A;
  double offset_A = Slab{}.offset_A;
};

struct VolumeSection {
  Vec3 size;  ///< in voxels
  double voxel_A = 10;
  double margin_A = 0;
  SlabSection slab;
  InputFile mask;
};

struct PlacementSection {
  std::string order{to_text(PlacementSpec{}.order)};
  std::string crowding{to_text(PlacementSpec{}.crowding)};
  std::int64_t relax_tries = PlacementSpec{}.relax_tries;
};

struct PipelineSection {
  std::int64_t format = k_format_version;
  std::string name;
  std::int64_t seed = 0;
  VolumeSection volume;
  PlacementSection placement;
};

struct BoxSection {
  Vec3 low_A, high_A;
};

struct RegionSection {
  std::string inside;  ///< names with commas between them, as in outside
  std::string outside;
  InputFile mask;
  SlabSection slab;
  BoxSection box;
};

/// An entry of "structures", but for its component's parameters.
struct EntrySection {
  std::string name;
  std::string use;
  std::int64_t count = 0;
  double occupancy = 0;
  ComponentRef place;
  ComponentRef draw;
  double overlap = 0;
  double halo_A = 0;
  bool clip = false;
  RegionSection region;
  std::int64_t unit_tries = StructureEntry{}.unit_tries;
  std::int64_t chain_tries = StructureEntry{}.chain_tries;
};

/// The voxel size is part of the schema: it makes lengths out of voxels, so that a size can be given
/// as "500 nm" too. [host]
Schema<VolumeSection> volume_schema(double voxel_A);
Schema<PipelineSection> pipeline_schema();
Schema<EntrySection> entry_schema();

/// The lists of a pipeline: key, extension point of their items, and what they are for.
struct ListSection {
  std::string_view key;
  std::string_view point;
  std::string_view ini;  ///< first word of the INI section
  std::string_view help;
};
const std::vector<ListSection>& list_sections();

}  // namespace cryocosm
