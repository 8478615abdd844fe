// Classes and positions as text, readable by a line of any script.
#include "particle_list.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cryocosm/error.hpp"
#include "cryocosm/run_context.hpp"

namespace @NAME@ {
namespace {

using namespace cryocosm;

// Labels run from 1 in the order of the table.
std::string_view class_name(const FinishedRun& finished, std::uint32_t label) {
  return finished.label_table()[label - 1].name;
}

}  // namespace

Schema<ParticleListParams> ParticleList::schema() {
  Schema<ParticleListParams> s("Text file with one line of class, x, y and z for each placed unit.");
  s.field("file", &ParticleListParams::file).help("Name of the file in the run's folder.");
  s.field("unit", &ParticleListParams::unit)
      .choices({"voxel", "angstrom"})
      .help("What positions are measured in; the centre of the first voxel is 0 in both.");
  s.check("file is a plain name without a slash", [](const ParticleListParams& p) {
    return !p.file.empty() && p.file.find('/') == std::string::npos;
  });
  return s;
}

void ParticleList::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  const double scale = params_.unit == "voxel" ? 1 / finished.grid().voxel_A : 1;
  const std::string path = folder.file(params_.file);
  std::ofstream out(path);
  out << "# class x y z\n";
  for (const PlacedUnit& unit : finished.units()) {
    run.stop_if_cancelled();
    const Vec3 p = scale * unit.pose.position_A;
    // number_text() is exact and does not depend on the locale
    out << class_name(finished, unit.label) << ' ' << number_text(p.x) << ' ' << number_text(p.y) << ' '
        << number_text(p.z) << '\n';
  }
  out.close();
  if (!out)
    throw FileError(Code::file_unwritable, "cannot write '" + path + "': " + std::strerror(errno),
                    "make room on the disk or choose another output folder");
}

}  // namespace @NAME@
