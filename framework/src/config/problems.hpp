// Collects the problems of a pipeline while it is read, so that all of them can be shown together.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/diagnostics.hpp"

namespace cryocosm {

class Problems {
 public:
  void error(Code code, const Source& where, std::string path, std::string text, std::string hint = {}) {
    list_.push_back(
        {Diagnostic::Severity::error, code, where, std::move(path), std::move(text), std::move(hint)});
  }
  void warning(Code code, const Source& where, std::string path, std::string text, std::string hint = {}) {
    list_.push_back(
        {Diagnostic::Severity::warning, code, where, std::move(path), std::move(text), std::move(hint)});
  }
  std::size_t count() const { return list_.size(); }
  const std::vector<Diagnostic>& list() const { return list_; }
  /// Throws ConfigError when there is an error among them.
  void throw_if_errors() const {
    if (has_errors(list_)) throw ConfigError(list_);
  }

 private:
  std::vector<Diagnostic> list_;
};

/// For syntax errors, after which nothing else can be said about a file.
[[noreturn]] inline void throw_syntax_error(const Source& where, std::string text, std::string hint = {}) {
  throw ConfigError(
      {{Diagnostic::Severity::error, Code::syntax, where, {}, std::move(text), std::move(hint)}});
}

}  // namespace cryocosm
