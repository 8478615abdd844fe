// The door of the filaments family.
#include "helix.hpp"
#include "microtubule.hpp"
#include "spheres.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::filaments::Microtubule>("filaments.microtubule");
  plugin.add<cryocosm::filaments::Helix>("filaments.helix");
  plugin.add<cryocosm::filaments::Spheres>("filaments.spheres");
}
