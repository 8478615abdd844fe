// What makes a component's declaration unsound, each fault with its exact text.
#include "kernel/declaration.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

struct Inner {
  double depth_A = 5;
};
Schema<Inner> inner_schema() {
  Schema<Inner> s("Inner part.");
  s.field("depth", &Inner::depth_A).unit(units::angstrom).range(0, 10).help("Depth.");
  return s;
}

struct Params {
  bool flag = false;
  std::int64_t copies = 3;
  double radius_A = 40;
  Distribution width_A = 7;
  std::string wall = "single";
  InputFile file;
  Vec3 axis{0, 0, 1};
  std::vector<double> steps{1, 2};
  std::vector<std::string> names{"a", "b"};
  ComponentRef partner;
  Inner inner;
};

ComponentRecord record_with(const SchemaInfo& schema,
                            const ExtensionPoint& point = StructureGenerator::extends) {
  return {"test.thing",
          point,
          schema,
          [](const Value&, BuildContext&) -> void* { return nullptr; },
          [](void*) noexcept {},
          [](const Value&) { return -1; }};
}

Schema<Params> sound_schema() {
  Schema<Params> s("Everything there is.");
  s.field("flag", &Params::flag).help("Flag.");
  s.field("copies", &Params::copies).range(1, 10).help("Copies.");
  s.field("radius", &Params::radius_A).unit(units::angstrom).range(1, 100).help("Radius.");
  s.field("width", &Params::width_A).unit(units::angstrom).at_least(0).help("Width.").renamed_from("breadth");
  s.field("wall", &Params::wall).choices({"single", "double"}).help("Wall.");
  s.field("file", &Params::file).required().help("File.");
  s.field("axis", &Params::axis).range(-1, 1).help("Axis.");
  s.field("steps", &Params::steps).range(0, 5).help("Steps.");
  s.field("names", &Params::names).choices({"a", "b", "c"}).help("Names.");
  s.field("partner", &Params::partner).point("transform").optional().help("Partner.");
  s.group("inner", &Params::inner, inner_schema()).help("Inner.");
  s.check("radius must be larger than width", [](const Params& p) { return p.radius_A > p.width_A.a; });
  return s;
}

void expect_unsound(const SchemaInfo& schema, const std::string& message, const std::string& hint,
                    const ExtensionPoint& point = StructureGenerator::extends) {
  try {
    check_component(record_with(schema, point));
    ADD_FAILURE() << "nothing was thrown; expected: " << message;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::plugin_schema);
    EXPECT_EQ(error.message(), "component 'test.thing': " + message);
    EXPECT_EQ(error.hint(), hint);
  }
}

/// The sound schema with one field changed.
template <class Change>
SchemaInfo with_field(const std::string& key, Change change) {
  SchemaInfo info = sound_schema().info();
  for (FieldInfo& field : info.fields)
    if (field.key == key) change(field);
  return info;
}

const std::string k_sentence = "start it with a capital letter and end it with a full stop";
const std::string k_correct = "correct the member's initialiser or the range";

TEST(Declaration, SoundSchemaPasses) { EXPECT_NO_THROW(check_component(record_with(sound_schema().info()))); }

TEST(Declaration, SummaryIsASentence) {
  for (const std::string text : {"", "x", "no capital.", "No full stop", " Blank first."}) {
    SchemaInfo info = sound_schema().info();
    info.summary = text;
    expect_unsound(info, "its summary '" + text + "' is not a sentence", k_sentence);
  }
  SchemaInfo info = sound_schema().info();
  info.summary = "3-D balls of 5 Å.";
  EXPECT_NO_THROW(check_component(record_with(info)));
}

TEST(Declaration, HelpIsASentence) {
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.help = "the radius"; }),
                 "parameter 'radius' has the help 'the radius', which is not a sentence", k_sentence);
  expect_unsound(with_field("flag", [](FieldInfo& f) { f.help.clear(); }),
                 "parameter 'flag' has the help '', which is not a sentence", k_sentence);
}

TEST(Declaration, KeysAreWellFormedAndUnique) {
  for (const std::string key : {"", "Radius", "2nd", "radius_Å", "a b", "a.b", "_a"})
    expect_unsound(with_field("radius", [&](FieldInfo& f) { f.key = key; }),
                   "parameter '" + key + "' has a malformed name",
                   "use lower-case letters, digits and underscores, beginning with a letter");
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.key = "copies"; }),
                 "parameter 'copies' is declared twice", "give each parameter a name of its own");
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.renamed_from = "copies"; }),
                 "parameter 'copies' is declared twice", "give each parameter a name of its own");
}

TEST(Declaration, RequiredOrOptional) {
  expect_unsound(with_field("file", [](FieldInfo& f) { f.optional = true; }),
                 "parameter 'file' is both required and optional", "keep one of required() and optional()");
}

