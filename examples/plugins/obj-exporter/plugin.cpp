// The door of the plugin org.cryocosm.examples.obj-exporter: one line for each of its components.
#include "cryocosm/plugin.hpp"

#include "meshes.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<obj_exporter::Meshes>("obj_exporter.meshes");
}
