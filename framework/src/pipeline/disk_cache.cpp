// Entries as files. Every failure of the file system means that there is no entry, never that a run fails.
#include "pipeline/disk_cache.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>

#include "outputs/checksum.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_magic = "cryocosm cache 1\n";
constexpr std::size_t k_digest_digits = 64;
constexpr std::size_t k_header_bytes = k_magic.size() + sizeof(std::uint64_t) + k_digest_digits;
constexpr const char* k_suffix = ".entry";
constexpr const char* k_temporary = ".partial-";
// A process that was killed leaves its temporary file; nobody writes one for this long.
constexpr std::chrono::hours k_abandoned_after{1};

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string_view text_of(Span<const char> bytes) { return {bytes.data, bytes.size}; }

std::string_view bytes_of(const std::uint64_t& number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

// Lengths go before the parts, so that no two keys run into the same bytes.
std::string name_of(const Cache::Key& key) {
  const std::uint64_t maker = key.maker.size(), parameters = key.parameters.size();
  return sha256_of_bytes(
      {bytes_of(maker), key.maker, bytes_of(parameters), key.parameters, {key.input.data, key.input.size}});
}

std::string header_of(Span<const char> bytes) {
  const std::uint64_t length = bytes.size;
  return std::string(k_magic) + std::string(bytes_of(length)) + sha256_of_bytes({text_of(bytes)});
}

// Empty unless the file is whole.
std::optional<std::vector<char>> read_entry(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string header(k_header_bytes, '\0');
  if (!in.read(header.data(), static_cast<std::streamsize>(header.size()))) return std::nullopt;
  std::uint64_t length = 0;
  std::memcpy(&length, header.data() + k_magic.size(), sizeof length);
  std::error_code error;
  // before any memory is taken for a length that may be nonsense
  if (fs::file_size(path, error) != k_header_bytes + length || error) return std::nullopt;
  std::vector<char> bytes(length);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(length))) return std::nullopt;
  if (header != header_of(view(bytes))) return std::nullopt;
  return bytes;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void write_entry(const fs::path& folder, const std::string& name, Span<const char> bytes) {
  static std::atomic<unsigned> count{0};  // two threads of one process must not share a file
  const fs::path temporary =
      folder / (k_temporary + std::to_string(::getpid()) + "-" + std::to_string(count++));
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  bool whole = write_all(file, header_of(bytes)) && write_all(file, text_of(bytes));
  whole = ::close(file) == 0 && whole;
  std::error_code error;
  if (whole) fs::rename(temporary, folder / (name + k_suffix), error);
  if (!whole || error) fs::remove(temporary, error);
}

}  // namespace

CacheEnvironment cache_environment() {
  return {variable("CRYOCOSM_CACHE"), variable("XDG_CACHE_HOME"), variable("HOME")};
}

fs::path cache_folder(const CacheEnvironment& environment) {
  if (environment.cryocosm_cache == "off") return {};
  if (!environment.cryocosm_cache.empty()) return environment.cryocosm_cache;
  if (fs::path(environment.xdg_cache_home).is_absolute())
    return fs::path(environment.xdg_cache_home) / "cryocosm";
  if (fs::path(environment.home).is_absolute()) return fs::path(environment.home) / ".cache/cryocosm";
  return {};
}

DiskCache::DiskCache(fs::path folder, std::uintmax_t limit_bytes)
    : folder_(std::move(folder)), limit_bytes_(limit_bytes) {}

DiskCache::~DiskCache() = default;

bool DiskCache::find(const Key& key, FunctionRef<void(Span<const char>)> take) {
  const std::string name = name_of(key);
  Bytes bytes = remembered(name);
  if (!bytes) {
    const fs::path path = folder_ / (name + k_suffix);
    auto read = read_entry(path);
    if (!read) return false;
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);  // it has been used
    bytes = std::make_shared<const std::vector<char>>(std::move(*read));
    remember(name, bytes);
  }
  take(view(*bytes));
  return true;
}

void DiskCache::store(const Key& key, Span<const char> bytes) {
  const std::string name = name_of(key);
  remember(name, std::make_shared<const std::vector<char>>(bytes.begin(), bytes.end()));
  if (bytes.size > limit_bytes_) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return;
  write_entry(folder_, name, bytes);
  remove_oldest();
}

DiskCache::Bytes DiskCache::remembered(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = memory_.find(name);
  return found == memory_.end() ? nullptr : found->second;
}

void DiskCache::remember(const std::string& name, Bytes bytes) {
  const std::lock_guard lock(mutex_);
  if (remembered_bytes_ + bytes->size() > k_memory_bytes) return;
  const std::size_t size = bytes->size();
  if (memory_.emplace(name, std::move(bytes)).second) remembered_bytes_ += size;
}

void DiskCache::remove_oldest() const {
  struct Entry {
    fs::file_time_type used;
    std::uintmax_t size;
    fs::path path;
  };
  std::vector<Entry> entries;
  std::uintmax_t total = 0;
  std::error_code error;
  const fs::file_time_type now = fs::file_time_type::clock::now();
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    std::error_code gone;  // by another process
    const fs::file_time_type used = at->last_write_time(gone);
    const std::uintmax_t size = gone ? 0 : at->file_size(gone);
    if (gone) continue;
    if (at->path().extension() == k_suffix) {
      entries.push_back({used, size, at->path()});
      total += size;
    } else if (at->path().filename().string().rfind(k_temporary, 0) == 0 && now - used > k_abandoned_after) {
      fs::remove(at->path(), gone);
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  for (const Entry& entry : entries) {
    if (total <= limit_bytes_) return;
    fs::remove(entry.path, error);
    total -= entry.size;
  }
}

std::unique_ptr<Cache> make_cache() {
  fs::path folder = cache_folder(cache_environment());
  if (folder.empty()) return nullptr;
  return std::make_unique<DiskCache>(std::move(folder));
}

}  // namespace cryocosm
