// Calling into plugins: whatever they throw becomes an Error that names component, plugin and version.
#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "zoo.hpp"

namespace cryocosm::zoo {
namespace {

const GridSpec k_grid{{8, 8, 8}, 10};
const std::string k_unclear =
    "if the text does not say what to change, report it to the author of the plugin";

Error error_of_creating(const Kernel& kernel, const std::string& id) {
  const Component* const component = kernel.find(id);
  if (component == nullptr) return Error(Code::defect, "there is no component " + id);
  cryocosm::testing::TestBuild build(k_grid);
  try {
    kernel.create<StructureGenerator>(*component, Value{}, build);
  } catch (const Error& error) {
    return error;
  }
  return Error(Code::defect, "nothing was thrown");
}

void expect_error(const std::string& id, Code code, const std::string& text, const std::string& hint) {
  const auto kernel = kernel_with({"throwing_constructor"});
  const Error error = error_of_creating(*kernel, id);
  EXPECT_EQ(code_name(error.code()), code_name(code));
  EXPECT_EQ(error.message(), id + " (plugin org.zoo.throwing-constructor 1.0.0): " + text);
  EXPECT_EQ(error.hint(), hint);
}

TEST(GuardedCall, Int) {
  expect_error("throwing.int", Code::component_failed, "it threw something that is not a std::exception",
               "report this to the author of the plugin");
}

TEST(GuardedCall, StandardException) {
  expect_error("throwing.standard", Code::component_failed, "the table has no row 7", k_unclear);
}

TEST(GuardedCall, ExceptionKnownToThePluginAlone) {
  expect_error("throwing.foreign", Code::component_failed, "a type of the plugin's own", k_unclear);
}

TEST(GuardedCall, OutOfMemory) {
  expect_error("throwing.memory", Code::out_of_memory, "the memory is used up",
               "use a smaller volume, larger voxels or a machine with more memory");
}

TEST(GuardedCall, DataErrorKeepsCodeTextAndHint) {
  expect_error("throwing.data", Code::bad_data, "the level 9 lies above every voxel", "lower the level");
}

TEST(GuardedCall, FileErrorKeepsCodeTextAndHint) {
  expect_error("throwing.file", Code::file_missing, "there is no file 'a.mrc'", "check its name");
}

TEST(GuardedCall, CancelledPassesUnchanged) {
  const auto kernel = kernel_with({"throwing_constructor"});
  cryocosm::testing::TestBuild build(k_grid);
  EXPECT_THROW(kernel->create<StructureGenerator>(*kernel->find("throwing.cancelled"), Value{}, build),
               Cancelled);
}

TEST(GuardedCall, NullComponent) {
  const auto kernel = kernel_with({"null_component"});
  cryocosm::testing::TestBuild build(k_grid);
  try {
    kernel->create<Exporter>(*kernel->find("zoo.null"), Value{}, build);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::component_misbehaved);
    EXPECT_EQ(error.message(),
              "zoo.null (plugin org.zoo.null-component 1.0.0): its create function returned nothing");
    EXPECT_EQ(error.hint(), "report this to the author of the plugin");
  }
}

TEST(GuardedCall, ReturnsReferencesAsReferences) {
  const Component component;
  int value = 3;
  int& same = guarded_call(component, [&]() -> int& { return value; });
  EXPECT_EQ(&same, &value);
}

TEST(Components, AreMadeUsedAndDestroyed) {
  const auto kernel = kernel_with({"good"});
  cryocosm::testing::TestBuild build(k_grid);
  Value params;
  params.type = Value::Type::group;
  params.keys = {"radius"};
  params.items = {detail::load(Distribution(42))};
  const auto generator = kernel->create<StructureGenerator>(*kernel->find("zoo.structure"), params, build);
  Draw draw(Random(1));
  const auto structure = generator->draw(draw);
  Random random(2);
  const auto unit = structure->unit(0, random);
  ASSERT_TRUE(unit.has_value());
  EXPECT_EQ(unit->shape->kind(), SphereSet::k_kind);
  EXPECT_EQ(static_cast<const SphereSet*>(unit->shape)->balls()[0].radius_A, 42);
  EXPECT_FALSE(structure->unit(1, random).has_value());
}

TEST(Components, AskedForAsWhatTheyAreNotAreADefect) {
  const auto kernel = kernel_with({"good"});
  cryocosm::testing::TestBuild build(k_grid);
  try {
    kernel->create<Exporter>(*kernel->find("zoo.structure"), Value{}, build);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::defect);
  }
}

TEST(Components, OutliveTheKernelThatMadeThem) {
  cryocosm::testing::TestBuild build(k_grid);
  Owned<TransformGenerator> place;
  {
    const auto kernel = kernel_with({"good"});
    place = kernel->create<TransformGenerator>(*kernel->find("zoo.transform"), Value{}, build);
  }
  const cryocosm::testing::EmptyScene scene(k_grid);
  Random random(1);
  EXPECT_TRUE(place->first(scene, Unit{}, random).has_value());
}

// Both plugins define zoo_answer(), zoo_counter and Calls<int>::count; with any of them shared the
// second would see the first one's.
TEST(Components, PluginsWithClashingNamesKeepToThemselves) {
  const auto kernel = kernel_with({"clash_one", "clash_two"});
  ASSERT_TRUE(kernel->refused().empty());
  cryocosm::testing::TestBuild build(k_grid);
  const auto one = kernel->create<StructureGenerator>(*kernel->find("clash.one"), Value{}, build);
  const auto two = kernel->create<StructureGenerator>(*kernel->find("clash.two"), Value{}, build);
  Draw draw(Random(1));
  one->draw(draw);
  EXPECT_EQ(one->class_count(), 111U);  // 10 + 1 + one draw
  EXPECT_EQ(two->class_count(), 22U);   // 20 + 2 + no draw
}

TEST(Components, TwoKernelsDoNotShareRegistries) {
  const auto first = kernel_with({"good"});
  const auto second = kernel_with({"good", "conflict_first"});
  EXPECT_EQ(first->components().size(), 5U);
  EXPECT_EQ(second->components().size(), 7U);
  EXPECT_NE(first->find("zoo.structure"), second->find("zoo.structure"));
}

}  // namespace
}  // namespace cryocosm::zoo
