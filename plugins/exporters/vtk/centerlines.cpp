// centerlines.vtp: one polyline for each chain that has a centerline.
#include "centerlines.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkTypeInt8Array.h>
#include <vtkTypeUInt32Array.h>

#include "line_geometry.hpp"
#include "networks.hpp"
#include "poly_file.hpp"

namespace cryocosm::exporters {

namespace {

/// Arrays of the points of all lines.
struct PointArrays {
  PointArrays() {
    instance->SetName("instance");
    arc_length_A->SetName("arc_length_A");
    tangent->SetName("tangent");
    tangent->SetNumberOfComponents(3);
    curvature_per_A->SetName("curvature_per_A");
    torsion_per_A->SetName("torsion_per_A");
    branches->SetName("branches");
  }
  void add(const PlacedUnit& unit, const LinePoint& point, std::uint32_t branch_count) {
    instance->InsertNextValue(unit.instance);
    arc_length_A->InsertNextValue(point.arc_length_A);
    tangent->InsertNextTuple3(point.tangent.x, point.tangent.y, point.tangent.z);
    curvature_per_A->InsertNextValue(point.curvature_per_A);
    torsion_per_A->InsertNextValue(point.torsion_per_A);
    branches->InsertNextValue(branch_count);
  }
  void attach_to(vtkPointData& data) {
    data.AddArray(instance);
    for (vtkDoubleArray* array :
         {arc_length_A.Get(), tangent.Get(), curvature_per_A.Get(), torsion_per_A.Get()})
      data.AddArray(array);
    data.AddArray(branches);
  }
  vtkNew<vtkTypeUInt32Array> instance, branches;
  vtkNew<vtkDoubleArray> arc_length_A, tangent, curvature_per_A, torsion_per_A;
};

/// Arrays of the lines.
struct LineArrays {
  LineArrays() {
    chain->SetName("chain");
    label->SetName("class");
    parent->SetName("parent");
    network->SetName("network");
    polarity->SetName("polarity");
  }
  void add(const PlacedUnit& first, std::uint32_t network_number, int sign) {
    chain->InsertNextValue(first.chain);
    label->InsertNextValue(first.label);
    parent->InsertNextValue(first.parent);
    network->InsertNextValue(network_number);
    polarity->InsertNextValue(static_cast<vtkTypeInt8>(sign));
  }
  void attach_to(vtkCellData& data) {
    for (vtkTypeUInt32Array* array : {chain.Get(), label.Get(), parent.Get(), network.Get()})
      data.AddArray(array);
    data.AddArray(polarity);
  }
  vtkNew<vtkTypeUInt32Array> chain, label, parent, network;
  vtkNew<vtkTypeInt8Array> polarity;
};

}  // namespace

void write_centerlines(const FinishedRun& finished, const std::string& path) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  PointArrays of_points;
  LineArrays of_lines;
  const std::vector<std::uint32_t> network = networks(finished), branch_counts = branches(finished);
  for (std::size_t c = 0; c < finished.chains().size; ++c) {
    const ChainInfo& chain = finished.chains()[c];
    if (!chain.has_centerline || chain.unit_count < 2) continue;
    const Span<const PlacedUnit> units{finished.units().data + chain.first_unit, chain.unit_count};
    const std::vector<LinePoint> line = line_geometry(units);
    lines->InsertNextCell(static_cast<int>(chain.unit_count));
    of_lines.add(units[0], network[c], polarity(units, line));
    for (std::size_t i = 0; i < units.size; ++i) {
      const Vec3& p = units[i].pose.position_A;
      lines->InsertCellPoint(points->InsertNextPoint(p.x, p.y, p.z));
      of_points.add(units[i], line[i], branch_counts[chain.first_unit + i]);
    }
  }

  vtkNew<vtkPolyData> data;
  data->SetPoints(points);
  data->SetLines(lines);
  of_points.attach_to(*data->GetPointData());
  of_lines.attach_to(*data->GetCellData());
  write_poly_file(*data, path);
}

}  // namespace cryocosm::exporters
