// Shapes that the kit hands to rasterizers and transforms, and what can be said about any shape.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.hpp"
#include "kit_host.hpp"

namespace cryocosm::conformance {

/// A shape with whatever keeps it alive.
struct SampleShape {
  std::string name;  ///< for messages
  const Shape* shape = nullptr;
  double voxel_A = 8;      ///< of a grid to draw it on; a power of two for the kit's own shapes
  bool is_dyadic = false;  ///< all its numbers are exact in binary, so that shifts are exact
  std::shared_ptr<void> owner;
};

/// Shapes of `kind`: the kit's own for the kinds of the SDK, and what the structures of the kernel yield.
/// `build` must outlive the result. [host]
std::vector<SampleShape> sample_shapes(const Subject& subject, std::string_view kind, KitBuild& build);

/// An asymmetric set of balls of about 50 Å. [any]
std::unique_ptr<SphereSet> sample_spheres();

/// A sphere's surface. [any]
std::unique_ptr<Surface> sample_surface(Vec3 centre_A, double radius_A);

/// Appends what the shape is: exactly for the kinds of the SDK, else kind and radius. [any]
void add_shape(Bytes& bytes, const Shape& shape);

}  // namespace cryocosm::conformance
