// Copies the template of one extension point and puts the plugin's names in.
#include "scaffold/scaffold.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <regex>
#include <string_view>
#include <system_error>
#include <utility>

#include "cryocosm/error.hpp"
#include "cryocosm/export.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

// The component that each template holds; its files are named after it.
struct Template {
  std::string_view point;
  std::string_view component;
  std::string_view type;
};
constexpr std::array<Template, 5> k_templates{{{"structure", "granule", "Granule"},
                                               {"transform", "layer", "Layer"},
                                               {"rasterizer", "shells", "Shells"},
                                               {"acquisition", "attenuation", "Attenuation"},
                                               {"exporter", "particle_list", "ParticleList"}}};

// The name becomes a C++ namespace and CMake targets, so words that mean something there are taken.
constexpr std::string_view k_taken_names[] = {
    "all",       "alignas",   "alignof",  "and",      "asm",      "auto",      "bool",      "bitand",
    "bitor",     "break",     "case",     "catch",    "char",     "class",     "clean",     "co_await",
    "co_return", "co_yield",  "compl",    "concept",  "const",    "consteval", "constexpr", "constinit",
    "continue",  "cryocosm",  "decltype", "default",  "delete",   "do",        "double",    "else",
    "enum",      "explicit",  "export",   "extern",   "false",    "float",     "for",       "friend",
    "goto",      "help",      "if",       "inline",   "install",  "int",       "long",      "mutable",
    "namespace", "new",       "noexcept", "not",      "nullptr",  "operator",  "or",        "package",
    "private",   "protected", "public",   "register", "requires", "return",    "short",     "signed",
    "sizeof",    "static",    "std",      "struct",   "switch",   "template",  "test",      "testing",
    "this",      "throw",     "true",     "try",      "typedef",  "typeid",    "typename",  "union",
    "unsigned",  "using",     "virtual",  "void",     "volatile", "while",     "xor"};

const Template& template_of(const std::string& point) {
  std::string known;
  for (const Template& candidate : k_templates) {
    if (candidate.point == point) return candidate;
    known += (known.empty() ? "" : ", ") + std::string(candidate.point);
  }
  throw Error(Code::usage, "there is no extension point '" + point + "'", "choose one of: " + known);
}

/// `what` is a plugin or a component.
void check_name(const std::string& name, const std::string& what) {
  const std::regex form("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  if (name.size() > 40 || !std::regex_match(name, form))
    throw Error(Code::usage, "'" + name + "' cannot be the name of a " + what,
                "use lower-case letters, digits and single underscores, starting with a letter, at most 40 "
                "characters, such as: dense_granules");
  if (std::find(std::begin(k_taken_names), std::end(k_taken_names), name) != std::end(k_taken_names))
    throw Error(Code::usage, "'" + name + "' cannot be the name of a " + what + ": C++ or CMake uses that word",
                "choose another name, such as: " + name + "_family");
}

void check_id(const std::string& id) {
  const std::regex form("[a-z0-9]+(\\.[a-z0-9_-]+)+");
  if (!std::regex_match(id, form))
    throw Error(Code::usage, "'" + id + "' cannot be the id of a plugin",
                "use the reversed name of a domain you own, in lower case, such as: org.example.granules");
}

fs::path without_trailing_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

void check_folder_is_new(const fs::path& folder) {
  std::error_code ignored;
  // a dangling link counts as existing: renaming onto it would replace what the user put there
  if (fs::symlink_status(folder, ignored).type() != fs::file_type::not_found)
    throw Error(Code::output_exists, "'" + folder.string() + "' exists already",
                "name a folder that does not exist; nothing was written");
}

using Substitutions = std::vector<std::pair<std::string, std::string>>;

std::string replace_all(std::string text, const Substitutions& substitutions) {
  for (const auto& [mark, value] : substitutions)
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
      text.replace(at, mark.size(), value);
  return text;
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in)
    throw FileError(Code::file_unreadable, "cannot read '" + file.string() + "'", "install cryocosm again");
  return text;
}

[[noreturn]] void throw_unwritable(const fs::path& file, const std::string& reason) {
  throw FileError(Code::file_unwritable, "cannot write '" + file.string() + "': " + reason,
                  "choose a folder that you may write to, with --output");
}

void write_file(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) throw_unwritable(file.parent_path(), error.message());
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw_unwritable(file, std::generic_category().message(errno));
}

// "ParticleList" of "particle_list".
std::string type_name(const std::string& component) {
  std::string type;
  bool at_start = true;
  for (const char c : component) {
    if (c != '_') type += at_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    at_start = c == '_';
  }
  return type;
}

// "0.1" of "0.1.0": what the plugin asks find_package() for.
std::string package_version() {
  const std::string version = CRYOCOSM_VERSION;
  return version.substr(0, version.rfind('.'));
}

// Copies every file of `from` into `to`; names of files and their text take the substitutions.
void copy_filled_in(const fs::path& from, const fs::path& to, const Substitutions& substitutions,
                    std::vector<fs::path>& written) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    const fs::path relative = replace_all(entry.path().lexically_relative(from).string(), substitutions);
    write_file(to / relative, replace_all(read_file(entry.path()), substitutions));
    fs::permissions(to / relative, entry.status().permissions() | fs::perms::owner_write);
    written.push_back(relative);
  }
}

// Removes a half-written folder unless it has been moved into place.
struct Unfinished {
  fs::path folder;
  ~Unfinished() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
};

}  // namespace

fs::path template_folder() {
  const fs::path program = fs::read_symlink("/proc/self/exe");
  const fs::path folder = program.parent_path().parent_path() / "share" / "cryocosm" / "template";
  if (!fs::is_directory(folder / "common"))
    throw FileError(Code::file_missing, "the plugin template is not at '" + folder.string() + "'",
                    "install cryocosm again; its program must stay in the bin folder beside lib and share");
  return folder;
}

std::vector<fs::path> scaffold_plugin(const ScaffoldRequest& request) {
  check_name(request.name, "plugin");
  if (!request.component.empty()) check_name(request.component, "component");
  const Template& chosen = template_of(request.point);
  const std::string id = request.id.empty() ? "org.example." + request.name : request.id;
  check_id(id);
  const fs::path folder = without_trailing_slash(fs::absolute(request.folder).lexically_normal());
  check_folder_is_new(folder);

  const std::string component =
      request.component.empty() ? std::string(chosen.component) : request.component;
  // the component first: the plugin's name may hold the template's word for it
  const Substitutions substitutions{{std::string(chosen.component), component},
                                    {std::string(chosen.type), type_name(component)},
                                    {"@NAME@", request.name},
                                    {"@ID@", id},
                                    {"@POINT@", request.point},
                                    {"@COMPONENT@", component},
                                    {"@TYPE@", type_name(component)},
                                    {"@CRYOCOSM_VERSION@", package_version()}};
  const fs::path source = template_folder();
  const Unfinished unfinished{folder.string() + ".partial-" + std::to_string(getpid())};
  std::vector<fs::path> written;
  try {
    copy_filled_in(source / "common", unfinished.folder, substitutions, written);
    copy_filled_in(source / request.point, unfinished.folder, substitutions, written);
    fs::rename(unfinished.folder, folder);
  } catch (const fs::filesystem_error& error) {
    throw_unwritable(error.path1(), error.code().message());
  }
  std::sort(written.begin(), written.end());
  return written;
}

}  // namespace cryocosm
