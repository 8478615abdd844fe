// Opening a plugin file with Boost.DLL: suffix, ABI tag, load, record.
#include "kernel/door.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <boost/dll/shared_library.hpp>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cryocosm/error.hpp"
#include "kernel/declaration.hpp"
#include "kernel/elf_sections.hpp"

namespace cryocosm {
namespace {

constexpr const char* k_symbol = "cryocosm_plugin";

std::string rebuild_hint() {
  return fmt::format(
      "rebuild the plugin against SDK {} with this program's build settings; see "
      "docs/how-to/fix-abi-mismatch.md",
      CRYOCOSM_VERSION);
}

void check_file(const std::filesystem::path& file) {
  if (file.extension() != k_plugin_suffix)
    throw Error(
        Code::plugin_suffix,
        fmt::format("the file name '{}' does not end in {}", file.filename().string(), k_plugin_suffix),
        "give the file that cryocosm_add_plugin() built");
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status))
    throw Error(Code::plugin_missing, fmt::format("there is no file '{}'", file.string()),
                "check the path after --plugin");
  if (!std::filesystem::is_regular_file(status))
    throw Error(Code::plugin_missing, fmt::format("'{}' is not a file", file.string()),
                "name folders with --plugin-dir");
}

// Tags of the doors in `file`; a file linked from sources of two builds may hold several.
std::vector<std::string> door_tags(const std::filesystem::path& file) {
  constexpr std::string_view k_prefix = CRYOCOSM_DOOR_SECTION_PREFIX;
  std::vector<std::string> tags;
  for (const std::string& name : elf_sections(file))
    if (name.compare(0, k_prefix.size(), k_prefix) == 0) tags.push_back(name.substr(k_prefix.size()));
  return tags;
}

void check_tag(const std::filesystem::path& file) {
  const std::vector<std::string> tags = door_tags(file);
  if (tags.empty())
    throw Error(Code::plugin_no_door, "the file is a shared library but not a plugin of cryocosm",
                "open its door with CRYOCOSM_PLUGIN and build it with cryocosm_add_plugin()");
  for (const std::string& tag : tags)
    if (tag != CRYOCOSM_ABI_TAG)
      throw Error(Code::plugin_abi,
                  fmt::format("the plugin was built for ABI {}, this program is {}", tag, CRYOCOSM_ABI_TAG),
                  rebuild_hint());
}

// A library that is never closed: the destructor of a union's member does not run. Components,
// exceptions and texts of a plugin may be alive anywhere until the process ends, and whether
// dlclose() really unmaps a library depends on the compiler that built it.
struct NeverClosed {
  union {
    boost::dll::shared_library library;
  };
  NeverClosed() : library() {}
  NeverClosed(const NeverClosed&) = delete;
  NeverClosed& operator=(const NeverClosed&) = delete;
  ~NeverClosed() {}  // NOLINT(modernize-use-equals-default): `= default` would be deleted
};

const PluginRecord* load(const std::filesystem::path& file) {
  NeverClosed kept;
  std::error_code error;
  using Mode = boost::dll::load_mode::type;
  // eager: a missing symbol shows now and not in hour three; local: plugins do not see each other
  kept.library.load(
      file, static_cast<Mode>(boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local), error);
  if (error) {
    const char* const why = dlerror();  // Boost's code says only that it failed
    throw Error(Code::plugin_load,
                fmt::format("the plugin cannot be loaded: {}", why == nullptr ? error.message() : why),
                "install the library that is missing, or link the plugin with all that it uses");
  }
  if (!kept.library.has(k_symbol))
    throw Error(Code::plugin_no_door, fmt::format("the plugin does not export '{}'", k_symbol),
                "build it with cryocosm_add_plugin(), which exports the door");
  return &kept.library.get<const PluginRecord>(k_symbol);
}

[[noreturn]] void refuse_record(const std::string& why, const std::string& hint) {
  throw Error(Code::plugin_door, "the plugin's record " + why, hint);
}

// Field by field in order of layout: nothing is read before the size is known to cover it.
void check_record(const PluginRecord& record) {
  const std::string damaged = "do not write the record by hand; CRYOCOSM_PLUGIN makes it";
  if (std::memcmp(record.magic, k_plugin_magic, sizeof k_plugin_magic) != 0)
    refuse_record("does not begin with 'cryocosm'", damaged);
  if (record.struct_size < sizeof(PluginRecord))
    refuse_record(
        fmt::format("has {} bytes, this program needs {}", record.struct_size, sizeof(PluginRecord)),
        rebuild_hint());
  if (record.abi_tag == nullptr || std::strcmp(record.abi_tag, CRYOCOSM_ABI_TAG) != 0)
    refuse_record(fmt::format("names ABI {}, its section names {}",
                              record.abi_tag == nullptr ? "none" : record.abi_tag, CRYOCOSM_ABI_TAG),
                  damaged);
  if (record.id == nullptr || !is_plugin_id(record.id))
    refuse_record(fmt::format("has the id '{}', which is not of the form org.example.name",
                              record.id == nullptr ? "" : record.id),
                  "correct the first argument of CRYOCOSM_PLUGIN");
  if (record.version == nullptr || !is_version(record.version))
    refuse_record(fmt::format("has the version '{}', which is not of the form 1.2.3",
                              record.version == nullptr ? "" : record.version),
                  "correct the second argument of CRYOCOSM_PLUGIN");
  if (record.sdk_version == nullptr || !is_version(record.sdk_version))
    refuse_record("does not say which SDK it was built with", damaged);
  if (record.attach == nullptr) refuse_record("has no attach function", damaged);
}

}  // namespace

const PluginRecord& open_door(const std::filesystem::path& file) {
  check_file(file);
  check_tag(file);
  const PluginRecord* const record = load(file);
  check_record(*record);
  return *record;
}

}  // namespace cryocosm
