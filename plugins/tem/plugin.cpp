// The door of the plugin: the stages of the microscope and of the reconstruction.
#include "cryocosm/plugin.hpp"

#include "bin.hpp"
#include "crop.hpp"
#include "ctf.hpp"
#include "external.hpp"
#include "filter.hpp"
#include "misalign.hpp"
#include "noise.hpp"
#include "normalize.hpp"
#include "project.hpp"
#include "reconstruct.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::tem::Project>("tem.project");
  plugin.add<cryocosm::tem::Ctf>("tem.ctf");
  plugin.add<cryocosm::tem::Misalign>("tem.misalign");
  plugin.add<cryocosm::tem::Noise>("tem.noise");
  plugin.add<cryocosm::tem::Reconstruct>("tem.reconstruct");
  plugin.add<cryocosm::tem::Normalize>("tem.normalize");
  plugin.add<cryocosm::tem::Bin>("tem.bin");
  plugin.add<cryocosm::tem::Filter>("tem.filter");
  plugin.add<cryocosm::tem::Crop>("tem.crop");
  plugin.add<cryocosm::tem::External>("tem.external");
}
