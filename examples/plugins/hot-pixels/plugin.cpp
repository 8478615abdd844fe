// The door of the plugin org.cryocosm.examples.hot-pixels: one line for each of its components.
#include "cryocosm/plugin.hpp"

#include "defects.hpp"
#include "repair.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<hot_pixels::Defects>("hot_pixels.defects");
  plugin.add<hot_pixels::Repair>("hot_pixels.repair");
}
