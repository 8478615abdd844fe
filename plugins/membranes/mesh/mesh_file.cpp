// One reader for each suffix.
#include "mesh_file.hpp"

#include <vtkCellArray.h>
#include <vtkLogger.h>
#include <vtkNew.h>
#include <vtkOBJReader.h>
#include <vtkOutputWindow.h>
#include <vtkPLYReader.h>
#include <vtkPolyData.h>
#include <vtkPolyDataReader.h>
#include <vtkSTLReader.h>
#include <vtkSmartPointer.h>
#include <vtkTriangleFilter.h>
#include <vtkXMLPolyDataReader.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>

#include "cryocosm/error.hpp"

namespace cryocosm::membranes {
namespace {

/// Where VTK's messages go while one exists: they are not printed but remembered.
class Messages final {
 public:
  Messages() : before_(vtkOutputWindow::GetInstance()), verbosity_(vtkLogger::GetCurrentVerbosityCutoff()) {
    vtkOutputWindow::SetInstance(window_);
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
  }
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;
  ~Messages() {
    vtkLogger::SetStderrVerbosity(verbosity_);
    vtkOutputWindow::SetInstance(before_);
  }
  bool any() const { return window_->has_text; }

 private:
  class Window final : public vtkOutputWindow {
   public:
    static Window* New() { return new Window; }
    void DisplayText(const char*) override { has_text = true; }
    bool has_text = false;
  };
  vtkSmartPointer<vtkOutputWindow> before_;
  vtkLogger::Verbosity verbosity_;
  vtkNew<Window> window_;
};

std::string suffix_of(const std::string& path) {
  const std::size_t dot = path.find_last_of("./");
  std::string suffix = dot == std::string::npos || path[dot] == '/' ? "" : path.substr(dot);
  for (char& c : suffix) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return suffix;
}

/// Readers of VTK say little about a file that is not there.
void require_readable(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (file.good() && file.peek() != std::ifstream::traits_type::eof()) return;
  if (errno != 0)
    throw FileError(errno == ENOENT ? Code::file_missing : Code::file_unreadable,
                    "'" + path + "' cannot be read: " + std::strerror(errno),
                    "check the path and its permissions");
  throw FileError(Code::file_truncated, "'" + path + "' is an empty file", "write the mesh again");
}

template <class Reader>
vtkSmartPointer<vtkPolyData> read_by(Reader& reader, const std::string& path) {
  const Messages messages;
  reader.SetFileName(path.c_str());
  reader.Update();
  if (messages.any() || reader.GetOutput() == nullptr)
    throw FileError(Code::file_unreadable,
                    "'" + path + "' is not the mesh that its suffix says, or is damaged",
                    "open it with a mesh program and write it again");
  return reader.GetOutput();
}

/// VTK's reader takes what it can not read for 0.
void require_numbers_in_obj(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.compare(0, 2, "v ") != 0 && line.compare(0, 2, "v\t") != 0) continue;
    const char* at = line.data() + 1;
    const char* const end = line.data() + line.size();
    for (int i = 0; i < 3; ++i) {
      while (at != end && (*at == ' ' || *at == '\t' || *at == '+')) ++at;
      double value = 0;
      const auto [stop, error] = std::from_chars(at, end, value);
      if (error != std::errc{} || !std::isfinite(value))
        throw DataError(
            "line " + std::to_string(number) + " of '" + path + "' has not three finite coordinates",
            "find out which program wrote it");
      at = stop;
    }
  }
}

vtkSmartPointer<vtkPolyData> read_any(const std::string& path) {
  const std::string suffix = suffix_of(path);
  if (suffix == ".stl") {
    vtkNew<vtkSTLReader> reader;
    reader->MergingOff();  // its merging has tolerances
    return read_by(*reader, path);
  }
  if (suffix == ".ply") return read_by(*vtkNew<vtkPLYReader>(), path);
  if (suffix == ".obj") {
    require_numbers_in_obj(path);
    return read_by(*vtkNew<vtkOBJReader>(), path);
  }
  if (suffix == ".vtk") return read_by(*vtkNew<vtkPolyDataReader>(), path);
  if (suffix == ".vtp") return read_by(*vtkNew<vtkXMLPolyDataReader>(), path);
  throw FileError(Code::file_unreadable, "the suffix of '" + path + "' names no mesh format",
                  "known are .stl, .ply, .obj, .vtk and .vtp");
}

}  // namespace

Mesh read_mesh(const std::string& path, double scale) {
  require_readable(path);
  const vtkSmartPointer<vtkPolyData> polygons = read_any(path);
  vtkNew<vtkTriangleFilter> filter;
  filter->PassVertsOff();
  filter->PassLinesOff();
  filter->SetInputData(polygons);
  filter->Update();
  vtkPolyData* const data = filter->GetOutput();
  if (data->GetNumberOfPolys() == 0)
    throw DataError("'" + path + "' holds no triangles", "write the surface, not its points or lines alone");
  Mesh mesh;
  for (vtkIdType i = 0; i < data->GetNumberOfPoints(); ++i) {
    double p[3];
    data->GetPoint(i, p);
    mesh.points.push_back(scale * Vec3{p[0], p[1], p[2]});
    const Vec3 at = mesh.points.back();
    if (!std::isfinite(at.x + at.y + at.z))
      throw DataError("point " + std::to_string(i) + " of '" + path + "' has a coordinate that is not finite",
                      "find out which program wrote it");
  }
  vtkIdType size = 0;
  const vtkIdType* corners = nullptr;
  vtkCellArray* const cells = data->GetPolys();
  for (cells->InitTraversal(); cells->GetNextCell(size, corners) != 0;)
    if (size == 3)
      mesh.triangles.push_back({static_cast<std::uint32_t>(corners[0]),
                                static_cast<std::uint32_t>(corners[1]),
                                static_cast<std::uint32_t>(corners[2])});
  return mesh;
}

}  // namespace cryocosm::membranes
