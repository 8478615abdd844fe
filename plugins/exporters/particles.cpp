// One line for each placed unit; every number reads back to the same double.
#include "particles.hpp"

#include "cryocosm/units.hpp"
#include "label_names.hpp"
#include "output_file.hpp"
#include "text.hpp"

namespace cryocosm::exporters {
namespace {

void append_number(std::string& line, double value) {
  line += ',';
  line += number_text(value + 0.0);  // + 0.0 turns -0 into 0
}

std::string row(const PlacedUnit& unit, std::string_view structure) {
  std::string line = std::to_string(unit.instance) + ',' + csv_field(structure) + ',' +
                     std::to_string(unit.chain) + ',' + std::to_string(unit.index) + ',' +
                     std::to_string(unit.label);
  const Vec3& p = unit.pose.position_A;
  const Quaternion& q = unit.pose.rotation;
  for (const double value : {p.x, p.y, p.z, q.w, q.x, q.y, q.z}) append_number(line, value);
  return line + ',' + std::to_string(unit.parent) + '\n';
}

}  // namespace

Schema<NoParams> ParticlesExporter::schema() {
  Schema<NoParams> s("List of all placed units with their poses, as particles.csv.");
  s.details(
      "A pose maps the unit's frame to the tomogram: x = R(q) x_unit + (x_A, y_A, z_A); the centre of the "
      "first "
      "voxel is the origin.");
  s.by_default();
  return s;
}

void ParticlesExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  const LabelNames names(finished);
  OutputFile file(folder.file("particles.csv"));
  file.write("instance,structure,chain,index,class,x_A,y_A,z_A,qw,qx,qy,qz,parent\n");
  for (const PlacedUnit& unit : finished.units()) {
    run.stop_if_cancelled();
    file.write(row(unit, names[unit.label]));
  }
  file.close();
}

}  // namespace cryocosm::exporters
