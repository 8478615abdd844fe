// surfaces.vtp: one mesh for each distinct shape, set down at every pose.
#include "surfaces.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkTypeInt32Array.h>
#include <vtkTypeUInt32Array.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <unordered_map>

#include "cryocosm/error.hpp"
#include "cryocosm/run_context.hpp"
#include "poly_file.hpp"
#include "unit_mesh.hpp"
#include "vtk_threads.hpp"

namespace cryocosm::exporters {
namespace {

constexpr std::size_t k_fewest = 20;            // triangles that still look like a body
constexpr std::size_t k_most_surface = 20'000;  // of one surface, which could fill any budget

// What surfaces get of the whole file, each, and what is left for the units.
struct Budget {
  std::size_t per_surface = 0;
  std::size_t of_units = 0;
};

Budget budget_of(const FinishedRun& finished, std::size_t max_triangles) {
  std::size_t surfaces = 0, units = 0;
  for (const PlacedUnit& unit : finished.units()) ++(finished.surface(unit) != nullptr ? surfaces : units);
  Budget budget;
  if (surfaces > 0)
    budget.per_surface =
        std::clamp((units > 0 ? max_triangles / 2 : max_triangles) / surfaces, k_fewest, k_most_surface);
  budget.of_units = max_triangles - std::min(max_triangles, surfaces * budget.per_surface);
  return budget;
}

// A mesh to make: a structure's own surface, or that of a unit's shape.
struct MeshJob {
  const Surface* surface = nullptr;
  const PlacedUnit* unit = nullptr;
};

struct MeshedJob {
  Mesh mesh;
  std::vector<Curvatures> curvatures;  // of each point; empty when it has no surface to tell
};

// A mesh to set down.
struct Placement {
  std::size_t job = 0;
  Pose pose;
  const PlacedUnit* unit = nullptr;
};

struct Plan {
  std::vector<MeshJob> jobs;
  std::vector<Placement> placements;
};

// In the order of the ledger, so that nothing depends on addresses.
Plan planned(const FinishedRun& finished) {
  Plan plan;
  std::unordered_map<const Shape*, std::size_t> job_of;
  for (const PlacedUnit& unit : finished.units()) {
    if (const Surface* const surface = finished.surface(unit)) {  // it is in the tomogram's frame already
      plan.placements.push_back({plan.jobs.size(), Pose{}, &unit});
      plan.jobs.push_back({surface, &unit});
      continue;
    }
    const auto [job, is_new] = job_of.emplace(unit.shape, plan.jobs.size());
    if (is_new) plan.jobs.push_back({nullptr, &unit});
    plan.placements.push_back({job->second, unit.pose, &unit});
  }
  return plan;
}

std::vector<Curvatures> curvatures_at(const std::vector<Vec3>& points_A, const Surface& surface) {
  std::vector<Curvatures> curvatures;
  curvatures.reserve(points_A.size());
  for (const Vec3 p : points_A) curvatures.push_back(surface.curvatures(surface.nearest(p)));
  return curvatures;
}

std::vector<MeshedJob> made(const std::vector<MeshJob>& jobs, const FinishedRun& finished,
                            const Budget& budget, RunContext& run) {
  std::vector<MeshedJob> made(jobs.size());
  std::atomic<std::size_t> done{0};
  run.parallel_for(jobs.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      run.stop_if_cancelled();
      Mesh& mesh = made[i].mesh;
      if (const Surface* const surface = jobs[i].surface) {
        surface->mesh(budget.per_surface, mesh.points_A, mesh.triangles);
        made[i].curvatures = curvatures_at(mesh.points_A, *surface);
      } else {
        mesh = unit_mesh(finished, *jobs[i].unit);
      }
      run.progress(++done, jobs.size());
    }
  });
  return made;
}

// The largest number of triangles for each unit with which all of them keep to `budget`: those that need less
// leave the rest to the others.
std::size_t share_of_units(const Plan& plan, const std::vector<MeshedJob>& meshes, std::size_t budget) {
  std::vector<std::size_t> counts;
  for (const Placement& placement : plan.placements)
    if (plan.jobs[placement.job].surface == nullptr)
      counts.push_back(meshes[placement.job].mesh.triangles.size());
  std::sort(counts.begin(), counts.end());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::size_t share = budget / (counts.size() - i);
    if (counts[i] > share) return std::max(share, k_fewest);
    budget -= counts[i];
  }
  return std::numeric_limits<std::size_t>::max();
}

void simplify_units(const std::vector<MeshJob>& jobs, std::size_t share, std::vector<MeshedJob>& meshes,
                    RunContext& run) {
  run.parallel_for(jobs.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (jobs[i].surface == nullptr) meshes[i].mesh = simplified(meshes[i].mesh, share, run);
  });
}

