// From INI to JSON for parameters of every type, and for components that are not named.
#include "describe/convert.hpp"

#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Convert : public fakes::PipelineTest {};

TEST_F(Convert, TheSchemaSaysWhatTypeAnIniTextHas) {
  const std::string ini = ball_ini(
      "params.radius = uniform(150 A, 400 A)\nparams.gap = 1e1\nparams.sheets = 3\nparams.smooth = false\n"
      "params.wall = single\nparams.note = 12\nparams.centre = 1, -2.5, 1 nm\nparams.weights = .5, 1\n"
      "params.tags = 1, b\nparams.skin.thickness = 4 nm\nparams.skin.soft = true\n"
      "place.params.angle = 5\ndraw = paint.solid\n");
  EXPECT_EQ(converted(kernel, write("p.ini", ini)), R"json({
  "cryocosm": 1,
  "volume": {
    "size": [20, 20, 10],
    "voxel": "10 A"
  },
  "structures": [
    {
      "name": "ball",
      "use": "shapes.ball",
      "count": 1,
      "params": {
        "radius": "uniform(150 A, 400 A)",
        "gap": 10,
        "sheets": 3,
        "smooth": false,
        "wall": "single",
        "note": "12",
        "centre": [1, -2.5, "1 nm"],
        "weights": [".5", 1],
        "tags": ["1", "b"],
        "skin": {
          "thickness": "4 nm",
          "soft": true
        }
      },
      "place": {
        "params": {
          "angle": 5
        }
      },
      "draw": "paint.solid"
    }
  ]
}
)json");
}

TEST_F(Convert, EachLawHasOneTextInIni) {
  const auto radius = [&](const std::string& law) {
    const std::string ini = converted(kernel, write("p.json", ball("\"radius\": " + law)));
    const std::size_t start = ini.find("params.radius = ");
    return ini.substr(start + 16, ini.find('\n', start) - start - 16);
  };
  EXPECT_EQ(radius("300"), "300");
  EXPECT_EQ(radius(R"json("uniform(60, 70)")json"), "uniform(60, 70)");
  EXPECT_EQ(radius(R"({"uniform": [60, "7 nm"]})"), "uniform(60, 7 nm)");
  EXPECT_EQ(radius(R"({"uniform": {"high": 70, "low": 60}})"), "uniform(60, 70)");
  EXPECT_EQ(radius(R"({"normal": {"mean": 60, "deviation": 1}})"), "normal(60, 1)");
  EXPECT_EQ(radius(R"({"exponential": {"mean": 80, "min": 60}})"), "exponential(60, 80)");
  EXPECT_EQ(radius(R"({"exponential": {"min": 60, "mean": 80}})"), "exponential(60, 80)");
}

TEST_F(Convert, ALawWithKeysIsReadFromIniToo) {
  const std::string json = converted(
      kernel,
      write("p.ini", ball_ini("params.radius.exponential.min = 60\nparams.radius.exponential.mean = 8 nm\n"
                              "params.gap.uniform = 1, 2\n")));
  const auto position = [&](const std::string& text) { return json.find(text); };
  EXPECT_NE(position(R"("radius": {"exponential": {"min": 60, "mean": "8 nm"}})"), std::string::npos) << json;
  EXPECT_NE(position(R"("gap": {"uniform": [1, 2]})"), std::string::npos) << json;
}

}  // namespace
}  // namespace cryocosm
