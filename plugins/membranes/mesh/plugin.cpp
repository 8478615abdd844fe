// The door of the component that needs VTK: membranes of the shape of a mesh.
#include "mesh_membrane.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::membranes::MeshMembrane>("membranes.mesh");
}
