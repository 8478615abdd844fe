// The cache between runs: hits and misses, damage, concurrent writers, its size, and doing without it.
#include "pipeline/disk_cache.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "pipeline/host.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

Span<const char> span(const std::string& text) { return {text.data(), text.size()}; }

std::optional<std::string> found(Cache& cache, const Cache::Key& key) {
  std::optional<std::string> text;
  const bool hit = cache.find(key, [&](Span<const char> bytes) { text.emplace(bytes.data, bytes.size); });
  EXPECT_EQ(hit, text.has_value());
  return text;
}

class DiskCacheTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::path(::testing::TempDir()) / "cryocosm_cache_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> list;
    for (const auto& entry : fs::directory_iterator(folder_)) list.push_back(entry.path());
    return list;
  }
  std::string input_ = "some input", maker_ = "maker 1", parameters_ = "voxel 10";
  Cache::Key key_ = {maker_, span(input_), parameters_};
  fs::path folder_;
};

TEST_F(DiskCacheTest, FindsInAnotherProcessWhatWasStored) {
  const std::string value("a\0b\xff", 4);
  DiskCache(folder_).store(key_, span(value));
  DiskCache next(folder_);
  EXPECT_EQ(found(next, key_), value);
  EXPECT_EQ(found(next, key_), value);  // from memory
}

TEST_F(DiskCacheTest, KeepsEmptyValuesToo) {
  DiskCache(folder_).store(key_, {});
  DiskCache next(folder_);
  EXPECT_EQ(found(next, key_), "");
}

TEST_F(DiskCacheTest, EveryPartOfTheKeyCounts) {
  DiskCache cache(folder_);
  cache.store(key_, span("value"));
  struct Other {
    std::string maker, input, parameters;
  };
  for (const Other& other :
       {Other{"maker 2", "some input", "voxel 10"}, Other{"maker 1", "some inpuT", "voxel 10"},
        Other{"maker 1", "some input", "voxel 11"},
        // the same bytes, cut in other places
        Other{"maker 1v", "some input", "oxel 10"}, Other{"maker 1", "0some input", "voxel 1"}})
    EXPECT_EQ(found(cache, {other.maker, span(other.input), other.parameters}), std::nullopt);
  EXPECT_EQ(found(cache, key_), "value");
}

TEST_F(DiskCacheTest, AnyDamagedEntryCountsAsAbsent) {
  const std::string value(1000, 'x');
  DiskCache(folder_).store(key_, span(value));
  const fs::path file = files().at(0);
  std::string whole;
  {
    std::ifstream in(file, std::ios::binary);
    whole.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto try_with = [&](const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    DiskCache cache(folder_);
    return found(cache, key_);
  };
  EXPECT_EQ(try_with(whole), value);
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{18}, std::size_t{24}, std::size_t{40}, whole.size() - 1}) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    EXPECT_EQ(try_with(flipped), std::nullopt) << at;
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{10}, whole.size() / 2, whole.size() - 1})
    EXPECT_EQ(try_with(whole.substr(0, length)), std::nullopt) << length;
  EXPECT_EQ(try_with(whole + "x"), std::nullopt);
  // a length that no memory could hold
  std::string huge = whole;
  huge[24] = '\x7f';
  EXPECT_EQ(try_with(huge), std::nullopt);
  // and it heals
  DiskCache(folder_).store(key_, span(value));
  DiskCache next(folder_);
  EXPECT_EQ(found(next, key_), value);
}

TEST_F(DiskCacheTest, ConcurrentProcessesNeverSeeHalfAnEntry) {
  constexpr int k_rounds = 60;
  const std::string values[2] = {std::string(300000, 'a'), std::string(200000, 'b')};
  std::vector<pid_t> children;
  for (const std::string& value : values) {
    const pid_t child = fork();
    if (child == 0) {
      for (int i = 0; i < k_rounds; ++i) DiskCache(folder_).store(key_, span(value));
      _exit(0);
    }
    children.push_back(child);
  }
  int hits = 0;
  for (int i = 0; i < k_rounds; ++i) {
    DiskCache reader(folder_);
    if (const auto value = found(reader, key_)) {
      ++hits;
      EXPECT_TRUE(*value == values[0] || *value == values[1]);
    }
  }
  for (const pid_t child : children) {
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  DiskCache reader(folder_);
  EXPECT_TRUE(found(reader, key_));
  EXPECT_EQ(files().size(), 1U);  // no temporary file is left
}

TEST_F(DiskCacheTest, ThreadsShareOneCache) {
  DiskCache cache(folder_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&cache, t] {
      const std::string input = "input " + std::to_string(t % 2), value = "value " + std::to_string(t % 2);
      for (int i = 0; i < 50; ++i) {
        cache.store({"maker", span(input), "p"}, span(value));
        EXPECT_EQ(found(cache, {"maker", span(input), "p"}), value);
      }
    });
  for (std::thread& thread : threads) thread.join();
}

