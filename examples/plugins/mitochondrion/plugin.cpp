// The door of the plugin org.cryocosm.examples.mitochondrion.
#include "cryocosm/plugin.hpp"

#include "atp_synthase.hpp"
#include "in_section.hpp"
#include "mitochondrion.hpp"
#include "rim_rows.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<mitochondrion::Mitochondrion>("mitochondrion.mitochondrion");
  plugin.add<mitochondrion::AtpSynthase>("mitochondrion.atp_synthase");
  plugin.add<mitochondrion::InSection>("mitochondrion.in_section");
  plugin.add<mitochondrion::RimRows>("mitochondrion.rim_rows");
}
