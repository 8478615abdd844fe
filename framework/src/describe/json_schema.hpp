// A JSON Schema of pipeline files, for editors: completes keys and components, checks ranges, shows help.
#pragma once

#include <string>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// Draft 2020-12, for exactly the components of `kernel`. It accepts every JSON pipeline that
/// read_pipeline accepts; a few things only read_pipeline finds (existence of files, rules between
/// fields, ranges of numbers with a unit). [any]
std::string json_schema(const Kernel& kernel);

}  // namespace cryocosm