TEST_F(DiskCacheTest, RemovesWhatWasUsedLongestAgo) {
  const std::string value(1000, 'v');
  const auto input = [](int i) { return "input " + std::to_string(i); };
  constexpr std::uintmax_t k_limit = 3500;  // three entries of some 1090 bytes
  for (int i = 0; i < 3; ++i) {
    const std::string text = input(i);
    DiskCache(folder_, k_limit).store({maker_, span(text), parameters_}, span(value));
  }
  // the first is the oldest, but has just been used
  for (const fs::path& file : files())
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(2));
  const std::string first = input(0), last = input(3);
  DiskCache user(folder_, k_limit);
  EXPECT_TRUE(found(user, {maker_, span(first), parameters_}));
  user.store({maker_, span(last), parameters_}, span(value));
  EXPECT_EQ(files().size(), 3U);
  DiskCache reader(folder_, k_limit);
  EXPECT_TRUE(found(reader, {maker_, span(first), parameters_}));
  EXPECT_TRUE(found(reader, {maker_, span(last), parameters_}));
}

TEST_F(DiskCacheTest, WhatIsLargerThanTheLimitIsNotWritten) {
  const std::string value(1000, 'v');
  DiskCache cache(folder_, 500);
  cache.store(key_, span(value));
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(found(cache, key_), value);  // but this process remembers it
}

TEST_F(DiskCacheTest, SweepsWhatAKilledProcessLeft) {
  const fs::path old = folder_ / ".partial-1-0", young = folder_ / ".partial-1-1";
  for (const fs::path& file : {old, young}) std::ofstream(file) << "half";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  DiskCache(folder_).store(key_, span("value"));
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(young));
}

TEST_F(DiskCacheTest, AFolderThatCanNotBeMadeCostsOnlyTheMemory) {
  std::ofstream(folder_ / "file") << "no folder";
  DiskCache cache(folder_ / "file/below");
  cache.store(key_, span("value"));
  EXPECT_EQ(found(cache, key_), "value");
  DiskCache next(folder_ / "file/below");
  EXPECT_EQ(found(next, key_), std::nullopt);
}

TEST(CacheFolder, FollowsTheEnvironment) {
  EXPECT_EQ(cache_folder({"", "", "/home/ada"}), "/home/ada/.cache/cryocosm");
  EXPECT_EQ(cache_folder({"", "/var/x", "/home/ada"}), "/var/x/cryocosm");
  EXPECT_EQ(cache_folder({"", "relative", "/home/ada"}), "/home/ada/.cache/cryocosm");
  EXPECT_EQ(cache_folder({"/scratch/c", "/var/x", "/home/ada"}), "/scratch/c");
  EXPECT_EQ(cache_folder({"off", "/var/x", "/home/ada"}), "");
  EXPECT_EQ(cache_folder({"", "", ""}), "");
}

class Services final : public HostServices<RunContext> {
 public:
  using HostServices::HostServices;
  Random random() const override { return Random(1); }
  double draw(std::string_view, const Distribution&) override { return 0; }
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override { return {}; }
};

TEST_F(DiskCacheTest, IsOfferedAsAServiceUnlessItIsOff) {
  DiskCache cache(folder_);
  Host host;
  Services without(host);
  EXPECT_EQ(without.service<Cache>(), nullptr);
  host.cache = &cache;
  Services with(host);
  EXPECT_EQ(with.service<Cache>(), &cache);
}

}  // namespace
}  // namespace cryocosm
