// A plugin that loads well and whose components each break one promise, for the tests of the conformance kit.
#include "bad_components.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  bad::add_declarations(plugin);
  bad::add_constructors(plugin);
  bad::add_structures(plugin);
  bad::add_transforms(plugin);
  bad::add_rasterizers(plugin);
  bad::add_stages(plugin);
  bad::add_datasets(plugin);
  bad::add_side_effects(plugin);
  bad::add_exporters(plugin);
}
