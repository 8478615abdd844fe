// The JSON Schema of pipelines: complete references, one branch for each component, ranges, choices and help.
#include "describe/json_schema.hpp"

#include <set>

#include "config/config_file.hpp"
#include "describe/starter.hpp"
#include "fake_components.hpp"
#include "schema_validator.hpp"

namespace cryocosm {
namespace {

class JsonSchema : public fakes::PipelineTest {
 protected:
  void SetUp() override {
    Problems problems;
    root = read_json_config(json_schema(kernel), "schema", problems);
    ASSERT_FALSE(has_errors(problems.list()));
  }

  /// The node at a path such as "$defs/entry/properties".
  const ConfigNode& at(const std::string& path) const {
    const ConfigNode* node = &root;
    for (std::size_t start = 0; start <= path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      const std::string key = path.substr(start, end - start);
      node = node->kind == ConfigNode::Kind::list ? &node->children.at(std::stoul(key)) : node->find(key);
      if (node == nullptr) throw std::runtime_error("nothing at " + key + " of " + path);
      start = end + 1;
    }
    return *node;
  }

  static std::vector<std::string> texts(const ConfigNode& list) {
    std::vector<std::string> result;
    for (const ConfigNode& item : list.children) result.push_back(item.text);
    return result;
  }

  static void collect_references(const ConfigNode& node, std::set<std::string>& references) {
    if (node.key == "$ref") references.insert(node.text);
    for (const ConfigNode& child : node.children) collect_references(child, references);
  }

