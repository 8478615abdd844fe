// Templates kept between runs: their bytes, and the host's cache around the making of one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "template_loading.hpp"

namespace cryocosm::macromolecules {

/// A template as bytes that from_bytes() turns into the same bits. [any]
std::vector<char> to_bytes(const LoadedTemplate& loaded);
/// Empty when `bytes` are no template; the diameter is left at 0. [any]
std::optional<LoadedTemplate> from_bytes(Span<const char> bytes);

/// What a template depends on.
struct TemplateSource {
  std::string path;        ///< whose bytes enter the key
  std::string maker;       ///< what makes it, and in which version
  std::string parameters;  ///< all that the result depends on besides the bytes, as text
};

/// The template of `source` from the host's cache; without cache or entry, `make` makes it. [host]
LoadedTemplate cached_template(const TemplateSource& source, BuildContext& build,
                               FunctionRef<LoadedTemplate()> make);

}  // namespace cryocosm::macromolecules