TEST(Declaration, WhatIsOnItsWayOutCanBeLeftOut) {
  expect_unsound(with_field("file", [](FieldInfo& f) { f.deprecated = "use 'map'"; }),
                 "parameter 'file' is both required and deprecated",
                 "give it a default or make it optional(), so that it can be left out");
  EXPECT_NO_THROW(
      check_component(record_with(with_field("radius", [](FieldInfo& f) { f.deprecated = "use 'size'"; }))));
}

TEST(Declaration, SinceIsAVersion) {
  for (const std::string since : {"2", "0.2.", "v0.2", "0.2.1.0", "soon"})
    expect_unsound(with_field("radius", [&](FieldInfo& f) { f.since = since; }),
                   "parameter 'radius' is there since '" + since + "', which is no version",
                   "write the plugin's version that brought it, such as 0.2");
  for (const std::string since : {"0.2", "10.0.1"})
    EXPECT_NO_THROW(
        check_component(record_with(with_field("radius", [&](FieldInfo& f) { f.since = since; }))));
}

TEST(Declaration, GroupsAreNeitherNewNorOldThemselves) {
  for (const auto mark : {&FieldInfo::deprecated, &FieldInfo::since})
    expect_unsound(with_field("inner", [&](FieldInfo& f) { f.*mark = "0.2"; }),
                   "parameter 'inner' is a group with deprecated() or since(), which describe parameters",
                   "say it of the group's parameters");
}

TEST(Declaration, UnitsAndRangesAreForNumbers) {
  const std::string why = "parameter 'wall' has a unit or a range but is not a number";
  const std::string hint = "remove unit(), range() and at_least()";
  expect_unsound(with_field("wall", [](FieldInfo& f) { f.unit = units::angstrom; }), why, hint);
  expect_unsound(with_field("wall", [](FieldInfo& f) { f.minimum = 1; }), why, hint);
  expect_unsound(with_field("radius",
                            [](FieldInfo& f) {
                              f.unit = {Dimension::length, "A", 0};
                            }),
                 "parameter 'radius' has a malformed unit", "use one of cryocosm::units");
  expect_unsound(with_field("radius",
                            [](FieldInfo& f) {
                              f.unit = {Dimension::length, "", 1};
                            }),
                 "parameter 'radius' is a length without a unit", "use one of cryocosm::units");
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.minimum = 200; }),
                 "parameter 'radius' has an empty range from 200 to 100", "give the smaller bound first");
}

TEST(Declaration, DefaultsLieInTheirRange) {
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.default_value.number = 101; }),
                 "parameter 'radius' has the default 101, outside its range from 1 to 100", k_correct);
  expect_unsound(with_field("copies", [](FieldInfo& f) { f.default_value.integer = 0; }),
                 "parameter 'copies' has the default 0, outside its range from 1 to 10", k_correct);
  expect_unsound(with_field("axis", [](FieldInfo& f) { f.default_value.items[2].number = 2; }),
                 "parameter 'axis' has the default 2, outside its range from -1 to 1", k_correct);
  expect_unsound(with_field("steps", [](FieldInfo& f) { f.default_value.items[0].number = -1; }),
                 "parameter 'steps' has the default -1, outside its range from 0 to 5", k_correct);
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.default_value.number = k_nan; }),
                 "parameter 'radius' has a default that is not finite",
                 "initialise the member, or declare it required()");
  EXPECT_NO_THROW(check_component(record_with(with_field("radius",
                                                         [](FieldInfo& f) {
                                                           f.required = true;
                                                           f.default_value.number = 0;
                                                         }))))
      << "the default of a required parameter is never used";
}

TEST(Declaration, DefaultDistributions) {
  const auto with = [](const Distribution& d) {
    return with_field("width", [&](FieldInfo& f) { f.default_value.distribution = d; });
  };
  EXPECT_NO_THROW(check_component(record_with(with(Distribution::uniform(1, 2)))));
  EXPECT_NO_THROW(check_component(record_with(with(Distribution::normal(1, 0)))));
  EXPECT_NO_THROW(check_component(record_with(with(Distribution::exponential(0, 3)))));
  const std::string outside = "parameter 'width' has the default -1, outside its range from 0 to inf";
  expect_unsound(with(Distribution(-1)), outside, k_correct);
  expect_unsound(with(Distribution::uniform(-1, 2)), outside, k_correct);
  expect_unsound(with(Distribution::normal(-1, 2)), outside, k_correct);
  expect_unsound(with(Distribution::uniform(2, 1)),
                 "parameter 'width' has a default distribution that runs backwards", "swap its two numbers");
  for (const double deviation : {-1.0, k_nan})
    expect_unsound(with(Distribution::normal(1, deviation)),
                   "parameter 'width' has a default with a malformed standard deviation",
                   "make it zero or positive");
}

