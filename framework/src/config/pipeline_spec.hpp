// A pipeline after reading and validation: what JSON and INI both become, and all that a run needs to know.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/diagnostics.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm {

class VoxelBits;

/// A layer of the volume, perpendicular to z.
struct Slab {
  double thickness_A = 0;  ///< 0 = the whole volume
  double offset_A = 0;     ///< of its middle from the volume's, along z
};

/// A file that says which voxels belong to something.
struct Mask {
  std::string file;  ///< absolute; empty = none
  Source where;
  std::string path;                         ///< such as volume.mask
  std::shared_ptr<const VoxelBits> voxels;  ///< null until load_regions() has read the file
};

/// Where the units of an entry may lie: what is in all of these parts.
struct RegionSpec {
  std::vector<std::string>
      inside;  ///< entries of which some surface must enclose a voxel; none = no condition
  std::vector<std::string> outside;  ///< entries of which no surface may
  Mask mask;
  Slab slab;
  std::optional<Box> box_A;  ///< of voxel centres: low corner included, high one not

  bool is_everywhere() const {
    return inside.empty() && outside.empty() && mask.file.empty() && slab.thickness_A == 0 && !box_A;
  }
};

/// A component with validated parameters.
struct ComponentUse {
  const Component* component = nullptr;
  Value params;  ///< a group with every parameter that has a value: given ones and defaults
  Source where;
  std::string path;  ///< such as structures[0] or acquisition[1]
};

/// One entry of "structures": what to place, how much of it, and how hard to try.
struct StructureEntry {
  std::string name;
  ComponentUse structure;
  ComponentUse transform;
  ComponentUse rasterizer;
  double occupancy = 0;    ///< target fraction of the volume of interest; 0 = not the limit
  std::int64_t count = 0;  ///< target number of chains; 0 = not the limit
  double overlap = 0;      ///< tolerated fraction of a unit's own voxels
  double halo_A = 0;       ///< least gap to every other unit
  bool clip = false;       ///< units may be cut off by the faces of the volume
  RegionSpec region;
  std::int64_t unit_tries = 20;
  std::int64_t chain_tries = 1000;
};

enum class Order { as_listed, largest_first };
enum class Crowding { insert, relax };

/// How the host fills the volume.
struct PlacementSpec {
  Order order = Order::as_listed;
  Crowding crowding = Crowding::insert;
  std::int64_t relax_tries = 2000;  ///< attempts in a row to make room for one more unit
};

struct PipelineSpec {
  std::string name;  ///< of the tomogram; by default the pipeline file's stem
  std::filesystem::path file;
  std::uint64_t seed = 0;
  GridSpec grid;
  double margin_A = 0;  ///< kept free along every face
  Slab slab;
  Mask mask;
  PlacementSpec placement;
  std::vector<StructureEntry> structures;
  std::vector<ComponentUse> acquisition;
  std::vector<ComponentUse> exporters;
  std::vector<ComponentUse> referenced;  ///< behind ComponentRef::handle, which is index + 1
  std::vector<std::pair<std::string, double>> drawn_once;  ///< distributions given for plain numbers
  std::vector<Diagnostic> warnings;
};

/// `--set path=value` and `--seed`.
struct Override {
  std::string path;
  std::string value;
};

/// Reads a .json or .ini file and validates all of it against the kernel's components. Throws
/// ConfigError with every problem found, or FileError. Nothing is built or run. [host]
PipelineSpec read_pipeline(const Kernel& kernel, const std::filesystem::path& file,
                           const std::vector<Override>& overrides = {});

}  // namespace cryocosm
