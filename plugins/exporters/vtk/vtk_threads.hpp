// VTK's own threads, which are not wanted: loops run on the host's.
#pragma once

namespace cryocosm::exporters {

/// Makes VTK's filters run on the thread that calls them, from now on. Not from several threads at once.
void keep_vtk_on_this_thread();

}  // namespace cryocosm::exporters
