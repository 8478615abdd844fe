// What is on its way out: still read, with a warning at its place, marked in every description, and in no
// starter file.
#include <algorithm>

#include "config/config_file.hpp"
#include "describe/describe.hpp"
#include "describe/json_schema.hpp"
#include "describe/resolved.hpp"
#include "describe/starter.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

struct Coat {
  double thickness_A = 40;
  double roughness = 0.1;
};
struct Seed {
  double radius_A = 100;
  double diameter_A = 200;
  double grain_A = 5;
  Coat coat;

  static Schema<Seed> schema() {
    Schema<Coat> coat("Coat of a seed.");
    coat.field("thickness", &Coat::thickness_A).unit(units::angstrom).help("Its thickness.").since("0.2.1");
    coat.field("roughness", &Coat::roughness).help("Its roughness.").deprecated("use 'grain'");
    Schema<Seed> s("A seed.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("radius", &Seed::radius_A)
        .unit(units::angstrom)
        .range(10, 500)
        .since("0.2")
        .help("Outer radius.");
    s.field("diameter", &Seed::diameter_A)
        .unit(units::angstrom)
        .help("Outer diameter.")
        .deprecated("use 'radius'");
    s.field("grain", &Seed::grain_A).unit(units::angstrom).help("Size of a grain.");
    s.group("coat", &Seed::coat, coat).help("The coat.");
    return s;
  }
};

/// Components that have a successor.
struct OldStructure {
  static Schema<OldStructure> schema() {
    Schema<OldStructure> s("An old structure.");
    s.placed_by("poses.old").drawn_by("paint.solid").deprecated("use shapes.seed");
    return s;
  }
};
struct OldPose {
  static Schema<OldPose> schema() {
    return std::move(Schema<OldPose>("An old pose.").deprecated("use poses.anywhere"));
  }
};
struct OldFile {
  static Schema<OldFile> schema() {
    return std::move(Schema<OldFile>("An old file.").by_default().deprecated("use files.table"));
  }
};

class Deprecation : public fakes::PipelineTest {
 protected:
  Deprecation() {
    kernel.add(fakes::record<Seed>("shapes.seed", StructureGenerator::extends));
    kernel.add(fakes::record<OldStructure>("shapes.old", StructureGenerator::extends));
    kernel.add(fakes::record<OldPose>("poses.old", TransformGenerator::extends));
    kernel.add(fakes::record<OldFile>("files.old", Exporter::extends));
  }

  /// The warnings of a pipeline that is read, without the folder.
  std::string warnings(const std::string& name, const std::string& text) const {
    std::string all;
    for (const Diagnostic& warning : read(name, text).warnings)
      all += to_text(warning).substr(folder.string().size() + 1) + "\n";
    return all;
  }

