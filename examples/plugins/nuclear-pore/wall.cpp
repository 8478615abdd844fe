// Finding the rasterizer that draws the membrane.
#include "wall.hpp"

#include "cryocosm/error.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

const Rasterizer& rasterizer_of_fields(const ComponentRef& as, BuildContext& build) {
  const auto* const rasterizer = build.component<Rasterizer>(as);
  if (rasterizer == nullptr)
    throw DataError("'as' names no component", "see 'cryocosm list --point rasterizer'", Code::missing_key);
  if (rasterizer->kind() != ImplicitField::k_kind)
    throw DataError("'" + as.id + "' draws shapes of kind '" + std::string(rasterizer->kind()) +
                        "', and an envelope is a field",
                    "use membranes.bilayer or another rasterizer of membranes", Code::shape_mismatch);
  return *rasterizer;
}

}  // namespace

Schema<WallParams> Wall::schema() {
  Schema<WallParams> s("Draws the membrane of nuclear envelopes as a rasterizer of membranes does.");
  s.field("as", &WallParams::as)
      .point("rasterizer")
      .help("Rasterizer of fields that draws the membrane, such as membranes.bilayer.");
  return s;
}

Wall::Wall(const WallParams& params, BuildContext& build) : as_(rasterizer_of_fields(params.as, build)) {}

}  // namespace nuclear_pore
