// macromolecules.particle_list: exactly the poses of a list, one after the other.
#include "particle_list.hpp"

#include "file_bytes.hpp"
#include "listed_poses.hpp"

namespace cryocosm::macromolecules {
namespace {

std::vector<Pose> read_poses(const ParticleListParams& params, const GridSpec& grid) {
  const std::vector<char> bytes = read_file_bytes(params.file.path);
  return listed_poses(std::string(bytes.begin(), bytes.end()), params.file.path,
                      {params.only, params.tomogram, params.pixel_size_A}, grid);
}

}  // namespace

Schema<ParticleListParams> ParticleList::schema() {
  Schema<ParticleListParams> s("Places units exactly where a particle list says.");
  s.field("file", &ParticleListParams::file)
      .required()
      .help("The particles.csv of a run, or a particle STAR file of RELION 3, 4 or 5; each also .gz.");
  s.field("only", &ParticleListParams::only)
      .optional()
      .help(
          "Takes only rows with this value in the column 'structure' or 'class', in STAR files in "
          "'rlnClassNumber'; all rows unless given.");
  s.field("tomogram", &ParticleListParams::tomogram)
      .optional()
      .help("The tomogram of a STAR file that lists several.");
  s.field("pixel_size", &ParticleListParams::pixel_size_A)
      .unit(units::angstrom)
      .range(0.01, 1000)
      .optional()
      .help("Size of the pixels in which a STAR file counts positions; taken from the file unless given.");
  s.field("collisions", &ParticleListParams::collisions)
      .choices({"fail", "skip"})
      .help(
          "What happens when particles collide or leave the volume: fail ends the run with a list of all of "
          "them, skip leaves them out and lists them in the report.");
  s.details("Positions and rotations are those of the list, to the last digit of a particles.csv.");
  return s;
}

ParticleList::ParticleList(const ParticleListParams& params, BuildContext& build)
    : poses_(read_poses(params, build.grid())),
      if_refused_(params.collisions == "skip" ? IfRefused::report_it : IfRefused::fail_the_run) {}

std::optional<Proposal> ParticleList::first(const SceneView& scene, const Unit&, Random&) const {
  if (scene.attempt() >= poses_.size()) return std::nullopt;
  Proposal proposal{poses_[static_cast<std::size_t>(scene.attempt())]};
  proposal.if_refused = if_refused_;
  return proposal;
}

std::optional<Proposal> ParticleList::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;  // a row is one unit, whatever length the structure draws
}

}  // namespace cryocosm::macromolecules
