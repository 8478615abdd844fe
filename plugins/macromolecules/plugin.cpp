// The door of the macromolecules family.
#include "cryocosm/plugin.hpp"

#include "src/beads.hpp"
#include "src/interpolate.hpp"
#include "src/self_avoiding_walk.hpp"
#include "src/template.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  using namespace cryocosm::macromolecules;
  plugin.add<TemplateMolecule>("macromolecules.template");
  plugin.add<BeadMolecule>("macromolecules.beads");
  plugin.add<SelfAvoidingWalk>("macromolecules.self_avoiding_walk");
  plugin.add<Interpolate>("macromolecules.interpolate");
}
