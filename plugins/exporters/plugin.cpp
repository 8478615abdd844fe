// The door of the exporters: volumes, particle lists, RELION, IMOD and a preview picture.
#include "cryocosm/plugin.hpp"

#include "imod.hpp"
#include "particles.hpp"
#include "preview.hpp"
#include "relion.hpp"
#include "volumes.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::exporters::VolumesExporter>("exporters.volumes");
  plugin.add<cryocosm::exporters::ParticlesExporter>("exporters.particles");
  plugin.add<cryocosm::exporters::RelionExporter>("exporters.relion");
  plugin.add<cryocosm::exporters::ImodExporter>("exporters.imod");
  plugin.add<cryocosm::exporters::PreviewExporter>("exporters.preview");
}
