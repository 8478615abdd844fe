// Schemas: what they tell about a field, and binding values to a struct.
#include "cryocosm/schema.hpp"

#include <gtest/gtest.h>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

struct Inner {
  double depth_A = 5;
  std::string mode = "soft";
};

struct Params {
  bool flag = true;
  std::int64_t copies = 3;
  double radius_A = 40;
  Distribution width_A = Distribution::uniform(1, 2);
  std::string wall = "single";
  InputFile file{"a.mrc"};
  Vec3 axis{1, 2, 3};
  std::vector<double> steps{1, 2};
  std::vector<std::string> names{"a", "b"};
  ComponentRef partner{"tem.ctf", 0};
  Inner inner;
};

Schema<Inner> inner_schema() {
  Schema<Inner> s("Inner part.");
  s.field("depth", &Inner::depth_A).unit(units::angstrom).help("Depth.");
  s.field("mode", &Inner::mode).choices({"soft", "hard"}).help("Mode.");
  return s;
}

Schema<Params> schema() {
  Schema<Params> s("Everything there is.");
  s.field("flag", &Params::flag).help("Flag.");
  s.field("copies", &Params::copies).at_least(1).help("Copies.");
  s.field("radius", &Params::radius_A)
      .unit(units::angstrom)
      .range(10, 50)
      .help("Radius.")
      .renamed_from("size")
      .since("0.2")
      .deprecated("use 'width'");
  s.field("width", &Params::width_A).unit(units::angstrom).help("Width.");
  s.field("wall", &Params::wall).choices({"single", "double"}).help("Wall.");
  s.field("file", &Params::file).required().help("File.");
  s.field("axis", &Params::axis).help("Axis.");
  s.field("steps", &Params::steps).optional().help("Steps.");
  s.field("names", &Params::names).help("Names.");
  s.field("partner", &Params::partner).point("acquisition").help("Partner.");
  s.group("inner", &Params::inner, inner_schema()).help("Inner.");
  s.check("copies must not be 13", [](const Params& p) { return p.copies != 13; });
  s.check("depth must be below radius", [](const Params& p) { return p.inner.depth_A < p.radius_A; });
  s.details("From nowhere.").placed_by("place.uniform").drawn_by("draw.dots").by_default();
  return s;
}

Value group_of(std::vector<std::pair<std::string, Value>> pairs) {
  Value group;
  group.type = Value::Type::group;
  for (auto& [key, value] : pairs) {
    group.keys.push_back(key);
    group.items.push_back(std::move(value));
  }
  return group;
}

TEST(Schema, TellsWhatWasDeclared) {
  const SchemaInfo info = schema().info();
  EXPECT_EQ(info.summary, "Everything there is.");
  EXPECT_EQ(info.details, "From nowhere.");
  EXPECT_EQ(info.transform, "place.uniform");
  EXPECT_EQ(info.rasterizer, "draw.dots");
  EXPECT_TRUE(info.by_default);
  EXPECT_EQ(info.rules, (std::vector<std::string>{"copies must not be 13", "depth must be below radius"}));
  const FieldType types[] = {FieldType::boolean,      FieldType::integer, FieldType::number,
                             FieldType::distribution, FieldType::text,    FieldType::file,
                             FieldType::vector,       FieldType::numbers, FieldType::texts,
                             FieldType::component,    FieldType::group};
  ASSERT_EQ(info.fields.size(), std::size(types));
  for (std::size_t i = 0; i < info.fields.size(); ++i)
    EXPECT_EQ(info.fields[i].type, types[i]) << info.fields[i].key;

  const FieldInfo& radius = info.fields[2];
  EXPECT_EQ(radius.key, "radius");
  EXPECT_STREQ(radius.unit.symbol, "A");
  EXPECT_EQ(radius.minimum, 10);
  EXPECT_EQ(radius.maximum, 50);
  EXPECT_EQ(radius.help, "Radius.");
  EXPECT_EQ(radius.renamed_from, "size");
  EXPECT_EQ(radius.since, "0.2");
  EXPECT_EQ(radius.deprecated, "use 'width'");
  EXPECT_FALSE(radius.required);
  EXPECT_EQ(radius.default_value.number, 40);
  EXPECT_EQ(info.fields[1].minimum, 1);
  EXPECT_EQ(info.fields[4].choices, (std::vector<std::string>{"single", "double"}));
  EXPECT_TRUE(info.fields[5].required);
  EXPECT_TRUE(info.fields[7].optional);
  EXPECT_EQ(info.fields[9].point, "acquisition");
  EXPECT_EQ(info.fields[10].group.at(0).fields.size(), 2U);
}

