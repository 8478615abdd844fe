// Templates through the cache: the same bits, made once, and made anew for whatever differs.
#include "template_cache.hpp"

#include <cstring>
#include <functional>

#include "beads.hpp"
#include "molecules.hpp"
#include "template_tools.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

void expect_same_bits(const DensityTemplate& a, const DensityTemplate& b) {
  ASSERT_EQ(a.grid().size, b.grid().size);
  EXPECT_EQ(a.grid().voxel_A, b.grid().voxel_A);
  EXPECT_EQ(std::memcmp(a.density().data, b.density().data, a.density().size * sizeof(float)), 0);
  EXPECT_EQ(std::memcmp(a.mask().data, b.mask().data, a.mask().size), 0);
}

TEST(TemplateBytes, comeBackAsTheSameTemplate) {
  TestBuild build({{60, 60, 60}, 2});
  const TempFile file("alanine.pdb", alanine_pdb());
  const LoadedTemplate a = load_template(file.path, {}, build);
  const std::vector<char> bytes = to_bytes(a);
  const auto b = from_bytes(view(bytes));
  ASSERT_TRUE(b);
  expect_same_bits(*a.shape, *b->shape);
  EXPECT_EQ(b->facts.mass_Da, a.facts.mass_Da);
  EXPECT_EQ(b->facts.mass_is_estimated, a.facts.mass_is_estimated);
  EXPECT_EQ(b->facts.level_V, a.facts.level_V);
  EXPECT_EQ(b->facts.resolution_A, a.facts.resolution_A);
}

TEST(TemplateBytes, areRefusedWhenTheyAreNone) {
  TestBuild build({{60, 60, 60}, 2});
  const TempFile file("alanine.pdb", alanine_pdb());
  const std::vector<char> whole = to_bytes(load_template(file.path, {}, build));
  const auto is_refused = [](const std::vector<char>& bytes) { return !from_bytes(view(bytes)).has_value(); };
  EXPECT_FALSE(is_refused(whole));
  EXPECT_TRUE(is_refused({}));
  EXPECT_TRUE(is_refused({whole.begin(), whole.begin() + 40}));
  EXPECT_TRUE(is_refused({whole.begin(), whole.end() - 1}));
  for (std::size_t at = 0; at < 32; ++at) {  // layout and sizes: none of them can change unseen
    std::vector<char> other = whole;
    other[at] = static_cast<char>(other[at] ^ 0x40);
    EXPECT_TRUE(is_refused(other)) << at;
  }
  std::vector<char> empty_mask = whole;
  const std::size_t voxels = (whole.size() - 72) / 5;
  std::fill(empty_mask.end() - static_cast<std::ptrdiff_t>(voxels), empty_mask.end(), '\0');
  EXPECT_TRUE(is_refused(empty_mask));
}

struct CachedAtoms {
  MemoryCache cache;
  TempFile file{"alanine.pdb", alanine_pdb()};
  GridSpec grid{{60, 60, 60}, 2};
  TemplateOptions options;

  LoadedTemplate load() {
    ServicedBuild build(grid, &cache);
    return load_template(file.path, options, build);
  }
};

TEST(TemplateCache, givesTheSameTemplateAgain) {
  CachedAtoms atoms;
  const LoadedTemplate first = atoms.load(), second = atoms.load();
  EXPECT_EQ(atoms.cache.hits, 1);
  expect_same_bits(*first.shape, *second.shape);
  EXPECT_EQ(first.diameter_A, second.diameter_A);
  EXPECT_EQ(first.facts.mass_Da, second.facts.mass_Da);
  TestBuild build(atoms.grid);  // no cache at all
  expect_same_bits(*first.shape, *load_template(atoms.file.path, {}, build).shape);
}

TEST(TemplateCache, looksAtTheContentAndNotAtTheName) {
  CachedAtoms atoms;
  atoms.load();
  const TempFile copy("copy.pdb", alanine_pdb()), zipped("zipped.pdb.gz", gzipped(alanine_pdb()));
  ServicedBuild build(atoms.grid, &atoms.cache);
  load_template(copy.path, {}, build);
  load_template(zipped.path, {}, build);
  EXPECT_EQ(atoms.cache.hits, 2);
  std::ofstream(atoms.file.path) << pdb_atom(1, "CA", "GLY", 1, 1, 1);
  atoms.load();
  EXPECT_EQ(atoms.cache.hits, 2);
}

