// Damaged pipelines: whatever the bytes, reading ends with a spec or a ConfigError.
#include <random>

#include "config/config_file.hpp"
#include "config/read_tree.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Fuzz : public fakes::PipelineTest {
 protected:
  /// One to four bytes replaced, inserted, removed or doubled; often by what means something here.
  static std::string mutated(std::string text, std::mt19937& random) {
    constexpr std::string_view k_meaningful = "{}[]\",:.=;#()-+eE019 \n\\u%A";
    const auto below = [&](std::size_t n) {
      return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
    };
    for (std::size_t edits = 1 + below(4); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = below(text.size());
      const char c = below(3) == 0 ? static_cast<char>(below(256)) : k_meaningful[below(k_meaningful.size())];
      switch (below(4)) {
        case 0: text[at] = c; break;
        case 1: text.insert(at, 1, c); break;
        case 2: text.erase(at, 1 + below(8)); break;
        default: {
          const std::size_t length = below(20), from = below(text.size());
          text.insert(at, text.substr(from, length));
        }
      }
    }
    return text;
  }

  /// Without the file system, which would be most of the time.
  void read_in_memory(const std::string& name, const std::string& text,
                      const std::vector<Override>& overrides = {}) {
    Problems problems;
    ConfigNode root =
        name == "p.json" ? read_json_config(text, name, problems) : read_ini_config(text, name, problems);
    read_pipeline_tree(kernel, folder / name, std::move(root), overrides, problems);
  }

  void fuzz(const std::string& name, const std::string& text, int least_accepted = 50) {
    std::mt19937 random(20240611);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 5000; ++i) {
      const std::string damaged = mutated(text, random);
      try {
        read_in_memory(name, damaged);
        ++accepted;
      } catch (const ConfigError& error) {
        ++refused;
        EXPECT_TRUE(has_errors(error.diagnostics())) << damaged;
      } catch (const std::exception& error) {
        FAIL() << error.what() << "\n" << damaged;
      }
    }
    EXPECT_GT(accepted, least_accepted);  // the mutations are small enough to matter
    EXPECT_GT(refused, 2000);
  }
};

constexpr const char* k_json = R"x({"$schema": "s", "cryocosm": 1, "name": "n", "seed": 42,
 "volume": {"size": [200, "150 nm", 100], "voxel": "10 A"},
 "structures": [{"name": "first", "use": "shapes.ball", "count": 6, "occupancy": "3 %", "overlap": 0.1,
   "params": {"radius": {"uniform": ["150 A", "400 A"]}, "gap": "normal(10, 3)", "weights": [0.1, 2e-1],
     "tags": ["a\u00e9\ud83d\ude00", "b"], "skin": {"thickness": "4 nm", "soft": true}, "centre": [1, -2.5, 3]},
   "place": {"use": "poses.anywhere", "params": {"angle": 12}}},
  {"use": "shapes.cluster", "count": 1, "draw": "paint.solid",
   "params": {"member": {"use": "shapes.ball", "params": {"radius": 60}}}}],
 "acquisition": [{"use": "scope.project"}], "export": []})x";

constexpr const char* k_regions = R"x({"cryocosm": 1, "volume": {"size": [20, 20, 10],
 "slab": {"thickness": "5 nm", "offset": -20}}, "placement": {"order": "largest_first", "relax_tries": 9},
 "structures": [{"use": "shapes.ball", "count": 1}, {"use": "shapes.ball", "count": 1, "halo": "1 nm",
 "region": {"inside": "ball", "slab": {"thickness": 30}, "box": {"low": [0, 0, 0], "high": [90, 1e2, "9 nm"]}}}]})x";

TEST_F(Fuzz, Regions) { fuzz("p.json", k_regions, 25); }  // dense: there is little to damage unharmed

TEST_F(Fuzz, Json) { fuzz("p.json", k_json); }

TEST_F(Fuzz, Ini) {
  fuzz("p.ini",
       ball_ini("occupancy = 3 %\nparams.radius = uniform(150 A, 400 A)\nparams.gap = normal(10, "
                "3)\nparams.weights = 0.1, 2e-1\n"
                "params.tags = a, b\nparams.skin.thickness = 4 nm\nparams.skin.soft = "
                "true\nparams.centre = 1, -2.5, 3\n"
                "place.use = poses.anywhere\nplace.params.angle = 12\nregion.slab.thickness = 5 "
                "nm\nregion.box.low = 0, 0, 0\n"
                "region.box.high = 90, 90, 90\n; comment\n[placement]\norder = largest_first\n[acquisition "
                "a]\nuse = scope.project\n"
                "[export table]\nuse = files.table\n"));
}

TEST_F(Fuzz, Overrides) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const Override override{mutated("structures.ball.params.skin[0].thickness", random),
                            mutated("[1, {\"uniform\": [\"1 nm\", 2]}]", random)};
    try {
      read_in_memory("p.json", ball(""), {override});
    } catch (const ConfigError&) {
    } catch (const std::exception& error) {
      FAIL() << error.what() << "\n" << override.path << "=" << override.value;
    }
  }
}

}  // namespace
}  // namespace cryocosm
