// Schemas of the pipeline's own sections: keys, units, ranges and help are written here and nowhere else.
#include "config/sections.hpp"

#include <algorithm>

#include "cryocosm/exporter.hpp"
#include "cryocosm/rasterizer.hpp"
#include "cryocosm/structure.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm {

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
  s.check("the margins must leave something of the volume between them", [](const VolumeSection& v) {
    // a voxel that the margin reaches into belongs to it
    return 2 * std::ceil(v.margin_A / v.voxel_A) < std::min({v.size.x, v.size.y, v.size.z});
  });
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
      .help("Fraction of the volume (of the surface, for what is placed on one) to fill at most.");
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
  s.field("unit_tries", &EntrySection::unit_tries)
      .range(1, 1'000'000)
      .help("Failed poses after which a unit is given up.");
  s.field("chain_tries", &EntrySection::chain_tries)
      .range(1, 1'000'000'000)
      .help("Consecutive structures that could not be started after which the entry is given up.");
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
