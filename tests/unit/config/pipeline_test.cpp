// The sections of a pipeline: entries and their names, components, files, defaults.
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Pipeline : public fakes::PipelineTest {};

TEST_F(Pipeline, WrongEntriesAreRefused) {
  const std::vector<fakes::Case> cases{
      {R"({"use": "shapes.ball"})",
       "p.json:3:1: error CC2009: structures[0]: an entry needs an occupancy or a count"},
      {R"({"use": "shapes.bal", "count": 1})",
       "p.json:3:9: error CC2010: structures[0].use: no component 'shapes.bal'\n"
       "  closest: shapes.ball, shapes.map"},
      {R"({"use": "paint.solid", "count": 1})",
       "p.json:3:9: error CC2013: structures[0].use: 'paint.solid' is a rasterizer component, here a "
       "structure component is needed\n"
       "  see 'cryocosm list --point structure'"},
      {R"({"count": 1})",
       "p.json:3:1: error CC2007: structures[0].use: missing; a structure entry needs it\n"
       "  The structure component."},
      {R"({"use": "", "count": 1})",
       "p.json:3:9: error CC2010: structures[0].use: no component ''\n"
       "  see 'cryocosm list' for all components"},
      {R"({"use": 3, "count": 1})",
       "p.json:3:9: error CC2002: structures[0].use: expected a text, found number 3\n"
       "  write it in double quotes"},
      {R"({"use": "shapes.ball", "count": 0, "occupancy": 2})",
       "p.json:3:33: error CC2005: structures[0].count: '0' is out of range: count must be at least 1\n"
       "p.json:3:49: error CC2005: structures[0].occupancy: '2' is out of range: occupancy must be 0.000001 "
       "to 1\n"
       "2 errors, nothing was run"},
      {R"({"use": "shapes.loose", "count": 1})",
       "p.json:3:1: error CC2007: structures[0].place: missing; the structure has no usual transform "
       "component\n"
       "  see 'cryocosm list --point transform'\n"
       "p.json:3:1: error CC2007: structures[0].draw: missing; the structure has no usual rasterizer "
       "component\n"
       "  see 'cryocosm list --point rasterizer'\n"
       "2 errors, nothing was run"},
      {R"({"use": "shapes.map", "count": 1})",
       "p.json:3:1: error CC2007: structures[0].params.path: missing; shapes.map needs it\n"
       "  The file to read."},
      {R"({"use": "shapes.map", "count": 1, "params": {"path": "no.mrc"}})",
       "p.json:3:54: error CC6001: structures[0].params.path: there is no file 'no.mrc'\n"
       "  looked for no.mrc; paths are relative to the pipeline file's folder"},
      {R"({"use": "shapes.map", "count": 1, "params": {"path": "."}})",
       "p.json:3:54: error CC6002: structures[0].params.path: '.' is not a file\n"
       "  it is "},
      {R"({"use": "shapes.map", "count": 1, "params": {"path": ""}})",
       "p.json:3:54: error CC6001: structures[0].params.path: the name of the file is empty\n"
       "  leave the key out to give no file"},
      {R"({"use": "shapes.ball", "count": 1, "name": "a b"})",
       "p.json:3:44: error CC2002: structures[0].name: 'a b' cannot be a name\n"
       "  names have letters, digits, '_' and '-' only"},
      {R"({"use": "shapes.ball", "count": 1, "name": ""})",
       "p.json:3:44: error CC2002: structures[0].name: '' cannot be a name\n"
       "  names have letters, digits, '_' and '-' only"},
      {R"({"use": "shapes.ball", "count": 1, "name": "a"}, {"use": "shapes.ball", "count": 1, "name": "a"})",
       "p.json:3:93: error CC2015: structures[1].name: the name 'a' is already that of structures[0]\n"
       "  give every entry a name of its own"},
      {R"({"use": "shapes.ball", "count": 1, "place": "poses.anywhre"})",
       "p.json:3:45: error CC2010: structures[0].place: no component 'poses.anywhre'\n"
       "  closest: poses.anywhere"},
      {R"({"use": "shapes.ball", "count": 1, "place": {"use": "poses.near"}})",
       "p.json:3:45: error CC2007: structures[0].place.params.to: missing; poses.near needs it\n"
       "  Name of another entry."},
      {R"({"use": "shapes.ball", "count": 1, "place": 3})",
       "p.json:3:45: error CC2002: structures[0].place: expected a transform component, found number 3\n"
       "  write \"family.component\" or {\"use\": \"family.component\", \"params\": {...}}"},
      {R"({"use": "shapes.ball", "count": 1, "place": {"uses": "poses.near"}})",
       "p.json:3:46: error CC2001: structures[0].place.uses: unknown key of a transform component\n"
       "  did you mean 'use'? known: params, use"},
      {R"({"use": "shapes.cluster", "count": 1, "params": {"member": "poses.near"}})",
       "p.json:3:60: error CC2013: structures[0].params.member: 'poses.near' is a transform component, here "
       "a structure component is needed\n"
       "  see 'cryocosm list --point structure'"},
      {R"({"use": "shapes.cluster", "count": 1, "params": {"member": {"use":"shapes.ball", "params": {"x": 1}}, "step": "poses.anywhere"}})",
       "p.json:3:93: error CC2001: structures[0].params.member.params.x: unknown parameter of shapes.ball\n"
       "  known: centre, filling, gap, layers, note, radius, skin, smooth, tags, tilt, wall, weights"},
      {"3", "p.json:3:1: error CC2002: structures[0]: expected a group of keys, found number 3"},
      {"null", "p.json:3:1: error CC2002: structures[0]: expected a group of keys, found null"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", pipeline(input)), fakes::with_summary(expected)) << input;
}

TEST_F(Pipeline, WrongSectionsAreRefused) {
  const std::vector<fakes::Case> cases{
      {"[]", "p.json:1:1: error CC2000: expected a pipeline {...}, found an empty list"},
      {"3", "p.json:1:1: error CC2000: expected a pipeline {...}, found number 3"},
      {"{}",
       "p.json:1:1: error CC2007: cryocosm: missing; it says which format the pipeline is written in\n"
       "  add \"cryocosm\": 1 (in INI, cryocosm = 1 in section [pipeline])"},
      {R"({"cryocosm": 2, "x": 1})",
       "p.json:1:14: error CC2019: cryocosm: unknown format version 2\n"
       "  this program reads version 1"},
      {R"({"cryocosm": "1"})",
       "p.json:1:1: error CC2007: volume: missing; the pipeline needs it\n"
       "  such as \"volume\": {\"size\": [200, 200, 100], \"voxel\": \"10 A\"}\n"
       "p.json:1:1: error CC2007: structures: missing; the pipeline needs it\n"
       "  see 'cryocosm list --point structure' for what can be placed\n"
       "p.json:1:14: error CC2002: cryocosm: expected a whole number, found the text '1'\n"
       "  write it without quotes\n"
       "3 errors, nothing was run"},
      {R"({"cryocosm": 1})",
       "p.json:1:1: error CC2007: volume: missing; the pipeline needs it\n"
       "  such as \"volume\": {\"size\": [200, 200, 100], \"voxel\": \"10 A\"}\n"
       "p.json:1:1: error CC2007: structures: missing; the pipeline needs it\n"
       "  see 'cryocosm list --point structure' for what can be placed\n"
       "2 errors, nothing was run"},
      {R"({"cryocosm": 1, "structures": {}, "volume": []})",
       "p.json:1:31: error CC2002: structures: expected a list of entries, found an empty group\n"
       "p.json:1:45: error CC2002: volume: expected a group of keys, found an empty list\n"
       "2 errors, nothing was run"},
      {R"({"cryocosm": 1, "structures": [], "volume": {"size": ["500 nm", "500 nm", "201 A"]}})",
       "p.json:1:31: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:75: error CC2005: volume.size[2]: '201 A' is 20.1 voxels of 10 A, not a whole number of "
       "them\n"
       "  write 20 voxels (200 A) or 21 voxels (210 A)\n"
       "1 error, 1 warning, nothing was run"},
      {R"({"cryocosm": 1, "structures": [], "volume": {"size": ["500 nm", "500 nm", "2 A"]}})",
       "p.json:1:31: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:75: error CC2005: volume.size[2]: '2 A' is out of range: size must be 1 to 100000 voxels\n"
       "1 error, 1 warning, nothing was run"},
      {R"({"cryocosm": 1, "structures": [], "volume": {"size": [0, 10, 1.5], "voxel": "10 kV"}})",
       "p.json:1:31: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:55: error CC2005: volume.size[0]: '0' is out of range: size must be 1 to 100000 voxels\n"
       "p.json:1:77: error CC2004: volume.voxel: '10 kV' is a voltage; voxel needs a length (A, Å, nm, um, "
       "µm, mm)\n"
       "2 errors, 1 warning, nothing was run"},
      {R"({"cryocosm": 1, "structures": [], "volume": {"size": [10, 10, 1.5]}})",
       "p.json:1:31: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:63: error CC2005: volume.size[2]: '1.5' is 1.5 voxels of 10 A, not a whole number of them\n"
       "  write 1 voxels (10 A) or 2 voxels (20 A)\n"
       "1 error, 1 warning, nothing was run"},
      {R"({"cryocosm": 1, "structures": [], "volume": {"size": [10, 10, 10], "margin": 50}})",
       "p.json:1:31: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:45: error CC2009: volume: the margins must leave something of the volume between them\n"
       "1 error, 1 warning, nothing was run"},
      {R"({"cryocosm": 1, "seed": -1, "name": "a.b", "structures": [], "acquisition": 3, "export": [{"use": "files.volume"}], "volume": {"size": [10, 10, 10]}, "extra": 1})",
       "p.json:1:25: error CC2005: seed: '-1' is out of range: seed must be at least 0\n"
       "p.json:1:37: error CC2002: name: 'a.b' cannot be a name\n"
       "  names have letters, digits, '_' and '-' only\n"
       "p.json:1:58: warning CC2007: structures: the list is empty, nothing will be placed\n"
       "p.json:1:77: error CC2002: acquisition: expected a list of entries, found number 3\n"
       "p.json:1:99: error CC2010: export[0].use: no component 'files.volume'\n"
       "  closest: files.volumes\n"
       "p.json:1:151: error CC2001: extra: unknown key of the pipeline\n"
       "  known: acquisition, cryocosm, export, name, placement, seed, structures, volume\n"
       "5 errors, 1 warning, nothing was run"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", input), fakes::with_summary(expected)) << input;
}

TEST_F(Pipeline, AllProblemsAreShownTogether) {
  EXPECT_EQ(
      message("p.json",
              "{\"cryocosm\": 1, \"sede\": 3,\n\"volume\": {\"size\": [20, 20, 10], \"voxel\": \"1 kV\"},\n"
              "\"structures\": [{\"use\": \"shapes.ball\", \"count\": 1,\n\"params\": {\"raduis\": 3, "
              "\"gap\": -1}}],\n"
              "\"acquisition\": [{\"use\": \"scope.projekt\"}]}"),
      "p.json:1:17: error CC2001: sede: unknown key of the pipeline\n"
      "  did you mean 'seed'? known: acquisition, cryocosm, export, name, placement, seed, structures, "
      "volume\n"
      "p.json:2:43: error CC2004: volume.voxel: '1 kV' is a voltage; voxel needs a length (A, Å, nm, um, µm, "
      "mm)\n"
      "p.json:4:12: error CC2001: structures[0].params.raduis: unknown parameter of shapes.ball\n"
      "  did you mean 'radius'? known: centre, filling, gap, layers, note, radius, skin, smooth, tags, tilt, "
      "wall, weights\n"
      "p.json:4:32: error CC2005: structures[0].params.gap: '-1' is out of range: gap must be 0 to 1000 A\n"
      "p.json:5:25: error CC2010: acquisition[0].use: no component 'scope.projekt'\n"
      "  closest: scope.project\n"
      "5 errors, nothing was run");
}

TEST_F(Pipeline, SizesMayBeLengths) {
  const PipelineSpec spec =
      read("p.json", R"({"cryocosm": 1, "volume": {"size": ["500 nm", 200, "0.1 um"], "voxel": "2.5 A",
                                             "margin": "2 nm"}, "structures": []})");
  EXPECT_EQ(spec.grid.size, (Index3{2000, 200, 400}));
  EXPECT_EQ(spec.grid.voxel_A, 2.5);
  EXPECT_EQ(spec.margin_A, 20);
  // 0.3 nm over 0.1 A is not exactly 30 in binary
  EXPECT_EQ(
      read(
          "p.json",
          R"({"cryocosm": 1, "volume": {"size": ["0.3 nm", "0.7 nm", "1.1 nm"], "voxel": 0.1}, "structures": []})")
          .grid.size,
      (Index3{30, 70, 110}));
}

TEST_F(Pipeline, NamesDefaultToTheComponentAndAreUnique) {
  const PipelineSpec spec = read(
      "my first.v2.json", pipeline(R"({"use": "shapes.ball", "count": 1}, {"use": "shapes.ball", "count": 1},
      {"use": "shapes.ball", "count": 1, "name": "ball-2"}, {"use": "shapes.cluster", "count": 1}, {"use": "shapes.ball", "count": 1})"));
  std::vector<std::string> names;
  for (const StructureEntry& entry : spec.structures) names.push_back(entry.name);
  EXPECT_EQ(names, (std::vector<std::string>{"ball", "ball-3", "ball-2", "cluster", "ball-4"}));
  EXPECT_EQ(spec.name, "my_first_v2");
}

TEST_F(Pipeline, EntriesTakeTheirStructuresUsualPartnersUnlessTheyNameOthers) {
  const PipelineSpec spec = read("p.json", pipeline(R"({"use": "shapes.ball", "occupancy": "3 %"},
      {"use": "shapes.loose", "count": 4, "place": {"use": "poses.near", "params": {"to": "ball"}}, "draw": "paint.solid",
       "overlap": "1 %", "unit_tries": 7, "chain_tries": 8}, {"use": "shapes.ball", "count": 1, "place": {"params": {"angle": 5}}})"));
  EXPECT_EQ(spec.structures[0].transform.component->record.id, "poses.anywhere");
  EXPECT_EQ(spec.structures[0].rasterizer.component->record.id, "paint.solid");
  EXPECT_EQ(spec.structures[0].occupancy, 0.03);
  EXPECT_EQ(spec.structures[0].count, 0);
  EXPECT_EQ(spec.structures[0].overlap, 0);
  EXPECT_EQ(spec.structures[0].unit_tries, StructureEntry{}.unit_tries);
  EXPECT_EQ(spec.structures[0].chain_tries, StructureEntry{}.chain_tries);
  EXPECT_EQ(spec.structures[1].transform.component->record.id, "poses.near");
  EXPECT_EQ(spec.structures[1].transform.path, "structures[1].place");
  EXPECT_EQ(spec.structures[1].count, 4);
  EXPECT_EQ(spec.structures[1].overlap, 0.01);
  EXPECT_EQ(spec.structures[1].unit_tries, 7);
  EXPECT_EQ(spec.structures[1].chain_tries, 8);
  EXPECT_EQ(spec.structures[2].transform.params.find("angle")->number, 5);
}

TEST_F(Pipeline, ReferencedComponentsAreValidatedAndListed) {
  const PipelineSpec spec = read("p.json", pipeline(R"({"use": "shapes.cluster", "count": 1,
      "params": {"member": {"use": "shapes.ball", "params": {"radius": "7 nm"}}}}, {"use": "shapes.cluster", "count": 1,
      "params": {"member": "shapes.cluster", "step": "poses.anywhere"}})"));
  ASSERT_EQ(spec.referenced.size(), 4U);
  const Value& first = *spec.structures[0].structure.params.find("member");
  EXPECT_EQ(first.text, "shapes.ball");
  EXPECT_EQ(spec.referenced[first.handle - 1].params.find("radius")->distribution.a, 70);
  EXPECT_EQ(spec.structures[0].structure.params.find("step")->handle, 0U);
  const Value& second = *spec.structures[1].structure.params.find("member");
  const ComponentUse& inner = spec.referenced[second.handle - 1];
  EXPECT_EQ(inner.component->record.id, "shapes.cluster");
  EXPECT_EQ(inner.path, "structures[1].params.member");
  EXPECT_EQ(spec.referenced[inner.params.find("member")->handle - 1].component->record.id, "shapes.ball");
}

/// Refers to itself twice by default.
struct Endless {
  ComponentRef a{"shapes.endless", 0};
  ComponentRef b{"shapes.endless", 0};
  static Schema<Endless> schema() {
    Schema<Endless> s("Endless.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("a", &Endless::a).point("structure").help("Itself.");
    s.field("b", &Endless::b).point("structure").help("Itself.");
    return s;
  }
};

TEST_F(Pipeline, ComponentsThatReferToThemselvesForEverAreAnError) {
  kernel.add(fakes::record<Endless>("shapes.endless", StructureGenerator::extends));
  const std::string text = message("p.json", pipeline(R"({"use": "shapes.endless", "count": 1})"));
  EXPECT_NE(text.find("components refer to each other more than 16 levels deep\n1 error"), std::string::npos)
      << text;
}

TEST_F(Pipeline, WithoutAnExportSectionTheUsualExportersRun) {
  const auto ids = [](const PipelineSpec& spec) {
    std::vector<std::string> result;
    for (const ComponentUse& use : spec.exporters) result.push_back(use.component->record.id);
    return result;
  };
  EXPECT_EQ(ids(read("p.json", pipeline(""))), (std::vector<std::string>{"files.table", "files.volumes"}));
  EXPECT_EQ(ids(read("p.json", pipeline("", R"(, "export": [])"))), std::vector<std::string>{});
  EXPECT_EQ(ids(read("p.json", pipeline("", R"(, "export": ["files.archive", {"use": "files.table"}])"))),
            (std::vector<std::string>{"files.archive", "files.table"}));
}

TEST_F(Pipeline, TheSchemaKeyIsIgnored) {
  EXPECT_EQ(message("p.json", pipeline("", R"(, "$schema": "cryocosm.schema.json")")), "no error");
}

TEST_F(Pipeline, FilesAreFoundBesideThePipeline) {
  write("a.mrc", "x");
  const PipelineSpec spec =
      read("p.json", pipeline(R"({"use": "shapes.map", "count": 1, "params": {"path": "a.mrc"}},
      {"use": "shapes.map", "count": 1, "params": {"path": ")" +
                              (folder / "a.mrc").string() + "\"}}"));
  EXPECT_EQ(spec.structures[0].structure.params.find("path")->text, (folder / "a.mrc").string());
  EXPECT_EQ(spec.structures[1].structure.params.find("path")->text, (folder / "a.mrc").string());
}

TEST_F(Pipeline, UnreadableFilesAreRefused) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  std::filesystem::permissions(write("a.mrc", "x"), std::filesystem::perms::none);
  EXPECT_EQ(
      message("p.json", pipeline(R"({"use": "shapes.map", "count": 1, "params": {"path": "a.mrc"}})")),
      fakes::with_summary("p.json:3:54: error CC6002: structures[0].params.path: 'a.mrc' cannot be read\n"
                          "  check the permissions of a.mrc"));
}

TEST_F(Pipeline, UnknownComponentsMentionRefusedPlugins) {
  kernel.load(SearchPath{{write("not_a_plugin.txt", "x")}, {}});
  ASSERT_EQ(kernel.refused().size(), 1U);
  EXPECT_EQ(message("p.json", pipeline(R"({"use": "shapes.bal", "count": 1})")),
            fakes::with_summary("p.json:3:9: error CC2010: structures[0].use: no component 'shapes.bal'\n"
                                "  closest: shapes.ball, shapes.map\n"
                                "  1 plugin was refused while searching; see 'cryocosm plugins --refused'"));
}

TEST_F(Pipeline, WithoutAnyComponentTheMessageSaysSo) {
  const Kernel empty;
  try {
    read_pipeline(empty, write("p.json", pipeline(R"({"use": "shapes.ball", "count": 1})")));
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.diagnostics()[0].hint, "no components are loaded; see 'cryocosm plugins'");
  }
}

}  // namespace
}  // namespace cryocosm
