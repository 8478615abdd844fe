// Names of class labels, found by number.
#pragma once

#include <string_view>
#include <vector>

#include "cryocosm/exporter.hpp"

namespace cryocosm::exporters {

/// Views into the run that it was made from. [any]
class LabelNames {
 public:
  explicit LabelNames(const FinishedRun& finished);
  std::string_view operator[](std::uint32_t label) const;

 private:
  std::vector<std::string_view> names_;
};

}  // namespace cryocosm::exporters
