// Reads pipeline files: size limit, format by suffix, syntax, duplicate keys.
#include "config/config_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>

#include "config/ini_scan.hpp"
#include "config/json_scan.hpp"
#include "config/property_tree.hpp"

namespace cryocosm {
namespace {

constexpr std::uintmax_t k_max_bytes = 16U << 20U;

void remove_byte_order_mark(std::string& text) {
  if (text.compare(0, 3, "\xef\xbb\xbf") == 0) text.erase(0, 3);
}

void report_duplicates(const ConfigNode& node, const std::string& path, Problems& problems) {
  std::map<std::string_view, const ConfigNode*> seen;
  std::size_t index = 0;
  for (const ConfigNode& child : node.children) {
    const std::string child_path = node.kind == ConfigNode::Kind::list ? fmt::format("{}[{}]", path, index++)
                                   : path.empty()                      ? child.key
                                                                       : path + "." + child.key;
    if (node.kind == ConfigNode::Kind::group) {
      const auto [first, is_new] = seen.emplace(child.key, &child);
      if (!is_new)
        problems.error(Code::duplicate_key, child.key_where, child_path, "key appears twice",
                       fmt::format("first at line {}, column {}", first->second->key_where.line,
                                   first->second->key_where.column));
    }
    report_duplicates(child, child_path, problems);
  }
}

std::string read_text(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    throw FileError(Code::file_missing, fmt::format("there is no pipeline file '{}'", path.string()),
                    "check the path; it is relative to the folder you are in");
  if (error || status.type() != std::filesystem::file_type::regular)
    throw FileError(Code::file_unreadable,
                    fmt::format("cannot read pipeline '{}': {}", path.string(),
                                error ? error.message() : std::string("it is not a file")));
  if (std::filesystem::file_size(path, error) > k_max_bytes)
    throw ConfigError({{Diagnostic::Severity::error,
                        Code::syntax,
                        {path.string(), 0, 0},
                        {},
                        "the file is larger than 16 MB, too large for a pipeline",
                        {}}});
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.good() && !stream.eof())
    throw FileError(Code::file_unreadable, fmt::format("cannot read pipeline '{}': {}", path.string(),
                                                       std::system_category().message(errno)));
  return text;
}

}  // namespace

ConfigNode read_json_config(std::string text, const std::string& name, Problems& problems) {
  remove_byte_order_mark(text);
  ConfigNode root = scan_json(text, name);
  parse_json_texts(text, root);
  report_duplicates(root, {}, problems);
  return root;
}

ConfigNode read_config_file(const std::filesystem::path& path, Problems& problems) {
  const std::string suffix = path.extension().string();
  if (suffix != ".json" && suffix != ".ini")
    throw ConfigError({{Diagnostic::Severity::error,
                        Code::syntax,
                        {path.string(), 0, 0},
                        {},
                        fmt::format("pipeline files end in .json or .ini, not '{}'", suffix),
                        {}}});
  std::string text = read_text(path);
  return suffix == ".json" ? read_json_config(std::move(text), path.string(), problems)
                           : read_ini_config(std::move(text), path.string(), problems);
}

}  // namespace cryocosm
