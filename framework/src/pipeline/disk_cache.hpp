// Results of long computations in a folder of the user's, shared by all runs and safe against all of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cryocosm/run_context.hpp"

namespace cryocosm {

/// What the cache's folder depends on; empty means not set.
struct CacheEnvironment {
  std::string cryocosm_cache;  ///< CRYOCOSM_CACHE: a folder, or "off"
  std::string xdg_cache_home;  ///< XDG_CACHE_HOME; ignored unless absolute, as its specification asks
  std::string home;            ///< HOME
};

/// The environment of this process. [host]
CacheEnvironment cache_environment();

/// $CRYOCOSM_CACHE, or "cryocosm" in $XDG_CACHE_HOME or ~/.cache; empty when caching is off or none is
/// known. [any]
std::filesystem::path cache_folder(const CacheEnvironment& environment);

/// One file for each entry, named after the SHA-256 of its key. Entries appear whole, written beside and
/// renamed; each says how long it is and has a checksum, so a damaged one counts as absent. When all
/// together exceed `limit_bytes`, those used longest ago are removed. Without a folder that can be
/// written, entries last as long as the process. [any]
class DiskCache final : public Cache {
 public:
  static constexpr std::uintmax_t k_limit_bytes = std::uintmax_t{2} << 30;
  /// Entries of this process that need not be read again.
  static constexpr std::size_t k_memory_bytes = std::size_t{256} << 20;

  explicit DiskCache(std::filesystem::path folder, std::uintmax_t limit_bytes = k_limit_bytes);
  ~DiskCache() override;

  bool find(const Key& key, FunctionRef<void(Span<const char>)> take) override;
  void store(const Key& key, Span<const char> bytes) override;

 private:
  using Bytes = std::shared_ptr<const std::vector<char>>;
  Bytes remembered(const std::string& name) const;
  void remember(const std::string& name, Bytes bytes);
  void remove_oldest() const;

  std::filesystem::path folder_;
  std::uintmax_t limit_bytes_;
  mutable std::mutex mutex_;
  std::map<std::string, Bytes> memory_;
  std::size_t remembered_bytes_ = 0;
};

/// The cache of this process's environment; null when it is off. [host]
std::unique_ptr<Cache> make_cache();

}  // namespace cryocosm
