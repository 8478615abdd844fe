// centerlines.vtp: one polyline for each chain that has a centerline.
#include "centerlines.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkTypeUInt32Array.h>

#include "poly_file.hpp"

namespace cryocosm::exporters {

void write_centerlines(const FinishedRun& finished, const std::string& path) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkTypeUInt32Array> instance, chain_id, label, parent;
  vtkNew<vtkDoubleArray> arc_length_A;
  instance->SetName("instance");
  arc_length_A->SetName("arc_length_A");
  chain_id->SetName("chain");
  label->SetName("class");
  parent->SetName("parent");

  for (const ChainInfo& chain : finished.chains()) {
    if (!chain.has_centerline || chain.unit_count < 2) continue;
    const PlacedUnit* const units = finished.units().data + chain.first_unit;
    lines->InsertNextCell(static_cast<int>(chain.unit_count));
    chain_id->InsertNextValue(chain.chain);
    label->InsertNextValue(units[0].label);
    parent->InsertNextValue(units[0].parent);
    double length_A = 0;
    for (std::uint32_t i = 0; i < chain.unit_count; ++i) {
      const Vec3& p = units[i].pose.position_A;
      if (i > 0) length_A += norm(p - units[i - 1].pose.position_A);
      lines->InsertCellPoint(points->InsertNextPoint(p.x, p.y, p.z));
      instance->InsertNextValue(units[i].instance);
      arc_length_A->InsertNextValue(length_A);
    }
  }

  vtkNew<vtkPolyData> data;
  data->SetPoints(points);
  data->SetLines(lines);
  data->GetPointData()->AddArray(instance);
  data->GetPointData()->AddArray(arc_length_A);
  data->GetCellData()->AddArray(chain_id);
  data->GetCellData()->AddArray(label);
  data->GetCellData()->AddArray(parent);
  write_poly_file(*data, path);
}

}  // namespace cryocosm::exporters
