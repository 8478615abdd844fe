// Problems found in a pipeline, with their places; collected first, shown together.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/error.hpp"

namespace cryocosm {

/// A place in a configuration file; line 0 means the file as a whole (or the command line).
struct Source {
  std::string file;
  int line = 0;
  int column = 0;
};

struct Diagnostic {
  enum class Severity { error, warning };
  Severity severity = Severity::error;
  Code code = Code::syntax;
  Source where;
  std::string path;  ///< such as structures[0].params.radius
  std::string text;
  std::string hint;
};

/// "pipeline.json:9:28: error CC2001: structures[0].params.raduis: unknown parameter ...", then the
/// hint on an indented line of its own.
std::string to_text(const Diagnostic& diagnostic);

/// All of them (at most 100) in file order, then "2 errors, nothing was run".
std::string to_text(const std::vector<Diagnostic>& diagnostics);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

/// What is thrown when a pipeline has errors; `diagnostics` holds warnings too.
class ConfigError : public Error {
 public:
  explicit ConfigError(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace cryocosm
