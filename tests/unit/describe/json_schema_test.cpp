// The JSON Schema of pipelines: complete references, one branch for each component, ranges, choices and help.
#include "describe/json_schema.hpp"

#include <set>

#include "config/config_file.hpp"
#include "fake_components.hpp"

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
  EXPECT_EQ(keys, (std::vector<std::string>{"name", "use", "count", "occupancy", "place", "draw", "overlap",
                                            "unit_tries", "chain_tries", "params"}));
  EXPECT_EQ(texts(at("$defs/entry/properties/use/enum")),
            (std::vector<std::string>{"shapes.ball", "shapes.cluster", "shapes.loose", "shapes.map"}));
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

TEST_F(JsonSchema, AnEmptyKernelHasASchemaToo) {
  const Kernel empty;
  Problems problems;
  EXPECT_NO_THROW(read_json_config(json_schema(empty), "schema", problems));
}

}  // namespace
}  // namespace cryocosm