// The defaults as values, bound to a struct again, give the default struct.
TEST(Schema, DefaultsRoundTrip) {
  Value group = group_of({});
  const SchemaInfo info = schema().info();
  for (const FieldInfo& field : info.fields)
    if (field.type != FieldType::group) {
      group.keys.push_back(field.key);
      group.items.push_back(field.default_value);
    }
  const Params p = schema().bind(group);
  const Params d;
  EXPECT_EQ(p.flag, d.flag);
  EXPECT_EQ(p.copies, d.copies);
  EXPECT_EQ(p.radius_A, d.radius_A);
  EXPECT_EQ(p.width_A.kind, d.width_A.kind);
  EXPECT_EQ(p.width_A.b, d.width_A.b);
  EXPECT_EQ(p.wall, d.wall);
  EXPECT_EQ(p.file.path, d.file.path);
  EXPECT_EQ(p.axis, d.axis);
  EXPECT_EQ(p.steps, d.steps);
  EXPECT_EQ(p.names, d.names);
  EXPECT_EQ(p.partner.id, d.partner.id);
}

TEST(Schema, BindsWhatIsGivenAndKeepsDefaultsOtherwise) {
  Value partner;
  partner.type = Value::Type::component;
  partner.text = "tem.noise";
  partner.handle = 4;
  const Value group = group_of({{"flag", detail::load(false)},
                                {"copies", detail::load(std::int64_t{9007199254740993})},
                                {"axis", detail::load(Vec3{4, 5, 6})},
                                {"steps", detail::load(std::vector<double>{})},
                                {"partner", partner},
                                {"inner", group_of({{"mode", detail::load(std::string("hard"))}})}});
  const Params p = schema().bind(group);
  EXPECT_FALSE(p.flag);
  EXPECT_EQ(p.copies, 9007199254740993) << "an integer never passes through a double";
  EXPECT_EQ(p.axis, (Vec3{4, 5, 6}));
  EXPECT_TRUE(p.steps.empty());
  EXPECT_EQ(p.partner.id, "tem.noise");
  EXPECT_EQ(p.partner.handle, 4U);
  EXPECT_EQ(p.inner.mode, "hard");
  EXPECT_EQ(p.inner.depth_A, 5);
  EXPECT_EQ(p.radius_A, 40);
}

TEST(Schema, FirstBrokenRule) {
  EXPECT_EQ(schema().first_broken_rule(group_of({})), -1);
  EXPECT_EQ(schema().first_broken_rule(group_of({{"copies", detail::load(std::int64_t{13})}})), 0);
  const Value deep = group_of({{"inner", group_of({{"depth", detail::load(40.0)}})}});
  EXPECT_EQ(schema().first_broken_rule(deep), 1);
}

TEST(Schema, UnknownKeysDoNotReachTheStruct) {
  const Value group = group_of({{"raduis", detail::load(12.0)}});
  EXPECT_EQ(schema().bind(group).radius_A, 40);
  EXPECT_EQ(group.find("radius"), nullptr);
  ASSERT_NE(group.find("raduis"), nullptr);
  EXPECT_EQ(group.find("raduis")->number, 12);
}

TEST(Schema, VectorOfTheWrongLengthIsADefect) {
  const Value group = group_of({{"axis", detail::load(std::vector<double>{1, 2})}});
  EXPECT_THROW(schema().bind(group), Error);
}

}  // namespace
}  // namespace cryocosm