TEST(Declaration, Choices) {
  expect_unsound(with_field("wall", [](FieldInfo& f) { f.default_value.text = "triple"; }),
                 "parameter 'wall' has the default 'triple', which is none of its choices",
                 "correct the member's initialiser or the choices");
  expect_unsound(with_field("names", [](FieldInfo& f) { f.default_value.items[1].text = "z"; }),
                 "parameter 'names' has the default 'z', which is none of its choices",
                 "correct the member's initialiser or the choices");
  expect_unsound(with_field("wall",
                            [](FieldInfo& f) {
                              f.choices = {"single", "single"};
                            }),
                 "parameter 'wall' has the choice 'single' twice", "remove one of the two");
  expect_unsound(with_field("wall",
                            [](FieldInfo& f) {
                              f.choices = {"single", ""};
                            }),
                 "parameter 'wall' has an empty choice", "remove it, or give it a name");
  expect_unsound(with_field("copies", [](FieldInfo& f) { f.choices = {"1"}; }),
                 "parameter 'copies' has choices but is not a text", "remove choices()");
}

TEST(Declaration, ComponentReferencesNameAPoint) {
  expect_unsound(with_field("partner", [](FieldInfo& f) { f.point.clear(); }),
                 "parameter 'partner' names a component of the unknown point ''",
                 "use point() with structure, transform, rasterizer, acquisition or exporter");
  expect_unsound(with_field("radius", [](FieldInfo& f) { f.point = "structure"; }),
                 "parameter 'radius' has a point() but names no component", "remove point()");
}

TEST(Declaration, GroupsAreCheckedInside) {
  expect_unsound(with_field("inner", [](FieldInfo& f) { f.group[0].fields[0].default_value.number = 11; }),
                 "parameter 'inner.depth' has the default 11, outside its range from 0 to 10", k_correct);
  expect_unsound(with_field("inner", [](FieldInfo& f) { f.group[0].summary = "part"; }),
                 "the summary of 'inner' 'part' is not a sentence", k_sentence);
  expect_unsound(with_field("inner", [](FieldInfo& f) { f.group[0].rules = {"never tested"}; }),
                 "the group 'inner' has a rule of its own, which would never be tested",
                 "move the rule to the schema of the component");
  expect_unsound(with_field("inner", [](FieldInfo& f) { f.group.clear(); }),
                 "parameter 'inner' is a group without a schema", "declare it with group()");
}

TEST(Declaration, RulesHaveATextThatIsShown) {
  SchemaInfo info = sound_schema().info();
  info.rules.emplace_back();
  expect_unsound(info, "a rule has no text", "write the sentence that is shown when the rule is broken");
}

TEST(Declaration, PartnersBelongToStructuresAndDefaultsToExporters) {
  SchemaInfo info = sound_schema().info();
  info.transform = "place.uniform";
  EXPECT_NO_THROW(check_component(record_with(info)));
  expect_unsound(info, "placed_by() or drawn_by() does not belong to a component of point 'exporter'",
                 "use it for structures only", Exporter::extends);
  info.transform = "uniform";
  expect_unsound(info, "placed_by() or drawn_by() names 'uniform', which is no component id",
                 "name it family.name, in lower-case letters, digits and underscores");
  info.transform.clear();
  info.by_default = true;
  EXPECT_NO_THROW(check_component(record_with(info, Exporter::extends)));
  expect_unsound(info, "by_default() does not belong to a component of point 'structure'",
                 "use it for exporters only");
}

TEST(Declaration, FunctionsAreAllThere) {
  ComponentRecord record = record_with(sound_schema().info());
  record.destroy = nullptr;
  try {
    check_component(record);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::plugin_schema);
    EXPECT_EQ(error.message(), "component 'test.thing' lacks one of its functions");
    EXPECT_EQ(error.hint(), "register it with plugin.add<T>(id), which makes all of them");
  }
}

TEST(Declaration, Ids) {
  for (const char* id : {"a.b", "family.name", "tem.ctf_2", "a1.b2"}) EXPECT_TRUE(is_component_id(id)) << id;
  for (const char* id :
       {"", ".", "a", "a.", ".b", "a.b.c", "A.b", "a.B", "a-b.c", "a b.c", "1a.b", "a.1b", "é.b"})
    EXPECT_FALSE(is_component_id(id)) << id;
  for (const char* id : {"org.example", "org.example.a-b_2", "1.2"}) EXPECT_TRUE(is_plugin_id(id)) << id;
  for (const char* id : {"", "org", "org.", ".org", "Org.example", "org..example", "org.ex ample"})
    EXPECT_FALSE(is_plugin_id(id)) << id;
  for (const char* version : {"0.1.0", "10.20.30"}) EXPECT_TRUE(is_version(version)) << version;
  for (const char* version : {"", "1", "1.2", "1.2.3.4", "1.2.x", "1..3", "v1.2.3", "1.2.3-rc1"})
    EXPECT_FALSE(is_version(version)) << version;
}

TEST(Interface, NamelessPointIsRefusedNotRead) {
  ComponentRecord record = record_with(sound_schema().info(), ExtensionPoint{nullptr, 1});
  EXPECT_THROW(check_interface(record, "0.1.0"), Error);
  EXPECT_NO_THROW(check_component(record));
}

}  // namespace
}  // namespace cryocosm