  std::string described(const char* id) const { return describe_text(*kernel.find(id)); }
};

TEST_F(Deprecation, AKeyIsReadWithAWarningAtItsPlace) {
  const std::string json =
      pipeline(R"({"use": "shapes.seed", "count": 1, "params": {"diameter": 90, "coat": {"roughness": 1}}})");
  EXPECT_EQ(
      warnings("p.json", json),
      "p.json:3:47: warning CC2020: structures[0].params.diameter: deprecated, it will not be there for "
      "ever\n  use 'radius'\n"
      "p.json:3:72: warning CC2020: structures[0].params.coat.roughness: deprecated, it will not be there "
      "for ever\n  use 'grain'\n");
  EXPECT_EQ(read("p.json", json).structures[0].structure.params.find("diameter")->number, 90);

  const std::string ini =
      "[pipeline]\ncryocosm = 1\n[volume]\nsize = 20, 20, 10\n[structure s]\nuse = shapes.seed\ncount = 1\n"
      "params.diameter = 90\n";
  EXPECT_EQ(warnings("p.ini", ini),
            "p.ini:8:1: warning CC2020: structures[0].params.diameter: deprecated, it will not be there for "
            "ever\n  use 'radius'\n");
}

TEST_F(Deprecation, WhatIsNotGivenIsNotWarnedOf) {
  EXPECT_EQ(warnings("p.json", pipeline(R"({"use": "shapes.seed", "count": 1, "params": {"radius": 90}})")),
            "");
}

TEST_F(Deprecation, AComponentIsUsedWithAWarningAtItsName) {
  EXPECT_EQ(
      warnings("p.json", pipeline(R"({"use": "shapes.old", "count": 1})", R"(, "export": ["files.old"])")),
      "p.json:3:9: warning CC2020: structures[0].use: deprecated, it will not be there for ever\n"
      "  use shapes.seed\n"
      "p.json:4:15: warning CC2020: export[0]: deprecated, it will not be there for ever\n"
      "  use files.table\n");  // but not of poses.old, which nobody wrote
  EXPECT_EQ(
      warnings("p.json", pipeline(R"({"use": "shapes.seed", "count": 1, "place": {"use": "poses.old"}})")),
      "p.json:3:53: warning CC2020: structures[0].place.use: deprecated, it will not be there for ever\n"
      "  use poses.anywhere\n");
}

TEST_F(Deprecation, ARunsRecordReadsBackWithoutAWarningUnlessTheKeyWasGiven) {
  const std::string without = pipeline(R"({"use": "shapes.seed", "count": 1})", R"(, "export": [])");
  const std::string resolved = resolved_json(read("p.json", without));
  EXPECT_EQ(resolved.find("diameter"), std::string::npos) << resolved;
  EXPECT_EQ(resolved.find("roughness"), std::string::npos) << resolved;
  EXPECT_EQ(warnings("again.json", resolved), "");

  const std::string with =
      pipeline(R"({"use": "shapes.seed", "count": 1, "params": {"diameter": 90}})", R"(, "export": [])");
  const PipelineSpec again = read("again.json", resolved_json(read("p.json", with)));
  EXPECT_EQ(again.structures[0].structure.params.find("diameter")->number, 90);
  EXPECT_EQ(again.warnings.size(), 1U);
}

TEST_F(Deprecation, DescriptionsSayIt) {
  const std::string text = described("shapes.seed");
  EXPECT_NE(text.find("\n                  Outer radius. Since 0.2.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n                  Outer diameter. Deprecated: use 'radius'.\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n                  Its thickness. Since 0.2.1.\n"), std::string::npos) << text;
  EXPECT_EQ(described("shapes.old"), R"(shapes.old: a structure component, built in

An old structure.
Deprecated: use shapes.seed.
Placed by poses.old unless the entry says otherwise.
Drawn by paint.solid unless the entry says otherwise.

No parameters.
)");
  EXPECT_EQ(list_text({kernel.find("files.old"), kernel.find("files.table")}),
            "files.old    exporter  An old file. (deprecated)\nfiles.table  exporter  Writes tables.\n");

  EXPECT_NE(
      reference_page(*kernel.find("shapes.seed")).find("| Outer diameter. Deprecated: use 'radius'. |\n"),
      std::string::npos);
  EXPECT_NE(reference_page(*kernel.find("shapes.old")).find("\n\n**Deprecated**: use shapes.seed.\n\n"),
            std::string::npos);

  Problems problems;
  const ConfigNode root = read_json_config(
      describe_json({kernel.find("shapes.old"), kernel.find("shapes.seed")}), "describe", problems);
  const std::vector<ConfigNode>& components = root.find("components")->children;
  EXPECT_EQ(components[0].find("deprecated")->text, "use shapes.seed");
  EXPECT_EQ(components[1].find("deprecated"), nullptr);
  const std::vector<ConfigNode>& parameters = components[1].find("parameters")->children;
  EXPECT_EQ(parameters[0].find("since")->text, "0.2");
  EXPECT_EQ(parameters[1].find("deprecated")->text, "use 'radius'");
  EXPECT_EQ(parameters[2].find("deprecated"), nullptr);
}

TEST_F(Deprecation, EditorsAreTold) {
  Problems problems;
  const ConfigNode root = read_json_config(json_schema(kernel), "schema", problems);
  const ConfigNode& definitions = *root.find("$defs");
  const ConfigNode& seed = *definitions.find("params_shapes.seed");
  EXPECT_EQ(seed.find("deprecated"), nullptr);
  EXPECT_EQ(seed.find("properties")->find("diameter")->find("deprecated")->text, "true");
  EXPECT_EQ(seed.find("properties")->find("diameter")->find("description")->text,
            "Outer diameter. Deprecated: use 'radius'. Unit: A.");
  EXPECT_EQ(seed.find("properties")->find("radius")->find("deprecated"), nullptr);
  const ConfigNode& old = *definitions.find("params_shapes.old");
  EXPECT_EQ(old.find("deprecated")->text, "true");
  EXPECT_EQ(old.find("deprecationMessage")->text, "use shapes.seed");
  EXPECT_EQ(seed.find("properties")->find("diameter")->find("deprecationMessage")->text, "use 'radius'");
  EXPECT_EQ(definitions.find("params_shapes.ball")
                ->find("properties")
                ->find("sheets")
                ->find("deprecationMessage")
                ->text,
            "now called 'layers'");
  const ConfigNode& use = *definitions.find("entry")->find("properties")->find("use");
  const std::vector<ConfigNode>& names = use.find("enum")->children;
  const auto place = std::find_if(names.begin(), names.end(),
                                  [](const ConfigNode& name) { return name.text == "shapes.old"; });
  ASSERT_NE(place, names.end());
  ASSERT_EQ(use.find("enumDescriptions")->children.size(), names.size());
  EXPECT_EQ(use.find("enumDescriptions")->children[static_cast<std::size_t>(place - names.begin())].text,
            "An old structure. Deprecated: use shapes.seed.");
}

TEST_F(Deprecation, NobodyBeginsWithIt) {
  for (const Format format : {Format::json, Format::ini}) {
    const std::string pipeline = starter_pipeline(kernel, format);
    for (const char* old : {"diameter", "roughness", "shapes.old", "poses.old", "files.old"})
      EXPECT_EQ(pipeline.find(old), std::string::npos) << old << " in\n" << pipeline;
    EXPECT_NE(pipeline.find("thickness"), std::string::npos);
    EXPECT_EQ(starter_component(*kernel.find("shapes.seed"), format).find("diameter"), std::string::npos);
  }
  EXPECT_EQ(warnings("p.json", starter_pipeline(kernel, Format::json)), "");
  EXPECT_EQ(warnings("p.ini", starter_pipeline(kernel, Format::ini)), "");
}

}  // namespace
}  // namespace cryocosm
