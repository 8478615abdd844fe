// Starter files: accepted as they stand, and with every parameter at its default.
#include "describe/starter.hpp"

#include "describe/describe.hpp"
#include "describe/resolved.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

using fakes::Skin;

class Starter : public fakes::PipelineTest {};

TEST_F(Starter, PipelinesAreAcceptedAndSayTheSameInBothForms) {
  const PipelineSpec json = read("p.json", starter_pipeline(kernel, Format::json));
  const PipelineSpec ini = read("p.ini", starter_pipeline(kernel, Format::ini));
  EXPECT_EQ(resolved_json(json), resolved_json(ini));
  ASSERT_EQ(json.structures.size(), 2U);  // a map needs a file, nothing places a loose one
  EXPECT_EQ(json.structures[0].structure.component->record.id, "shapes.ball");
  EXPECT_EQ(json.structures[1].structure.component->record.id, "shapes.cluster");
  EXPECT_TRUE(json.warnings.empty());
}

TEST_F(Starter, WritingOutTheDefaultsChangesNothing) {
  const PipelineSpec starter = read("p.json", starter_pipeline(kernel, Format::json));
  const PipelineSpec plain =
      read("starter.json", R"({"cryocosm": 1, "seed": 1, "volume": {"size": [200, 200, 100]}, "structures":
      [{"use": "shapes.ball", "count": 5}, {"use": "shapes.cluster", "count": 5}]})");
  EXPECT_EQ(resolved_json(starter), resolved_json(plain));
}

TEST_F(Starter, EveryComponentsFragmentFitsWhereItBelongs) {
  write("path_to_file", "x");
  for (const Component* component : kernel.components()) {
    const std::string point = component->record.point.name;
    std::string json = starter_component(*component, Format::json);
    std::string ini = starter_component(*component, Format::ini);
    for (std::string* text : {&json, &ini})
      if (const std::size_t at = text->find("path/to/file"); at != std::string::npos)
        text->replace(at, 12, "path_to_file");
    const bool is_loose = component->record.id == "shapes.loose";
    const std::string ini_start = ball_ini("");
    if (point == "structure") {
      if (is_loose) json.insert(json.find('{') + 1, R"("place": "poses.anywhere", "draw": "paint.solid",)");
      if (is_loose) ini += "place = poses.anywhere\ndraw = paint.solid\n";
      const bool is_ball = component->record.id == "shapes.ball";
      EXPECT_EQ(message("p.json", pipeline(json)), "no error") << json;
      EXPECT_EQ(message("p.ini", is_ball ? ball_ini("").substr(0, ball_ini("").find("[structure")) + ini
                                         : ini_start + ini),
                "no error")
          << ini;
    } else if (point == "transform" || point == "rasterizer") {
      const std::string key = point == "transform" ? "place" : "draw";
      EXPECT_EQ(message("p.json",
                        pipeline("{\"use\": \"shapes.ball\", \"count\": 1, \"" + key + "\": " + json + "}")),
                "no error")
          << json;
      EXPECT_EQ(message("p.ini", ini_start + ini), "no error") << ini;
    } else {
      const std::string key = point == "acquisition" ? "acquisition" : "export";
      EXPECT_EQ(message("p.json", pipeline("", ", \"" + key + "\": [" + json + "]")), "no error") << json;
      EXPECT_EQ(message("p.ini", ini_start + ini), "no error") << ini;
    }
  }
}

