// Schemas of the pipeline's own sections: keys, units, ranges and help are written here and nowhere else.
#include "config/sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "config/voxel_range.hpp"
#include "cryocosm/exporter.hpp"
#include "cryocosm/rasterizer.hpp"
#include "cryocosm/structure.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm {
namespace {

Schema<SlabSection> slab_schema() {
  Schema<SlabSection> s("A layer of the volume, perpendicular to z.");
  s.field("thickness", &SlabSection::thickness_A)
      .unit(units::angstrom)
      .range(0.1, 1e7)
      .required()
      .help("Thickness of the layer along z.");
  s.field("offset", &SlabSection::offset_A)
      .unit(units::angstrom)
      .range(-1e7, 1e7)
      .help("Distance of the layer's middle from the volume's, along z.");
  return s;
}

Schema<BoxSection> box_schema() {
  Schema<BoxSection> s("A box in the tomogram's coordinates, in which the first voxel's centre is 0, 0, 0.");
  s.field("low", &BoxSection::low_A)
      .unit(units::angstrom)
      .required()
      .help("Its corner of lowest x, y and z; voxels whose centre lies there belong to it.");
  s.field("high", &BoxSection::high_A)
      .unit(units::angstrom)
      .required()
      .help("Its corner of highest x, y and z; voxels whose centre lies there do not belong to it.");
  return s;
}

Schema<RegionSection> region_schema() {
  Schema<RegionSection> s("Where the units of an entry may lie.");
  s.field("inside", &RegionSection::inside)
      .optional()
      .help(
          "Name of an earlier entry: units lie within its closed surfaces. Of several, with commas: within "
          "those of any.");
  s.field("outside", &RegionSection::outside)
      .optional()
      .help(
          "Name of an earlier entry: units lie outside its closed surfaces. Of several, with commas: outside "
          "those of all.");
  s.field("mask", &RegionSection::mask)
      .optional()
      .help("Volume of the phantom's size, MRC, NRRD or NIfTI: units lie in its voxels above 0.");
  s.group("slab", &RegionSection::slab, slab_schema()).optional().help("Units lie in a layer of the volume.");
  s.group("box", &RegionSection::box, box_schema()).optional().help("Units lie in a box.");
  return s;
}

bool slab_leaves_something(const VolumeSection& v) {
  if (v.slab.thickness_A == 0) return true;
  const GridSpec grid{{static_cast<std::int64_t>(v.size.x), static_cast<std::int64_t>(v.size.y),
                       static_cast<std::int64_t>(v.size.z)},
                      v.voxel_A};
  const Slab slab{v.slab.thickness_A, v.slab.offset_A};
  return !is_empty(
      intersection(voxels_of(slab, grid), voxels_within_margin(v.margin_A, v.voxel_A, grid.size.z)));
}

/// Spellings and what they stand for, the one place where both are written.
constexpr std::array k_orders{std::pair{Order::as_listed, "as_listed"},
                              std::pair{Order::largest_first, "largest_first"}};
constexpr std::array k_crowdings{std::pair{Crowding::insert, "insert"}, std::pair{Crowding::relax, "relax"}};

template <class Pairs>
std::vector<std::string> spellings(const Pairs& pairs) {
  std::vector<std::string> texts;
  for (const auto& [value, text] : pairs) texts.emplace_back(text);
  return texts;
}
template <class Pairs, class T>
std::string_view text_of(const Pairs& pairs, T wanted) {
  for (const auto& [value, text] : pairs)
    if (value == wanted) return text;
  return {};
}
template <class Pairs>
auto value_of(const Pairs& pairs, std::string_view wanted) {
  for (const auto& [value, text] : pairs)
    if (text == wanted) return value;
  return pairs.front().first;  // after a complaint: read_text has refused everything else
}

Schema<PlacementSection> placement_schema() {
  Schema<PlacementSection> s("How the host fills the volume.");
  s.field("order", &PlacementSection::order)
      .choices(spellings(k_orders))
      .help(
          "The list's order, or the largest units first; entries that draw new shapes for each structure "
          "keep their places.");
  s.field("crowding", &PlacementSection::crowding)
      .choices(spellings(k_crowdings))
      .help(
          "What happens when no room is left for a unit: the entry ends, or units that are placed already "
          "are moved to make room.");
  s.field("relax_tries", &PlacementSection::relax_tries)
      .range(1, 1'000'000)
      .help(
          "With crowding relax: attempts in a row to make room for one more unit, after which the entry "
          "ends.");
  return s;
}

}  // namespace

std::string_view to_text(Order order) { return text_of(k_orders, order); }
std::string_view to_text(Crowding crowding) { return text_of(k_crowdings, crowding); }
Order order_of(std::string_view text) { return value_of(k_orders, text); }
Crowding crowding_of(std::string_view text) { return value_of(k_crowdings, text); }