// The arrays of the file, allocated once; connectivity in 32 bits halves it.
class Arrays {
 public:
  Arrays(std::size_t points, std::size_t triangles) {
    constexpr std::size_t k_most = VTK_TYPE_INT32_MAX / 3;
    if (points > k_most || triangles > k_most)
      throw DataError(
          "surfaces.vtp would hold " + std::to_string(triangles) + " triangles, more than its format counts",
          "lower the parameter triangles of exporters.vtp", Code::too_large);
    points_->SetNumberOfComponents(3);
    points_->SetNumberOfTuples(static_cast<vtkIdType>(points));
    for (const auto& [array, name] : {std::pair{mean_curvature_.Get(), "mean_curvature_per_A"},
                                      {gaussian_curvature_.Get(), "gaussian_curvature_per_A2"}}) {
      array->SetName(name);
      array->SetNumberOfValues(static_cast<vtkIdType>(points));
    }
    const auto count = static_cast<vtkIdType>(triangles);
    corners_->SetNumberOfValues(3 * count);
    for (const auto& [array, name] :
         {std::pair{label_.Get(), "class"}, {instance_.Get(), "instance"}, {chain_.Get(), "chain"}}) {
      array->SetName(name);
      array->SetNumberOfValues(count);
    }
  }

  void add(const MeshedJob& job, const Pose& pose, const PlacedUnit& unit) {
    const Mesh& mesh = job.mesh;
    const vtkIdType first = next_point_;
    for (std::size_t i = 0; i < mesh.points_A.size(); ++i, ++next_point_) {
      constexpr double k_unknown = std::numeric_limits<double>::quiet_NaN();
      const Curvatures k = job.curvatures.empty() ? Curvatures{k_unknown, k_unknown} : job.curvatures[i];
      mean_curvature_->SetValue(next_point_, static_cast<float>((k.greater_per_A + k.smaller_per_A) / 2));
      gaussian_curvature_->SetValue(next_point_, static_cast<float>(k.greater_per_A * k.smaller_per_A));
      const Vec3 p = to_tomogram(pose, mesh.points_A[i]);
      points_->SetTuple3(next_point_, p.x, p.y, p.z);
    }
    for (const Triangle& t : mesh.triangles) {
      vtkIdType corner = 3 * next_triangle_;
      for (const std::uint32_t point : {t.a, t.b, t.c})
        corners_->SetValue(corner++, static_cast<int>(first + static_cast<vtkIdType>(point)));
      label_->SetValue(next_triangle_, unit.label);
      instance_->SetValue(next_triangle_, unit.instance);
      chain_->SetValue(next_triangle_++, unit.chain);
    }
  }

  void write(const std::string& path) const {
    vtkNew<vtkTypeInt32Array> offsets;
    offsets->SetNumberOfValues(next_triangle_ + 1);
    for (vtkIdType i = 0; i <= next_triangle_; ++i) offsets->SetValue(i, static_cast<int>(3 * i));
    vtkNew<vtkCellArray> cells;
    cells->SetData(offsets, corners_);
    vtkNew<vtkPoints> points;
    points->SetData(points_);
    vtkNew<vtkPolyData> data;
    data->SetPoints(points);
    data->SetPolys(cells);
    data->GetPointData()->AddArray(mean_curvature_);
    data->GetPointData()->AddArray(gaussian_curvature_);
    data->GetCellData()->AddArray(label_);
    data->GetCellData()->AddArray(instance_);
    data->GetCellData()->AddArray(chain_);
    write_poly_file(*data, path);
  }

 private:
  vtkNew<vtkFloatArray> points_, mean_curvature_, gaussian_curvature_;
  vtkNew<vtkTypeInt32Array> corners_;
  vtkNew<vtkTypeUInt32Array> label_, instance_, chain_;
  vtkIdType next_point_ = 0;
  vtkIdType next_triangle_ = 0;
};

}  // namespace

void write_surfaces(const FinishedRun& finished, std::size_t max_triangles, const std::string& path,
                    RunContext& run) {
  vtkObjectFactory::GetRegisteredFactories();  // made at first use, without a lock: not from several threads
  keep_vtk_on_this_thread();  // --threads counts for VTK too, and none of its threads stays behind
  const Plan plan = planned(finished);
  const Budget budget = budget_of(finished, max_triangles);
  std::vector<MeshedJob> meshes = made(plan.jobs, finished, budget, run);
  simplify_units(plan.jobs, share_of_units(plan, meshes, budget.of_units), meshes, run);
  std::size_t points = 0, triangles = 0;
  for (const Placement& placement : plan.placements) {
    points += meshes[placement.job].mesh.points_A.size();
    triangles += meshes[placement.job].mesh.triangles.size();
  }
  Arrays arrays(points, triangles);
  for (const Placement& placement : plan.placements)
    arrays.add(meshes[placement.job], placement.pose, *placement.unit);
  run.stop_if_cancelled();
  arrays.write(path);
}

}  // namespace cryocosm::exporters
