// The plugin door: one exported constant record, read before anything is called; and the ABI tag.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

#include "cryocosm/error.hpp"
#include "cryocosm/exporter.hpp"
#include "cryocosm/rasterizer.hpp"
#include "cryocosm/run_context.hpp"
#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

// The ABI tag holds what changes the layout of what crosses the door, and nothing else: compiler
// versions, optimisation and -march do not. It names the ELF section that holds the record, so the
// host reads it without running any code of the plugin.
#define CRYOCOSM_DOOR_GENERATION "2"
#if defined(_LIBCPP_ABI_VERSION)
#define CRYOCOSM_ABI_STRING "libcxx"
#elif defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define CRYOCOSM_ABI_STRING "cxx11"
#else
#define CRYOCOSM_ABI_STRING "cxx98"
#endif
#if defined(_GLIBCXX_DEBUG)
#define CRYOCOSM_ABI_CONTAINERS "debug"
#else
#define CRYOCOSM_ABI_CONTAINERS "release"
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CRYOCOSM_ABI_SANITIZER "asan"
#elif defined(__SANITIZE_THREAD__)
#define CRYOCOSM_ABI_SANITIZER "tsan"
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CRYOCOSM_ABI_SANITIZER "asan"
#elif __has_feature(thread_sanitizer)
#define CRYOCOSM_ABI_SANITIZER "tsan"
#endif
#endif
#ifndef CRYOCOSM_ABI_SANITIZER
#define CRYOCOSM_ABI_SANITIZER "plain"
#endif
#define CRYOCOSM_ABI_TAG                                                               \
  CRYOCOSM_DOOR_GENERATION "-itanium-" CRYOCOSM_ABI_STRING "-" CRYOCOSM_ABI_CONTAINERS \
                           "-" CRYOCOSM_ABI_SANITIZER
#define CRYOCOSM_DOOR_SECTION_PREFIX ".cosmdoor."

namespace cryocosm {

/// One component as it registers itself. The functions live as long as the library: for ever.
struct ComponentRecord {
  std::string id;
  ExtensionPoint point{};
  SchemaInfo schema;
  /// Returns the extension point's interface, made with `params`; may throw anything. [host]
  void* (*create)(const Value& params, BuildContext& build) = nullptr;
  void (*destroy)(void* component) noexcept = nullptr;
  /// Index of the first cross-field rule that `params` breaks, or -1. [host]
  int (*first_broken_rule)(const Value& params) = nullptr;
};

/// Takes a plugin's components while it attaches; they are committed all together or not at all.
class CRYOCOSM_API Registrar {
 public:
  virtual ~Registrar();
  /// Takes a copy of `record`; throws Error when it is unsound. Authors call the other add(). [host]
  virtual void add(const ComponentRecord& record) = 0;

  /// Registers T: derived from one extension point's class, with `static Schema<P> schema()` and a
  /// constructor T(const P&) or T(const P&, BuildContext&).
  template <class T>
  void add(const char* id);
};

/// The door: plain C fields. `attach` is called only after everything before it was accepted.
struct PluginRecord {
  char magic[8];
  std::uint32_t struct_size;
  const char* abi_tag;
  const char* id;
  const char* version;
  const char* sdk_version;
  void (*attach)(Registrar& registrar);
};
constexpr char k_plugin_magic[8] = {'c', 'r', 'y', 'o', 'c', 'o', 's', 'm'};

namespace detail {

template <class P>
P params_of(const Schema<P>&);

template <class T>
struct Factory {
  using Interface = typename T::Extends;
  using Params = decltype(params_of(T::schema()));

  static void* create(const Value& params, BuildContext& build) {
    const Params p = T::schema().bind(params);
    if constexpr (std::is_constructible_v<T, const Params&, BuildContext&>)
      return static_cast<Interface*>(new T(p, build));
    else
      return static_cast<Interface*>(new T(p));
  }
  static void destroy(void* component) noexcept { delete static_cast<Interface*>(component); }
  static int first_broken_rule(const Value& params) { return T::schema().first_broken_rule(params); }
};

}  // namespace detail

template <class T>
void Registrar::add(const char* id) {
  using F = detail::Factory<T>;
  add(ComponentRecord{id, T::Extends::extends, T::schema().info(), &F::create, &F::destroy,
                      &F::first_broken_rule});
}

}  // namespace cryocosm

/// Opens the door of a plugin; the only macro an author writes:
///     CRYOCOSM_PLUGIN("org.example.vesicles", "0.3.0", plugin) {
///       plugin.add<Sphere>("vesicles.sphere");
///     }
#define CRYOCOSM_PLUGIN(plugin_id, plugin_version, registrar)                                 \
  static void cryocosm_attach(::cryocosm::Registrar& registrar);                              \
  extern "C" {                                                                                \
  extern CRYOCOSM_API const ::cryocosm::PluginRecord cryocosm_plugin;                         \
  __attribute__((used, section(CRYOCOSM_DOOR_SECTION_PREFIX CRYOCOSM_ABI_TAG)))               \
  const ::cryocosm::PluginRecord cryocosm_plugin = {{'c', 'r', 'y', 'o', 'c', 'o', 's', 'm'}, \
                                                    sizeof(::cryocosm::PluginRecord),         \
                                                    CRYOCOSM_ABI_TAG,                         \
                                                    plugin_id,                                \
                                                    plugin_version,                           \
                                                    CRYOCOSM_VERSION,                         \
                                                    &cryocosm_attach};                        \
  }                                                                                           \
  static void cryocosm_attach(::cryocosm::Registrar& registrar)