Schema<VolumeSection> volume_schema(double voxel_A) {
  const UnitOfMeasure voxels{Dimension::length, "voxels", voxel_A};
  Schema<VolumeSection> s("The volume of interest.");
  s.field("size", &VolumeSection::size)
      .unit(voxels)
      .range(1, 100'000)
      .required()
      .help("Size along x, y and z: voxels, or lengths that come to whole numbers of voxels.");
  s.field("voxel", &VolumeSection::voxel_A).unit(units::angstrom).range(0.1, 1000).help("Edge of a voxel.");
  s.field("margin", &VolumeSection::margin_A)
      .unit(units::angstrom)
      .at_least(0)
      .help("Kept free of structures along every face of the volume.");
  s.group("slab", &VolumeSection::slab, slab_schema())
      .optional()
      .help("Structures lie in a layer of the volume only, as in a lamella.");
  s.field("mask", &VolumeSection::mask)
      .optional()
      .help("Volume of the same size, MRC, NRRD or NIfTI: structures lie in its voxels above 0 only.");
  s.check("the margins must leave something of the volume between them", [](const VolumeSection& v) {
    // a voxel that the margin reaches into belongs to it
    return 2 * std::ceil(v.margin_A / v.voxel_A) < std::min({v.size.x, v.size.y, v.size.z});
  });
  s.check("the slab must leave something of the volume between the margins", slab_leaves_something);
  return s;
}

Schema<PipelineSection> pipeline_schema() {
  Schema<PipelineSection> s("A pipeline.");
  s.field("cryocosm", &PipelineSection::format).required().help("Version of the pipeline format: 1.");
  s.field("name", &PipelineSection::name)
      .optional()
      .help("Name of the tomogram, letters, digits, '_' and '-'; without it, the pipeline file's name.");
  s.field("seed", &PipelineSection::seed)
      .at_least(0)
      .help("Every random number follows from it: the same seed gives the same tomogram.");
  s.group("volume", &PipelineSection::volume, volume_schema(VolumeSection{}.voxel_A))
      .required()
      .help("The volume of interest.");
  s.group("placement", &PipelineSection::placement, placement_schema())
      .help("How the host fills the volume.");
  return s;
}

Schema<EntrySection> entry_schema() {
  Schema<EntrySection> s("An entry of the list of structures.");
  s.field("name", &EntrySection::name)
      .optional()
      .help(
          "Name of the entry in every output, letters, digits, '_' and '-'; without it, the last part of the "
          "component's id.");
  s.field("use", &EntrySection::use).required().help("The structure component.");
  s.field("count", &EntrySection::count)
      .at_least(1)
      .optional()
      .help("Number of structures to place at most.");
  s.field("occupancy", &EntrySection::occupancy)
      .unit(units::fraction)
      .range(1e-6, 1)
      .optional()
      .help(
          "Fraction to fill at most, of the volume of interest or of the entry's region (of the surface, for "
          "what is placed on one).");
  s.field("place", &EntrySection::place)
      .point(TransformGenerator::extends.name)
      .optional()
      .help("The component that proposes poses; without it, the structure's usual one.");
  s.field("draw", &EntrySection::draw)
      .point(Rasterizer::extends.name)
      .optional()
      .help("The component that draws it; without it, the structure's usual one.");
  s.field("overlap", &EntrySection::overlap)
      .unit(units::fraction)
      .range(0, 1)
      .help("Tolerated fraction of a unit's own voxels that may be taken already.");
  s.field("halo", &EntrySection::halo_A)
      .unit(units::angstrom)
      .range(0, 1000)
      .help("Least gap between a unit and all others.");
  s.field("clip", &EntrySection::clip)
      .help("Places units that are cut off by the faces of the volume, too; their centres may lie outside.");
  s.group("region", &EntrySection::region, region_schema())
      .optional()
      .help("Where its units may lie; several keys together mean where all of them allow it.");
  s.field("unit_tries", &EntrySection::unit_tries)
      .range(1, 1'000'000)
      .help("Failed poses after which a unit is given up.");
  s.field("chain_tries", &EntrySection::chain_tries)
      .range(1, 1'000'000'000)
      .help("Consecutive structures that could not be started after which the entry is given up.");
  s.check("halo and overlap exclude each other: a gap can not be kept to what is overlapped",
          [](const EntrySection& e) { return e.halo_A == 0 || e.overlap == 0; });
  s.check("halo and clip exclude each other: no gap is kept to what lies outside",
          [](const EntrySection& e) { return e.halo_A == 0 || !e.clip; });
  s.check("an entry needs an occupancy or a count",
          [](const EntrySection& e) { return e.count > 0 || e.occupancy > 0; });
  return s;
}

const std::vector<ListSection>& list_sections() {
  static const std::vector<ListSection> sections{
      {"structures", StructureGenerator::extends.name, "structure", "What to place, in order."},
      {"acquisition", AcquisitionStage::extends.name, "acquisition",
       "Steps of the microscope and of the reconstruction, in order; none without it."},
      {"export", Exporter::extends.name, "export", "What to write; without it, the usual exporters."}};
  return sections;
}

}  // namespace cryocosm
