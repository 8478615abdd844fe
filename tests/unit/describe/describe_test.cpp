// Descriptions for people, programs and the reference pages, with their exact text.
#include "describe/describe.hpp"

#include "config/config_file.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Describe : public fakes::PipelineTest {
 protected:
  const Component& component(const char* id) const { return *kernel.find(id); }
};

TEST_F(Describe, ListsAreAlignedAndSorted) {
  EXPECT_EQ(list_text(kernel.components()), R"(files.archive   exporter     Writes an archive.
files.table     exporter     Writes tables.
files.volumes   exporter     Writes volumes.
paint.solid     rasterizer   A solid body.
poses.anywhere  transform    Any pose.
poses.near      transform    A pose near something.
scope.project   acquisition  Projections.
shapes.ball     structure    A ball.
shapes.cluster  structure    A cluster.
shapes.loose    structure    A structure that nothing places.
shapes.map      structure    A map.
)");
  EXPECT_EQ(list_text({}), "");
}

TEST_F(Describe, TextHasEverythingAboutEachParameter) {
  EXPECT_EQ(describe_text(component("shapes.ball")), R"(shapes.ball: a structure component, built in

A ball.
It is round.
Placed by poses.anywhere unless the entry says otherwise.
Drawn by paint.solid unless the entry says otherwise.

Parameters
  radius          number or distribution, 400 A, 50 to 5000 A
                  Outer radius.
  gap             number, 5 A, 0 to 1000 A
                  Space around it.
  layers          whole number, 2, 1 to 10
                  Number of layers.
  smooth          true or false, true
                  Whether edges are soft.
  wall            text, bilayer, one of single, bilayer
                  Kind of wall.
  note            text, optional
                  Anything to remember.
  centre          list of 3 numbers, 0, 0, 0 A
                  Shift of the centre.
  weights         list of numbers, 1, 0.5, 0 to 1
                  Weight of each layer.
  tags            list of texts, empty
                  Words.
  skin.thickness  number, 35 A, 10 to 100 A
                  Its thickness.
  skin.soft       true or false, false
                  Whether it gives way.
  tilt            number, 0 deg
                  Tilt of the ball.
  filling         number, 0.5, 0 to 1
                  How full it is.

Rules
  gap must be smaller than the smallest radius
)");
  EXPECT_EQ(describe_text(component("files.table")), R"(files.table: an exporter component, built in

Writes tables.
Runs when the pipeline lists no exporters.

No parameters.
)");
  EXPECT_EQ(describe_text(component("shapes.map")), R"(shapes.map: a structure component, built in

A map.
Placed by poses.anywhere unless the entry says otherwise.
Drawn by paint.solid unless the entry says otherwise.

Parameters
  path     file, required
           The file to read.
  mass     number, 100 kDa, at least 0 kDa
           Its mass.
  voltage  number, 300 kV
           Made at this voltage.
)");
}

TEST_F(Describe, ListsForProgramsAreVersioned) {
  EXPECT_EQ(list_json({&component("poses.near")}), R"({
  "format": "cryocosm-list",
  "version": 1,
  "components": [
    {
      "id": "poses.near",
      "point": "transform",
      "interface": 2,
      "plugin": null,
      "summary": "A pose near something."
    }
  ]
}
)");
}

TEST_F(Describe, DescriptionsForProgramsHoldTheWholeSchema) {
  EXPECT_EQ(describe_json({&component("poses.near"), &component("scope.project")}), R"({
  "format": "cryocosm-components",
  "version": 1,
  "components": [
    {
      "id": "poses.near",
      "point": "transform",
      "interface": 2,
      "plugin": null,
      "summary": "A pose near something.",
      "details": "",
      "transform": "",
      "rasterizer": "",
      "by_default": false,
      "rules": [],
      "parameters": [
        {
          "key": "to",
          "type": "text",
          "help": "Name of another entry.",
          "required": true,
          "optional": false
        }
      ]
    },
    {
      "id": "scope.project",
      "point": "acquisition",
      "interface": 2,
      "plugin": null,
      "summary": "Projections.",
      "details": "",
      "transform": "",
      "rasterizer": "",
      "by_default": false,
      "rules": [],
      "parameters": [
        {
          "key": "snr",
          "type": "distribution",
          "help": "Signal to noise.",
          "required": false,
          "optional": false,
          "dimension": "none",
          "unit": "",
          "minimum": 0.01,
          "maximum": 100,
          "default": {"uniform": [1, 2]}
        },
        {
          "key": "step",
          "type": "number",
          "help": "Step of the tilt.",
          "required": false,
          "optional": false,
          "dimension": "angle",
          "unit": "deg",
          "minimum": 0.1,
          "maximum": 90,
          "default": 3
        }
      ]
    }
  ]
}
)");
}

TEST_F(Describe, DescriptionsForProgramsAreJson) {
  Problems problems;
  const ConfigNode root = read_json_config(describe_json(kernel.components()), "describe", problems);
  EXPECT_FALSE(has_errors(problems.list()));
  EXPECT_EQ(root.find("components")->children.size(), kernel.components().size());
  const ConfigNode& ball = root.find("components")->children[7];
  EXPECT_EQ(ball.find("id")->text, "shapes.ball");
  EXPECT_EQ(ball.find("parameters")->children[9].find("parameters")->children[0].find("key")->text,
            "thickness");
  EXPECT_EQ(ball.find("parameters")->children[2].find("renamed_from")->text, "sheets");
}

TEST_F(Describe, ReferencePagesAreMarkdown) {
  EXPECT_EQ(reference_page(component("scope.project")), R"(# scope.project

Projections.

- extension point: `acquisition`, interface 2

## Parameters

| key | type | unit | default | allowed | meaning |
|---|---|---|---|---|---|
| `snr` | number or distribution |  | `uniform(1, 2)` | 0.01 to 100 | Signal to noise. |
| `step` | number | deg | `3` | 0.1 to 90 deg | Step of the tilt. |

## In a pipeline

```json
{
  "use": "scope.project",
  "params": {
    "snr": {"uniform": [1, 2]},
    "step": 3
  }
}
```

```ini
[acquisition project]
use = scope.project
params.snr = uniform(1, 2)
params.step = 3
```
)");
}

/// A help text with everything that would break a table.
struct Awkward {
  std::string choice = "a|b";
  static Schema<Awkward> schema() {
    Schema<Awkward> s("Awkward.");
    s.field("choice", &Awkward::choice).choices({"a|b", "c"}).help("One | two\nthree.");
    return s;
  }
};

TEST_F(Describe, BarsAndLineEndsDoNotBreakTheTable) {
  kernel.add(fakes::record<Awkward>("paint.awkward", Rasterizer::extends));
  const std::string page = reference_page(component("paint.awkward"));
  EXPECT_NE(page.find("| `choice` | text |  | `a\\|b` | `a\\|b`, `c` | One \\| two three. |\n"),
            std::string::npos)
      << page;
}

}  // namespace
}  // namespace cryocosm
