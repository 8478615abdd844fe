// Registries filled by hand: finding, listing, near misses, names.
#include <gtest/gtest.h>

#include <stdexcept>

#include "kernel/kernel.hpp"

namespace cryocosm {
namespace {

using Words = std::vector<std::string>;

ComponentRecord record_of(const std::string& id, const ExtensionPoint& point) {
  SchemaInfo schema;
  schema.summary = "A component of this test.";
  return {id,
          point,
          schema,
          [](const Value&, BuildContext&) -> void* { return nullptr; },
          [](void*) noexcept {},
          [](const Value&) { return -1; }};
}

void fill(Kernel& kernel) {
  kernel.add(record_of("tem.project", AcquisitionStage::extends));
  kernel.add(record_of("tem.ctf", AcquisitionStage::extends));
  kernel.add(record_of("place.uniform", TransformGenerator::extends));
  kernel.add(record_of("test.ball", StructureGenerator::extends));
}

TEST(Registries, FindAcrossPoints) {
  Kernel kernel;
  fill(kernel);
  ASSERT_NE(kernel.find("tem.ctf"), nullptr);
  EXPECT_EQ(kernel.find("tem.ctf")->record.id, "tem.ctf");
  EXPECT_EQ(kernel.find("tem.ctf")->plugin, nullptr);
  EXPECT_EQ(kernel.find("tem.ctf "), nullptr);
  EXPECT_EQ(kernel.find("tem"), nullptr);
  EXPECT_EQ(kernel.find(""), nullptr);
}

TEST(Registries, OnePerPoint) {
  Kernel kernel;
  fill(kernel);
  EXPECT_EQ(kernel.registry("acquisition").size(), 2U);
  EXPECT_EQ(kernel.registry("transform").size(), 1U);
  EXPECT_EQ(kernel.registry("exporter").size(), 0U);
  EXPECT_THROW(kernel.registry("teleporter"), Error);
}

TEST(Registries, ComponentsAreSortedById) {
  Kernel kernel;
  fill(kernel);
  Words ids;
  for (const Component* component : kernel.components()) ids.push_back(component->record.id);
  EXPECT_EQ(ids, (Words{"place.uniform", "tem.ctf", "tem.project", "test.ball"}));
}

TEST(Registries, NearMisses) {
  Kernel kernel;
  fill(kernel);
  EXPECT_EQ(kernel.near_misses("tem.ctf2"), Words{"tem.ctf"});
  EXPECT_EQ(kernel.near_misses("tem.porject"), Words{"tem.project"});
  EXPECT_EQ(kernel.near_misses("TEM.Project"), Words{"tem.project"});
  EXPECT_EQ(kernel.near_misses("ctf"), Words{"tem.ctf"}) << "the family was left out";
  EXPECT_EQ(kernel.near_misses("quite.different"), Words{});
  EXPECT_EQ(Kernel().near_misses("tem.ctf"), Words{});
}

TEST(Registries, IdsAreUniqueAcrossPoints) {
  Kernel kernel;
  fill(kernel);
  try {
    kernel.add(record_of("tem.ctf", Exporter::extends));
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::plugin_duplicate);
    EXPECT_EQ(error.message(), "component 'tem.ctf' is already there");
    EXPECT_EQ(error.hint(), "give one of the two another id");
  }
  EXPECT_EQ(kernel.components().size(), 4U);
}

TEST(Registries, AddHoldsTheHostToTheSameRules) {
  Kernel kernel;
  EXPECT_THROW(kernel.add(record_of("nofamily", Exporter::extends)), Error);
  EXPECT_THROW(kernel.add(record_of("test.old", ExtensionPoint{"exporter", 0})), Error);
  ComponentRecord dumb = record_of("test.dumb", Exporter::extends);
  dumb.schema.summary = "no sentence";
  EXPECT_THROW(kernel.add(dumb), Error);
  EXPECT_TRUE(kernel.components().empty());
}

TEST(FullName, NamesThePluginWhenThereIsOne) {
  Component component{record_of("tem.project", AcquisitionStage::extends), nullptr};
  EXPECT_EQ(full_name(component), "tem.project");
  const Plugin plugin{
      "/p/tem.cosm", "installation", "org.cryocosm.tem", "0.1.0", "0.1.0", CRYOCOSM_ABI_TAG, {}};
  component.plugin = &plugin;
  EXPECT_EQ(full_name(component), "tem.project (plugin org.cryocosm.tem 0.1.0)");
}

TEST(ErrorFrom, HostComponentsAreDefectsOfTheProgram) {
  const Component component{record_of("tem.project", AcquisitionStage::extends), nullptr};
  try {
    guarded_call(component, [] { throw std::runtime_error("no table"); });
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::component_failed);
    EXPECT_EQ(error.message(), "tem.project: no table");
    EXPECT_EQ(error.hint(), "if the text does not say what to change, report it as a defect of the program");
  }
}

}  // namespace
}  // namespace cryocosm
