// The door of the exporter that needs VTK: surfaces and centerlines.
#include "cryocosm/plugin.hpp"

#include "vtp.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::exporters::VtpExporter>("exporters.vtp");
}
