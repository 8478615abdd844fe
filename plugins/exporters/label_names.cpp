// Names of class labels, found by number.
#include "label_names.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm::exporters {

LabelNames::LabelNames(const FinishedRun& finished) {
  for (const LabelInfo& info : finished.label_table()) {
    if (info.label >= names_.size()) names_.resize(info.label + std::size_t{1});
    names_[info.label] = info.name;
  }
}

std::string_view LabelNames::operator[](std::uint32_t label) const {
  CRYOCOSM_CHECK(label < names_.size());
  return names_[label];
}

}  // namespace cryocosm::exporters
