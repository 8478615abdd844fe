// Results as tables: a row for each component, a column for each check; faults below.
#include <fmt/format.h>

#include <algorithm>

#include "checks.hpp"
#include "printed.hpp"

namespace cryocosm::conformance {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// The components of `results`, in order; either the plugin as a whole alone, or without it.
std::vector<std::string> rows_of(const Results& results, bool is_plugin) {
  std::vector<std::string> rows;
  for (const CheckResult& check : results.checks)
    if ((check.name.component == k_whole_plugin) == is_plugin && !contains(rows, check.name.component))
      rows.push_back(check.name.component);
  return rows;
}

// The checks made of any of `rows`, in the order of the kit's list.
std::vector<std::string> columns_of(const Results& results, const std::vector<std::string>& rows) {
  std::vector<std::string> made, columns;
  for (const CheckResult& check : results.checks)
    if (contains(rows, check.name.component)) made.push_back(check.name.check);
  for (const PluginCheck& check : plugin_checks())
    if (contains(rows, std::string(k_whole_plugin)) && contains(made, check.name))
      columns.emplace_back(check.name);
  for (const Check& check : component_checks())
    if (!contains(rows, std::string(k_whole_plugin)) && contains(made, check.name))
      columns.emplace_back(check.name);
  return columns;
}

std::string cell(const Results& results, const std::string& row, const std::string& column) {
  for (const CheckResult& check : results.checks)
    if (check.name.component == row && check.name.check == column) return to_text(check.verdict);
  return "-";
}

// What the columns mean, then the table; columns are numbered because their names would not fit a line.
std::string table(const Results& results, const std::vector<std::string>& rows) {
  if (rows.empty()) return {};
  const std::vector<std::string> columns = columns_of(results, rows);
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i)
    text += fmt::format("{:>3}  {:<13} {}\n", i + 1, columns[i], rule_of(rows.front(), columns[i]));
  std::size_t width = 0;
  for (const std::string& row : rows) width = std::max(width, row.size());
  text += fmt::format("\n{:<{}}", "", width);
  for (std::size_t i = 0; i < columns.size(); ++i) text += fmt::format(" {:>4}", i + 1);
  text += '\n';
  for (const std::string& row : rows) {
    text += fmt::format("{:<{}}", row, width);
    for (const std::string& column : columns) text += fmt::format(" {:>4}", cell(results, row, column));
    text += '\n';
  }
  return text + '\n';
}

// Further lines of a text stand below its first one.
std::string indented(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 10)
    text.replace(at, 1, "\n         ");
  return text;
}

std::string failure(const CheckResult& check) {
  const CheckName& name = check.name;
  std::string text = fmt::format("FAIL  {}\n  rule   {}\n", name.full(), rule_of(name.component, name.check));
  for (const std::string& fault : check.texts) text += fmt::format("  found  {}\n", indented(fault));
  return text + fmt::format("  see    docs/reference/conformance.md, \"{}\"\n\n",
                            heading_of(name.component, name.check));
}

}  // namespace

std::string to_table(const Results& results) {
  std::string text =
      fmt::format("plugin {} {}, {}\n\n", results.plugin_id, results.plugin_version, results.file);
  for (const bool is_plugin : {true, false}) text += table(results, rows_of(results, is_plugin));
  for (const CheckResult& check : results.checks)
    if (check.verdict == Verdict::failed) text += failure(check);
  for (const CheckResult& check : results.checks)
    if (check.verdict == Verdict::skipped)
      text += fmt::format("skip  {}: {}\n", check.name.full(), check.texts.front());
  return text + fmt::format("{} checks: {} passed, {} failed, {} skipped\n", results.checks.size(),
                            count(results, Verdict::passed), count(results, Verdict::failed),
                            count(results, Verdict::skipped));
}

}  // namespace cryocosm::conformance
