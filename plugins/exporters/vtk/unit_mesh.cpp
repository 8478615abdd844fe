// From mask to mesh: binomial smoothing, a contour that keeps the volume, decimation that keeps it closed.
#include "unit_mesh.hpp"

#include <vtkAlgorithm.h>
#include <vtkCallbackCommand.h>
#include <vtkCellArray.h>
#include <vtkFeatureEdges.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkQuadricDecimation.h>
#include <vtkSmartPointer.h>
#include <vtkUnsignedShortArray.h>

#include <algorithm>
#include <array>

namespace cryocosm::exporters {
namespace {

// Enough for any shape to look right; larger ones get coarser voxels (7 MB of mask at most).
constexpr std::int64_t k_max_size = 192;
// Empty voxels around the mask: two for the smoothing, one for the contour, one for the rounding.
constexpr std::int64_t k_border = 4;
// Two passes of (1 2 1) along each of three axes multiply by 4^6.
constexpr int k_full = 4096;

GridSpec mask_grid(const Shape& shape, double voxel_A) {
  voxel_A = std::max(voxel_A, 2 * shape.radius_A() / static_cast<double>(k_max_size - 2 * k_border));
  const std::int64_t n = 2 * (static_cast<std::int64_t>(std::ceil(shape.radius_A() / voxel_A)) + k_border);
  return {{n, n, n}, voxel_A};
}

// One pass of (1 2 1) along the axis with `stride`, in place; the border of the cube is empty.
void smooth(std::vector<std::uint16_t>& values, std::size_t n, std::size_t stride, std::size_t stride_a,
            std::size_t stride_b) {
  for (std::size_t b = 0; b < n; ++b)
    for (std::size_t a = 0; a < n; ++a) {
      std::uint16_t* value = values.data() + a * stride_a + b * stride_b;
      std::uint16_t before = 0;
      for (std::size_t i = 0; i < n; ++i, value += stride) {
        const std::uint16_t here = *value;
        const std::uint16_t after = i + 1 < n ? value[stride] : std::uint16_t{0};
        *value = static_cast<std::uint16_t>(before + 2 * here + after);
        before = here;
      }
    }
}

std::vector<std::uint16_t> smoothed(const std::vector<std::uint8_t>& mask, const GridSpec& grid) {
  std::vector<std::uint16_t> values(mask.size());
  std::transform(mask.begin(), mask.end(), values.begin(),
                 [](std::uint8_t m) { return static_cast<std::uint16_t>(m != 0 ? 1 : 0); });
  const auto n = static_cast<std::size_t>(grid.size.x);
  for (int pass = 0; pass < 2; ++pass) {
    smooth(values, n, 1, n, n * n);
    smooth(values, n, n, 1, n * n);
    smooth(values, n, n * n, 1, n);
  }
  return values;
}

// The level that as many voxels exceed as the mask has, so that even a mask of one voxel keeps its
// volume. It lies between two whole numbers: no voxel is on the contour, no triangle degenerates.
double volume_keeping_level(const std::vector<std::uint16_t>& values, std::size_t mask_count) {
  std::array<std::size_t, k_full + 1> histogram{};
  for (const std::uint16_t value : values) ++histogram[value];
  std::size_t above = 0;
  int level = k_full;
  while (level > 1 && above + histogram[static_cast<std::size_t>(level)] <= mask_count)
    above += histogram[static_cast<std::size_t>(level--)];
  // a level holds many voxels at once: stop on the side that is nearer to the right number
  const std::size_t more = above + histogram[static_cast<std::size_t>(level)];
  return above > 0 && mask_count - above < more - mask_count ? level + 0.5 : level - 0.5;
}

vtkSmartPointer<vtkPolyData> contour(const std::vector<std::uint16_t>& values, const GridSpec& grid,
                                     double level) {
  vtkNew<vtkUnsignedShortArray> scalars;
  // VTK only reads here and does not take ownership
  scalars->SetArray(const_cast<std::uint16_t*>(values.data()), static_cast<vtkIdType>(values.size()), 1);
  const auto n = static_cast<int>(grid.size.x);
  vtkNew<vtkImageData> image;
  image->SetDimensions(n, n, n);
  image->SetSpacing(grid.voxel_A, grid.voxel_A, grid.voxel_A);
  const double origin_A = -grid.voxel_A * (n / 2);
  image->SetOrigin(origin_A, origin_A, origin_A);
  image->GetPointData()->SetScalars(scalars);
  vtkNew<vtkFlyingEdges3D> edges;
  edges->SetInputData(image);
  edges->SetValue(0, level);
  edges->ComputeNormalsOff();
  edges->ComputeScalarsOff();
  edges->Update();
  return edges->GetOutput();
}

bool is_closed(vtkPolyData* mesh) {
  vtkNew<vtkFeatureEdges> edges;
  edges->SetInputData(mesh);
  edges->FeatureEdgesOff();
  edges->ManifoldEdgesOff();
  edges->NonManifoldEdgesOn();
  edges->BoundaryEdgesOn();
  edges->Update();
  return edges->GetOutput()->GetNumberOfCells() == 0;
}

Mesh to_mesh(vtkPolyData* data) {
  Mesh mesh;
  mesh.points_A.reserve(static_cast<std::size_t>(data->GetNumberOfPoints()));
  for (vtkIdType i = 0; i < data->GetNumberOfPoints(); ++i) {
    double p[3];
    data->GetPoint(i, p);
    mesh.points_A.push_back({p[0], p[1], p[2]});
  }
  mesh.triangles.reserve(static_cast<std::size_t>(data->GetNumberOfPolys()));
  vtkCellArray* const polys = data->GetPolys();
  vtkIdType size = 0;
  const vtkIdType* corners = nullptr;
  for (polys->InitTraversal(); polys->GetNextCell(size, corners) != 0;)
    mesh.triangles.push_back({static_cast<std::uint32_t>(corners[0]), static_cast<std::uint32_t>(corners[1]),
                              static_cast<std::uint32_t>(corners[2])});
  return mesh;
}

vtkSmartPointer<vtkPolyData> to_poly_data(const Mesh& mesh) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  points->SetNumberOfPoints(static_cast<vtkIdType>(mesh.points_A.size()));
  for (std::size_t i = 0; i < mesh.points_A.size(); ++i)
    points->SetPoint(static_cast<vtkIdType>(i), mesh.points_A[i].x, mesh.points_A[i].y, mesh.points_A[i].z);
  vtkNew<vtkCellArray> polys;
  for (const Triangle& t : mesh.triangles) polys->InsertNextCell({t.a, t.b, t.c});
  const auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(polys);
  return data;
}

// Ends a filter at the next thousand triangles or so once the user has asked to stop.
void abort_when_cancelled(vtkAlgorithm& filter, const Services& services) {
  vtkNew<vtkCallbackCommand> stop;
  stop->SetClientData(const_cast<Services*>(&services));
  stop->SetCallback([](vtkObject* caller, unsigned long, void* client, void*) {
    if (static_cast<const Services*>(client)->cancelled()) static_cast<vtkAlgorithm*>(caller)->AbortExecuteOn();
  });
  filter.AddObserver(vtkCommand::ProgressEvent, stop);
}

double enclosed_volume(const Mesh& mesh) {
  double six_volumes = 0;
  for (const Triangle& t : mesh.triangles)
    six_volumes += dot(mesh.points_A[t.a], cross(mesh.points_A[t.b], mesh.points_A[t.c]));
  return six_volumes / 6;
}

}  // namespace

