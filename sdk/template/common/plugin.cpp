// The door of the plugin @ID@: one line for each of its components.
#include "cryocosm/plugin.hpp"

#include "@COMPONENT@.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<@NAME@::@TYPE@>("@NAME@.@COMPONENT@");
}