TEST(TemplateCache, knowsEveryParameter) {
  const std::function<void(CachedAtoms&)> changes[] = {
      [](CachedAtoms& a) { a.grid.voxel_A = 2.5; },
      [](CachedAtoms& a) { a.options.level = 0.2; },
      [](CachedAtoms& a) { a.options.surface = "mass"; },
      [](CachedAtoms& a) { a.options.surface = "mass", a.options.mass_kDa = 0.15; },
      [](CachedAtoms& a) { a.options.surface = "absolute", a.options.absolute_level = 0.5; },
      [](CachedAtoms& a) { a.options.surface = "absolute", a.options.absolute_level = 0.6; },
      [](CachedAtoms& a) { a.options.resolution_A = 5; },
      [](CachedAtoms& a) { a.options.density_V = 2; },
      [](CachedAtoms& a) { a.options.chains = {"A"}; },
      [](CachedAtoms& a) { a.options.b_factors = "none"; },
      [](CachedAtoms& a) { a.options.b_factors = "uniform", a.options.b_factor_A2 = 60; },
  };
  CachedAtoms atoms;
  atoms.load();
  for (const auto& change : changes) {
    atoms.grid = {{60, 60, 60}, 2};
    atoms.options = {};
    change(atoms);
    atoms.load();
  }
  EXPECT_EQ(atoms.cache.hits, 0);
  EXPECT_EQ(atoms.cache.entries.size(), 1 + std::size(changes));
  // the size of the volume changes nothing but whether it fits
  atoms.grid = {{80, 90, 100}, 2};
  atoms.options = {};
  atoms.load();
  EXPECT_EQ(atoms.cache.hits, 1);
}

TEST(TemplateCache, makesTheTemplateAnewWhenTheEntryIsOfNoUse) {
  CachedAtoms atoms;
  const LoadedTemplate first = atoms.load();
  for (auto& [key, bytes] : atoms.cache.entries) bytes.resize(bytes.size() / 2);
  expect_same_bits(*first.shape, *atoms.load().shape);
  atoms.cache.hits = 0;
  expect_same_bits(*first.shape, *atoms.load().shape);
  EXPECT_EQ(atoms.cache.hits, 1);  // it has been stored again
}

TEST(TemplateCache, stillChecksThatTheTemplateFits) {
  CachedAtoms atoms;
  atoms.load();
  atoms.grid.size = {1, 1, 1};
  EXPECT_THROW(atoms.load(), DataError);
  EXPECT_EQ(atoms.cache.hits, 1);
}

TEST(TemplateCache, leavesFilesThatCanNotBeReadToTheReader) {
  CachedAtoms atoms;
  std::filesystem::remove(atoms.file.path);
  expect_error([&] { atoms.load(); }, Code::file_missing,
               "'" + atoms.file.path + "' cannot be opened: No such file or directory",
               "check the path and its permissions");
}

TEST(TemplateCache, keepsMapsAndBeadsToo) {
  MemoryCache cache;
  OneMap maps(ball_map(40, 10, 80, 1, 0));
  Decimator imaging;
  ServicedBuild build(k_grid, &cache, &maps, &imaging);
  const TempFile map("ball.mrc", "stands for the bytes of the map");
  const LoadedTemplate first = load_template(map.path, {}, build),
                       second = load_template(map.path, {}, build);
  EXPECT_EQ(cache.hits, 1);
  expect_same_bits(*first.shape, *second.shape);
  const TempFile beads("ball.beads", "bead 0 0 0 40\n");
  const LoadedTemplate a = load_beads(beads.path, 0, {}, build), b = load_beads(beads.path, 20, {}, build);
  EXPECT_EQ(cache.hits, 2);  // 20 A are the two voxels that 0 stands for
  expect_same_bits(*a.shape, *b.shape);
  load_beads(beads.path, 30, {}, build);
  EXPECT_EQ(cache.hits, 2);
}

TEST(TemplateCache, isCancelledWhileItComputes) {
  CachedAtoms atoms;
  ServicedBuild build(atoms.grid, &atoms.cache);
  build.is_cancelled = true;
  EXPECT_THROW(load_template(atoms.file.path, {}, build), Cancelled);
  EXPECT_TRUE(atoms.cache.entries.empty());
}

}  // namespace
