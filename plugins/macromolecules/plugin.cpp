// The door of the macromolecules family.
#include "cryocosm/plugin.hpp"

#include "around_point.hpp"
#include "beads.hpp"
#include "gradient.hpp"
#include "interpolate.hpp"
#include "mixture.hpp"
#include "particle_list.hpp"
#include "self_avoiding_walk.hpp"
#include "template.hpp"
#include "uniform.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  using namespace cryocosm::macromolecules;
  plugin.add<TemplateMolecule>("macromolecules.template");
  plugin.add<BeadMolecule>("macromolecules.beads");
  plugin.add<Mixture>("macromolecules.mixture");
  plugin.add<SelfAvoidingWalk>("macromolecules.self_avoiding_walk");
  plugin.add<Uniform>("macromolecules.uniform");
  plugin.add<AroundPoint>("macromolecules.around_point");
  plugin.add<Gradient>("macromolecules.gradient");
  plugin.add<ParticleList>("macromolecules.particle_list");
  plugin.add<Interpolate>("macromolecules.interpolate");
}
