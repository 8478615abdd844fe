// The door of the plugin org.cryocosm.examples.collagen: one line for each of its components.
#include "cryocosm/plugin.hpp"

#include "banded.hpp"
#include "fibril.hpp"
#include "wavy.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<collagen::Fibril>("collagen.fibril");
  plugin.add<collagen::Wavy>("collagen.wavy");
  plugin.add<collagen::Banded>("collagen.banded");
}
