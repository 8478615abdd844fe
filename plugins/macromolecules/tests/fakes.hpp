// A volumes service that hands out one prepared map, an imaging service that counts, a cache in memory and
// a host that offers it, for template tests.
#pragma once

#include <map>
#include <stdexcept>
#include <utility>

#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules::test {

class OneMap final : public Volumes {
 public:
  explicit OneMap(Volume map) : map_(std::move(map)) {}
  Volume read(const std::string&) const override { return map_; }
  void write(const std::string&, const VolumeView&) const override {
    throw std::logic_error("nothing is written here");
  }

 private:
  Volume map_;
};

/// Resamples by whole factors, taking every n-th voxel around voxel N/2.
class Decimator final : public Imaging {
 public:
  void gaussian(Volume& volume, double sigma_A) const override {
    filtered_voxel_A = volume.grid.voxel_A;
    filtered_sigma_A = sigma_A;
  }
  void radial_filter(Volume&, FunctionRef<double(double)>) const override {
    throw std::logic_error("not asked for here");
  }
  Volume resample(const Volume& v, double voxel_A) const override {
    ++resampled;
    const auto factor = static_cast<std::int64_t>(voxel_A / v.grid.voxel_A + 0.5);
    Volume out;
    out.grid = {{v.grid.size.x / factor, v.grid.size.y / factor, v.grid.size.z / factor}, voxel_A};
    for (std::int64_t z = 0; z < out.grid.size.z; ++z)
      for (std::int64_t y = 0; y < out.grid.size.y; ++y)
        for (std::int64_t x = 0; x < out.grid.size.x; ++x) {
          const std::int64_t i = v.grid.size.x / 2 + factor * (x - out.grid.size.x / 2),
                             j = v.grid.size.y / 2 + factor * (y - out.grid.size.y / 2),
                             k = v.grid.size.z / 2 + factor * (z - out.grid.size.z / 2);
          out.voxels.push_back(
              v.voxels[static_cast<std::size_t>(i + v.grid.size.x * (j + v.grid.size.y * k))]);
        }
    return out;
  }
  mutable int resampled = 0;
  mutable double filtered_voxel_A = 0, filtered_sigma_A = 0;  ///< of the last Gaussian filter
};

class MemoryCache final : public Cache {
 public:
  bool find(const Key& key, FunctionRef<void(Span<const char>)> take) override {
    const auto entry = entries.find(text_of(key));
    if (entry == entries.end()) return false;
    ++hits;
    take(view(entry->second));
    return true;
  }
  void store(const Key& key, Span<const char> bytes) override {
    entries[text_of(key)].assign(bytes.begin(), bytes.end());
  }
  std::map<std::string, std::vector<char>> entries;
  int hits = 0;

 private:
  static std::string text_of(const Key& key) {
    return std::string(key.maker) + "|" + std::string(key.parameters) + "|" +
           std::string(key.input.begin(), key.input.end());
  }
};

/// A host like TestBuild, with services of its own.
class ServicedBuild final : public BuildContext {
 public:
  ServicedBuild(const GridSpec& grid, Cache* cache, Volumes* volumes = nullptr, Imaging* imaging = nullptr)
      : grid_(grid), cache_(cache), volumes_(volumes), imaging_(imaging) {}
  const GridSpec& grid() const override { return grid_; }
  Volumes& volumes() override { return *volumes_; }
  Imaging& imaging() override { return *imaging_; }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override { body(0, n); }
  bool cancelled() const noexcept override { return is_cancelled; }
  bool is_cancelled = false;

 protected:
  const void* find_component(std::uint64_t) override { return nullptr; }
  void* find_service(std::string_view id) override { return id == Cache::k_service ? cache_ : nullptr; }

 private:
  GridSpec grid_;
  Cache* cache_;
  Volumes* volumes_;
  Imaging* imaging_;
};

}  // namespace cryocosm::macromolecules::test
