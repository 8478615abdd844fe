// The picture of a template: exporters.preview, shown the template as if it were a finished run.
#pragma once

#include <string>

#include "pipeline/host.hpp"

namespace cryocosm::cli {

/// Has `exporter` (of `component`) draw `shape`, its density beside its mask, into the file `path`. Throws
/// what the exporter throws, and Error when it writes anything but one picture. [host]
void draw_preview(const Exporter& exporter, const Component& component, const DensityTemplate& shape,
                  const Host& host, const std::string& path);

}  // namespace cryocosm::cli
