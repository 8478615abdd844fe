// The small host of unit tests.
#include "cryocosm/testing.hpp"

#include <filesystem>

namespace cryocosm::testing {
namespace {

template <class Service>
Service& given(Service* service, const char* name) {
  if (service == nullptr) throw Error(Code::defect, std::string("this test gave no ") + name + " service");
  return *service;
}

}  // namespace

EmptyScene::~EmptyScene() = default;

bool EmptyScene::is_free(Vec3 p) const {
  const Box box = bounds(grid_);
  return p.x >= box.low.x && p.x < box.high.x && p.y >= box.low.y && p.y < box.high.y && p.z >= box.low.z &&
         p.z < box.high.z;
}

std::optional<Pose> EmptyScene::random_pose(const Unit&, Random& random) const {
  const Box box = bounds(grid_);
  Pose pose;
  pose.position_A.x = random.uniform(box.low.x, box.high.x);
  pose.position_A.y = random.uniform(box.low.y, box.high.y);
  pose.position_A.z = random.uniform(box.low.z, box.high.z);
  pose.rotation = random_rotation(random);
  return pose;
}

KeptOutput::~KeptOutput() = default;

VoxelWindow<float> KeptOutput::allocate(const GridSpec& grid, Span<const Tilt> given_tilts,
                                        Contrast given_contrast) {
  volume.grid = grid;
  volume.voxels.assign(grid.count(), 0.0F);
  tilts.assign(given_tilts.begin(), given_tilts.end());
  contrast = given_contrast;
  return whole_window(volume.voxels.data(), grid);
}

VoxelWindow<float> KeptOutput::allocate_half(int half) {
  std::vector<float>& voxels = halves.at(static_cast<std::size_t>(half));
  voxels.assign(volume.grid.count(), 0.0F);
  return whole_window(voxels.data(), volume.grid);
}

Dataset KeptOutput::dataset(DataKind kind, const GridSpec& specimen) const {
  return {kind, volume.grid, volume.voxels.data(), view(tilts), contrast, specimen};
}

TestBuild::~TestBuild() = default;
Volumes& TestBuild::volumes() { return given(volumes_, "volumes"); }
Imaging& TestBuild::imaging() { return given(imaging_, "imaging"); }

TestRun::~TestRun() = default;
Volumes& TestRun::volumes() { return given(volumes_, "volumes"); }
Imaging& TestRun::imaging() { return given(imaging_, "imaging"); }
double TestRun::draw(std::string_view name, const Distribution& distribution) {
  Random stream = random_.child(name);
  return distribution.draw(stream);
}
void TestRun::note(std::string_view name, std::string_view text) { notes.emplace_back(name, text); }
std::string TestRun::scratch_folder() { return std::filesystem::temp_directory_path().string(); }

}  // namespace cryocosm::testing
