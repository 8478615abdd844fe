// The door of the filaments family.
#include "actin.hpp"
#include "attachment.hpp"
#include "bundle.hpp"
#include "chromatin.hpp"
#include "cross_link.hpp"
#include "dna.hpp"
#include "helix.hpp"
#include "intermediate.hpp"
#include "microtubule.hpp"
#include "network.hpp"
#include "repeat.hpp"
#include "spheres.hpp"
#include "worm_like_chain.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  using namespace cryocosm::filaments;
  plugin.add<Microtubule>("filaments.microtubule");
  plugin.add<Actin>("filaments.actin");
  plugin.add<Intermediate>("filaments.intermediate");
  plugin.add<Dna>("filaments.dna");
  plugin.add<Chromatin>("filaments.chromatin");
  plugin.add<Repeat>("filaments.repeat");
  plugin.add<Helix>("filaments.helix");
  plugin.add<WormLikeChain>("filaments.worm_like_chain");
  plugin.add<Network>("filaments.network");
  plugin.add<Bundle>("filaments.bundle");
  plugin.add<CrossLink>("filaments.cross_link");
  plugin.add<Attachment>("filaments.attachment");
  plugin.add<Spheres>("filaments.spheres");
}
