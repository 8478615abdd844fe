// How problems in a pipeline read on the terminal, and the error that carries them.
#include "config/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace cryocosm {
namespace {

constexpr std::size_t k_most_shown = 100;  // nobody reads more, and a damaged file can have any number

std::string place_text(const Source& where) {
  if (where.line == 0) return where.file;
  if (where.column == 0) return fmt::format("{}:{}", where.file, where.line);
  return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

std::string counted(std::size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::size_t count_of(const std::vector<Diagnostic>& diagnostics, Diagnostic::Severity severity) {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(),
                                                [&](const Diagnostic& d) { return d.severity == severity; }));
}

// Files keep the order in which they were first mentioned; within one, by line and column.
std::vector<const Diagnostic*> in_file_order(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> files;
  const auto rank = [&](const Diagnostic& d) {
    const auto found = std::find(files.begin(), files.end(), d.where.file);
    if (found == files.end()) files.push_back(d.where.file);
    return std::find(files.begin(), files.end(), d.where.file) - files.begin();
  };
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& d : diagnostics) rank(d), sorted.push_back(&d);
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Diagnostic* a, const Diagnostic* b) {
    return std::tuple(rank(*a), a->where.line, a->where.column) <
           std::tuple(rank(*b), b->where.line, b->where.column);
  });
  return sorted;
}

Code first_error_code(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Diagnostic::Severity::error) return d.code;
  return Code::syntax;
}

}  // namespace

std::string to_text(const Diagnostic& d) {
  std::string text = place_text(d.where);
  if (!text.empty()) text += ": ";
  text += d.severity == Diagnostic::Severity::error ? "error " : "warning ";
  text += code_name(d.code) + ": ";
  if (!d.path.empty()) text += d.path + ": ";
  text += d.text;
  if (d.hint.empty()) return text;
  text += "\n  ";
  for (const char c : d.hint) c == '\n' ? text += "\n  " : text += c;
  return text;
}

std::string to_text(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  const std::vector<const Diagnostic*> sorted = in_file_order(diagnostics);
  const std::size_t shown = std::min(sorted.size(), k_most_shown);
  for (std::size_t i = 0; i < shown; ++i) text += to_text(*sorted[i]) + "\n";
  if (shown < sorted.size()) text += fmt::format("and {} more, not shown\n", sorted.size() - shown);
  const std::size_t errors = count_of(diagnostics, Diagnostic::Severity::error);
  const std::size_t warnings = count_of(diagnostics, Diagnostic::Severity::warning);
  std::string summary;
  if (errors > 0) summary = counted(errors, "error");
  if (warnings > 0) summary += (summary.empty() ? "" : ", ") + counted(warnings, "warning");
  if (errors > 0) summary += ", nothing was run";
  return text + summary;
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return count_of(diagnostics, Diagnostic::Severity::error) > 0;
}

ConfigError::ConfigError(std::vector<Diagnostic> diagnostics)
    : Error(first_error_code(diagnostics), to_text(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace cryocosm
