// The door of the membranes family.
#include "bilayer.hpp"
#include "bound.hpp"
#include "curvature.hpp"
#include "ellipsoid.hpp"
#include "in_place.hpp"
#include "layers.hpp"
#include "segmentation.hpp"
#include "sphere.hpp"
#include "torus.hpp"
#include "uniform.hpp"
#include "whole.hpp"

CRYOCOSM_PLUGIN(PLUGIN_ID, PLUGIN_VERSION, plugin) {
  plugin.add<cryocosm::membranes::Sphere>("membranes.sphere");
  plugin.add<cryocosm::membranes::Ellipsoid>("membranes.ellipsoid");
  plugin.add<cryocosm::membranes::Torus>("membranes.torus");
  plugin.add<cryocosm::membranes::Curvature>("membranes.curvature");
  plugin.add<cryocosm::membranes::Segmentation>("membranes.segmentation");
  plugin.add<cryocosm::membranes::InPlace>("membranes.in_place");
  plugin.add<cryocosm::membranes::Whole>("membranes.whole");
  plugin.add<cryocosm::membranes::Uniform>("membranes.uniform");
  plugin.add<cryocosm::membranes::Bound>("membranes.bound");
  plugin.add<cryocosm::membranes::Bilayer>("membranes.bilayer");
  plugin.add<cryocosm::membranes::Layers>("membranes.layers");
}
