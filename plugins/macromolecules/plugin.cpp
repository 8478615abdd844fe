// The door of the macromolecules family.
#include "cryocosm/plugin.hpp"

#include "beads.hpp"
#include "interpolate.hpp"
#include "self_avoiding_walk.hpp"
#include "template.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  using namespace cryocosm::macromolecules;
  plugin.add<TemplateMolecule>("macromolecules.template");
  plugin.add<BeadMolecule>("macromolecules.beads");
  plugin.add<SelfAvoidingWalk>("macromolecules.self_avoiding_walk");
  plugin.add<Interpolate>("macromolecules.interpolate");
}
