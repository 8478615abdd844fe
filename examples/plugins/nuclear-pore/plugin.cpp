// The door of the plugin org.cryocosm.examples.nuclear-pore: one line for each of its components.
#include "cryocosm/plugin.hpp"

#include "complex.hpp"
#include "crossing.hpp"
#include "envelope.hpp"
#include "in_pores.hpp"
#include "wall.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<nuclear_pore::Envelope>("nuclear_pore.envelope");
  plugin.add<nuclear_pore::Complex>("nuclear_pore.complex");
  plugin.add<nuclear_pore::Crossing>("nuclear_pore.crossing");
  plugin.add<nuclear_pore::InPores>("nuclear_pore.in_pores");
  plugin.add<nuclear_pore::Wall>("nuclear_pore.wall");
}