Mesh unit_mesh(const FinishedRun& finished, const PlacedUnit& unit) {
  const GridSpec grid = mask_grid(*unit.shape, finished.grid().voxel_A);
  std::vector<std::uint8_t> mask(grid.count());
  finished.unit_mask(unit, grid, mask.data());
  const auto mask_count = static_cast<std::size_t>(
      std::count_if(mask.begin(), mask.end(), [](std::uint8_t m) { return m != 0; }));
  if (mask_count == 0) return {};
  const std::vector<std::uint16_t> values = smoothed(mask, grid);
  Mesh mesh = to_mesh(contour(values, grid, volume_keeping_level(values, mask_count)));
  if (enclosed_volume(mesh) < 0)
    for (Triangle& t : mesh.triangles) std::swap(t.b, t.c);
  return mesh;
}

// Quadric decimation keeps shape and volume best but may fold a mesh onto itself. Then it is asked for twice
// as many triangles, which ends soon: each attempt costs about as much as the first.
Mesh simplified(const Mesh& mesh, std::size_t max_triangles, const Services& services) {
  const std::size_t count = mesh.triangles.size();
  if (count <= max_triangles) return mesh;
  const vtkSmartPointer<vtkPolyData> data = to_poly_data(mesh);
  for (std::size_t target = max_triangles; target < count; target *= 2) {
    vtkNew<vtkQuadricDecimation> quadric;
    quadric->SetInputData(data);
    quadric->SetTargetReduction(1 - static_cast<double>(target) / static_cast<double>(count));
    quadric->VolumePreservationOn();
    abort_when_cancelled(*quadric, services);
    quadric->Update();
    services.stop_if_cancelled();
    if (is_closed(quadric->GetOutput())) return to_mesh(quadric->GetOutput());
  }
  return mesh;
}

}  // namespace cryocosm::exporters
