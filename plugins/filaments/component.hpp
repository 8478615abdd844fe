// Components that a parameter must name.
#pragma once

#include <string>

#include "cryocosm/error.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::filaments {

/// The component behind the parameter called `key`. Throws DataError when there is none. [host]
template <class T>
const T& required_component(const ComponentRef& ref, const std::string& key, BuildContext& build) {
  const T* const component = build.component<T>(ref);
  if (component == nullptr)
    throw DataError("'" + key + "' names no component",
                    "see 'cryocosm list --point " + std::string(T::extends.name) + "'", Code::missing_key);
  return *component;
}

}  // namespace cryocosm::filaments
