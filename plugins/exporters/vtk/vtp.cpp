// Surfaces and centerlines for ParaView, as VTK's XML poly data.
#include "vtp.hpp"

#include "centerlines.hpp"
#include "surfaces.hpp"

namespace cryocosm::exporters {

Schema<VtpParams> VtpExporter::schema() {
  Schema<VtpParams> s("Meshes of all units and centerlines of chains, for ParaView.");
  s.details(
      "Writes surfaces.vtp and centerlines.vtp in Å, with class, instance and chain as arrays. A structure "
      "that "
      "offers a surface is drawn with it, every other unit with the boundary of what it excludes.");
  s.field("triangles", &VtpParams::triangles)
      .range(1000, 1e9)
      .help(
          "About how many triangles surfaces.vtp may hold; meshes are simplified to keep it, "
          "but no unit to fewer than 20.");
  s.by_default();
  return s;
}

void VtpExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  write_surfaces(finished, static_cast<std::size_t>(params_.triangles), folder.file("surfaces.vtp"), run);
  write_centerlines(finished, folder.file("centerlines.vtp"));
}

}  // namespace cryocosm::exporters
