// Choice of VTK's back end for loops. A file of its own: the header is not C++20.
#include "vtk_threads.hpp"

#include <vtkSMPTools.h>

namespace cryocosm::exporters {

void keep_vtk_on_this_thread() { vtkSMPTools::SetBackend("Sequential"); }

}  // namespace cryocosm::exporters
