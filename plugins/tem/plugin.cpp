// The door of the plugin: projection, noise and reconstruction.
#include "cryocosm/plugin.hpp"

#include "external.hpp"
#include "noise.hpp"
#include "project.hpp"
#include "reconstruct.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::tem::Project>("tem.project");
  plugin.add<cryocosm::tem::Noise>("tem.noise");
  plugin.add<cryocosm::tem::Reconstruct>("tem.reconstruct");
  plugin.add<cryocosm::tem::External>("tem.external");
}
