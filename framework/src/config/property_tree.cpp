// The only file that includes Boost Property Tree.
#include "config/property_tree.hpp"

#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <locale>
#include <sstream>
#include <string_view>

#include "config/problems.hpp"

namespace cryocosm {
namespace {

namespace pt = boost::property_tree;

// Property Tree refuses JSON that is not UTF-8, yet a file name may hold any byte. Such a byte b
// travels as the private code point U+10FF00 + b (f4 8f be 80 to f4 8f bf bf) and comes back after.
constexpr std::string_view k_carrier = "\xf4\x8f";

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xC2 && first <= 0xDF ? 2
                             : (first & 0xF0U) == 0xE0        ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  return length;
}

std::string with_carriers(const std::string& text, bool& any) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(std::string_view(text).substr(i, 4));
    if (length > 0) {
      result.append(text, i, length);
      i += length;
      continue;
    }
    const unsigned offset = static_cast<unsigned char>(text[i++]) - 0x80U;
    result += k_carrier;
    result += static_cast<char>(0xBEU + (offset >> 6U));
    result += static_cast<char>(0x80U + (offset & 0x3FU));
    any = true;
  }
  return result;
}

std::string without_carriers(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned third = i + 3 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
    if (text.compare(i, 2, k_carrier) != 0 || third < 0xBE || third > 0xBF) {
      result += text[i];
      continue;
    }
    const unsigned low = static_cast<unsigned char>(text[i + 3]) & 0x3FU;
    result += static_cast<char>(0x80U + ((third - 0xBEU) << 6U) + low);
    i += 3;
  }
  return result;
}

std::istringstream classic_stream(const std::string& text) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  return stream;
}

[[noreturn]] void rethrow(const pt::file_parser_error& error, const ConfigNode& scanned) {
  throw_syntax_error({scanned.where.file, static_cast<int>(error.line()), 0}, error.message());
}

void fill(ConfigNode& node, const pt::ptree& tree, bool has_carriers) {
  const auto text_of = [&](const std::string& s) { return has_carriers ? without_carriers(s) : s; };
  node.text = text_of(tree.data());
  CRYOCOSM_CHECK(node.children.size() == tree.size());
  auto child = node.children.begin();
  for (const auto& [key, subtree] : tree) {
    child->key = text_of(key);
    fill(*child++, subtree, has_carriers);
  }
}

}  // namespace

void parse_json_texts(const std::string& json, ConfigNode& scanned) {
  bool has_carriers = false;
  std::istringstream stream = classic_stream(with_carriers(json, has_carriers));
  pt::ptree tree;
  try {
    pt::read_json(stream, tree);
  } catch (const pt::json_parser_error& error) {
    rethrow(error, scanned);
  }
  fill(scanned, tree, has_carriers);
}

void parse_ini_texts(const std::string& ini, ConfigNode& scanned) {
  std::istringstream stream = classic_stream(ini);
  pt::ptree tree;
  try {
    pt::read_ini(stream, tree);
  } catch (const pt::ini_parser_error& error) {
    rethrow(error, scanned);
  }
  auto parsed = tree.begin();
  for (ConfigNode& section : scanned.children) {
    if (section.children.empty()) continue;  // Property Tree drops sections without keys
    CRYOCOSM_CHECK(parsed != tree.end() && parsed->first == section.key);
    fill(section, (parsed++)->second, false);
  }
}

}  // namespace cryocosm