TEST_F(Starter, BothFormsHaveEveryKeyOfThePipeline) {
  const std::string json = starter_pipeline(kernel, Format::json);
  for (const char* key : {"order", "crowding", "relax_tries", "overlap", "halo", "unit_tries", "chain_tries"})
    EXPECT_NE(json.find(std::string("\"") + key + "\": "), std::string::npos) << key;
  EXPECT_NE(json.find(R"("export": [)"), std::string::npos);
  EXPECT_NE(json.find(R"("use": "files.table")"), std::string::npos);  // one of the usual exporters
  EXPECT_EQ(json.find("files.archive"), std::string::npos);            // which is not

  const std::string ini = starter_pipeline(kernel, Format::ini);
  EXPECT_NE(ini.find(R"([placement]
; The list's order, or the largest units first;)"),
            std::string::npos);
  EXPECT_NE(ini.find("\norder = as_listed\n"), std::string::npos);
  EXPECT_NE(ini.find(R"(
; Thickness of the layer along z. (number; 0.1 to 10000000 A; required in its group)
; slab.thickness = 0.1
; Distance of the layer's middle from the volume's, along z. (number; -10000000 to 10000000 A; default 0)
; slab.offset = 0
)"),
            std::string::npos)
      << ini;
  for (const char* key : {"mask", "region.inside", "region.outside", "region.mask", "region.slab.thickness",
                          "region.box.low", "region.box.high"})
    EXPECT_NE(ini.find(std::string("\n; ") + key + " = "), std::string::npos) << key;
}

/// A group that is given whole or not at all.
struct Framed {
  Skin frame;
  static Schema<Framed> schema() {
    Schema<Skin> frame("A frame.");
    frame.field("thickness", &Skin::thickness_A)
        .unit(units::angstrom)
        .range(10, 100)
        .required()
        .help("Its thickness.");
    frame.field("soft", &Skin::is_soft).help("Whether it gives way.");
    Schema<Framed> s("A framed ball.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.group("frame", &Framed::frame, frame).optional().help("The frame.");
    return s;
  }
};

TEST_F(Starter, OptionalGroupsAreLeftOut) {
  kernel.add(fakes::record<Framed>("shapes.framed", StructureGenerator::extends));
  const PipelineSpec json = read("p.json", starter_pipeline(kernel, Format::json));
  const PipelineSpec ini = read("p.ini", starter_pipeline(kernel, Format::ini));
  EXPECT_EQ(resolved_json(json), resolved_json(ini));
  ASSERT_EQ(json.structures.size(), 3U);  // nothing has to be guessed for it
  EXPECT_EQ(json.structures[2].structure.component->record.id, "shapes.framed");
  EXPECT_EQ(json.structures[2].structure.params.find("frame"), nullptr);
  const std::string description = describe_text(*kernel.find("shapes.framed"));
  EXPECT_NE(description.find("frame.thickness  number, required in its group, 10 to 100 A\n"),
            std::string::npos)
      << description;
}

TEST_F(Starter, IniExplainsEachKey) {
  EXPECT_EQ(starter_component(*kernel.find("scope.project"), Format::ini), R"([acquisition project]
; Projections.
use = scope.project
; Signal to noise. (number or distribution; 0.01 to 100; default uniform(1, 2))
params.snr = uniform(1, 2)
; Step of the tilt. (number; 0.1 to 90 deg; default 3)
params.step = 3
)");
  EXPECT_EQ(starter_component(*kernel.find("poses.near"), Format::ini),
            R"(; keys of a [structure NAME] section
; A pose near something.
place.use = poses.near
; Name of another entry. (text; required)
place.params.to = text
)");
}

/// Required parameters whose struct defaults would not pass.
struct Strict {
  double size_A = 0;
  std::int64_t copies = 0;
  std::string kind;
  std::string note = "n";
  static Schema<Strict> schema() {
    Schema<Strict> s("Strict.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("size", &Strict::size_A).unit(units::angstrom).range(5, 10).required().help("Size.");
    s.field("copies", &Strict::copies).at_least(1).required().help("Copies.");
    s.field("kind", &Strict::kind).choices({"a", "b"}).required().help("Kind.");
    s.field("note", &Strict::note).required().help("Note.");
    return s;
  }
};

TEST_F(Starter, RequiredParametersGetAValueThatPasses) {
  kernel.add(fakes::record<Strict>("shapes.strict", StructureGenerator::extends));
  const PipelineSpec spec = read("p.json", starter_pipeline(kernel, Format::json));
  ASSERT_EQ(spec.structures.size(), 3U);
  EXPECT_EQ(spec.structures[2].structure.params.find("size")->number, 5);
  EXPECT_EQ(message("p.ini", starter_pipeline(kernel, Format::ini)), "no error");
}

TEST_F(Starter, WithoutAUsableStructureThereIsNoPipelineToStartFrom) {
  const Kernel empty;
  try {
    starter_pipeline(empty, Format::json);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "no structure component is loaded that works without further input");
    EXPECT_EQ(error.hint(), "see 'cryocosm list --point structure' and 'cryocosm plugins'");
  }
}

}  // namespace
}  // namespace cryocosm