  ConfigNode root;
};

TEST_F(JsonSchema, EveryReferenceIsDefined) {
  std::set<std::string> references;
  collect_references(root, references);
  EXPECT_GT(references.size(), 20U);
  const std::string prefix = "#/$defs/";
  for (const std::string& reference : references) {
    ASSERT_EQ(reference.substr(0, prefix.size()), prefix);
    EXPECT_NE(at("$defs").find(reference.substr(prefix.size())), nullptr) << reference;
  }
}

TEST_F(JsonSchema, SectionsAreThoseOfThePipeline) {
  EXPECT_EQ(at("$schema").text, "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(texts(at("required")), (std::vector<std::string>{"cryocosm", "volume", "structures"}));
  EXPECT_EQ(at("properties/cryocosm/const").text, "1");
  EXPECT_EQ(at("properties/acquisition/items/$ref").text, "#/$defs/use_acquisition");
  EXPECT_EQ(at("additionalProperties").text, "false");
  std::vector<std::string> keys;
  for (const ConfigNode& child : at("$defs/entry/properties").children) keys.push_back(child.key);
  EXPECT_EQ(keys,
            (std::vector<std::string>{"name", "use", "count", "occupancy", "place", "draw", "overlap", "halo",
                                      "clip", "region", "unit_tries", "chain_tries", "params"}));
  EXPECT_EQ(texts(at("$defs/entry/properties/use/enum")),
            (std::vector<std::string>{"shapes.ball", "shapes.cluster", "shapes.loose", "shapes.map"}));
}

TEST_F(JsonSchema, GroupsOfThePipelineAreCompleteOrAbsent) {
  EXPECT_EQ(texts(at("properties/placement/allOf/0/properties/order/enum")),
            (std::vector<std::string>{"as_listed", "largest_first"}));
  EXPECT_EQ(texts(at("properties/placement/allOf/0/properties/crowding/enum")),
            (std::vector<std::string>{"insert", "relax"}));
  EXPECT_EQ(at("properties/placement/allOf/0/additionalProperties").text, "false");
  const std::string volume = "properties/volume/allOf/0/properties/";
  EXPECT_EQ(texts(at(volume + "slab/allOf/0/required")), std::vector<std::string>{"thickness"});
  EXPECT_EQ(at(volume + "mask/type").text, "string");
  const std::string region = "$defs/entry/properties/region/allOf/0/";
  EXPECT_EQ(at(region + "properties/inside/type").text, "string");
  EXPECT_EQ(texts(at(region + "properties/box/allOf/0/required")), (std::vector<std::string>{"low", "high"}));
  EXPECT_EQ(at(region + "properties").children.size(), 5U);
  EXPECT_EQ(at(region + "additionalProperties").text, "false");
  EXPECT_EQ(at("$defs/entry/properties/region/allOf/0").find("required"), nullptr);
  EXPECT_EQ(at("$defs/entry/properties/halo/anyOf/1/$ref").text, "#/$defs/quantity_length");
}

TEST_F(JsonSchema, TheComponentChoosesItsParameters) {
  EXPECT_EQ(at("$defs/entry/allOf").children.size(), 4U);
  EXPECT_EQ(at("$defs/entry/allOf/0/if/properties/use/const").text, "shapes.ball");
  EXPECT_EQ(at("$defs/entry/allOf/0/then/properties/params/$ref").text, "#/$defs/params_shapes.ball");
  EXPECT_EQ(texts(at("$defs/entry/allOf/3/then/required")),
            std::vector<std::string>{"params"});  // a map needs its path
  EXPECT_EQ(texts(at("$defs/params_shapes.map/required")), std::vector<std::string>{"path"});
}

TEST_F(JsonSchema, ParametersHaveRangesChoicesDefaultsAndHelp) {
  const std::string ball = "$defs/params_shapes.ball/properties/";
  EXPECT_EQ(at(ball + "radius/description").text, "Outer radius. Unit: A.");
  EXPECT_EQ(at(ball + "radius/default").text, "400");
  EXPECT_EQ(at(ball + "radius/anyOf/0/minimum").text, "50");
  EXPECT_EQ(at(ball + "radius/anyOf/0/maximum").text, "5000");
  EXPECT_EQ(at(ball + "radius/anyOf/1/$ref").text, "#/$defs/quantity_length");
  EXPECT_EQ(at(ball + "radius/anyOf/2/$ref").text, "#/$defs/distribution_length");
  EXPECT_EQ(at(ball + "layers/type").text, "integer");
  EXPECT_EQ(at(ball + "sheets/deprecated").text, "true");
  EXPECT_EQ(texts(at(ball + "wall/enum")), (std::vector<std::string>{"single", "bilayer"}));
  EXPECT_EQ(at(ball + "centre/minItems").text, "3");
  EXPECT_EQ(at(ball + "skin/allOf/0/properties/soft/type").text, "boolean");
  EXPECT_EQ(at("$defs/params_shapes.cluster/properties/member/$ref").text, "#/$defs/use_structure");
  EXPECT_EQ(at("$defs/quantity_angle/pattern").text,
            R"(^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*(deg|°|rad)?\s*$)");
}

/// Pieces of pipelines, put into one that is sound, and whether an editor should be content with it.
struct Piece {
  std::string volume;
  std::string placement;
  std::string entry;
  bool is_sound;
};

TEST_F(JsonSchema, AcceptsWhatIsReadAndRefusesWhatIsNot) {
  write("m.mrc", "x");
  const std::vector<Piece> pieces{
      {"", "", "", true},
      {R"("slab": {"thickness": "5 nm", "offset": -10}, "mask": "m.mrc")", "", "", true},
      {R"("slab": {"thickness": {"uniform": ["5 nm", "6 nm"]}})", "", "", true},
      {R"("slab": {"offset": 3})", "", "", false},
      {R"("slab": "5 nm")", "", "", false},
      {R"("slab": {"thickness": 0})", "", "", false},
      {R"("mask": 3)", "", "", false},
      {"", R"("order": "largest_first", "crowding": "relax", "relax_tries": 5)", "", true},
      {"", R"("order": "smallest_first")", "", false},
      {"", R"("crowding": false)", "", false},
      {"", R"("relax_tries": 0)", "", false},
      {"", R"("relax_tries": 1.5)", "", false},
      {"", R"("sweeps": 5)", "", false},
      {"", "", R"("halo": "1 nm")", true},
      {"", "", R"("halo": -1)", false},
      {"", "", R"("halo": "1 kV")", false},
      {"", "", R"("region": {})", true},
      {"", "", R"("region": {"inside": "first", "mask": "m.mrc", "slab": {"thickness": 50}})", true},
      {"", "", R"("region": {"outside": "first", "box": {"low": [0, 0, 0], "high": ["10 nm", 50, 50]}})",
       true},
      {"", "", R"("region": {"box": {"low": [0, 0, 0]}})", false},
      {"", "", R"("region": {"box": {"low": [0, 0], "high": [50, 50, 50]}})", false},
      {"", "", R"("region": {"within": "first"})", false},
      {"", "", R"("region": {"inside": ["first"]})", false},
      {"", "", R"("region": "first")", false},
  };
  const auto group = [](const std::string& keys) { return keys.empty() ? keys : ", " + keys; };
  for (const Piece& piece : pieces) {
    const std::string text = R"({"cryocosm": 1, "volume": {"size": [20, 20, 10])" + group(piece.volume) +
                             R"(}, "placement": {)" + piece.placement +
                             R"(}, "structures": [{"name": "first", "use": "shapes.ball", "count": 1},
        {"use": "shapes.ball", "count": 1)" +
                             group(piece.entry) + "}]}";
    Problems problems;
    EXPECT_EQ(test::satisfies(read_json_config(text, "p.json", problems), root, root), piece.is_sound)
        << text;
    EXPECT_EQ(message("p.json", text) == "no error", piece.is_sound) << text;
  }
}

TEST_F(JsonSchema, AcceptsTheStarter) {
  Problems problems;
  const ConfigNode starter = read_json_config(starter_pipeline(kernel, Format::json), "starter", problems);
  EXPECT_TRUE(test::satisfies(starter, root, root));
}

TEST_F(JsonSchema, AnEmptyKernelHasASchemaToo) {
  const Kernel empty;
  Problems problems;
  EXPECT_NO_THROW(read_json_config(json_schema(empty), "schema", problems));
}

}  // namespace
}  // namespace cryocosm
