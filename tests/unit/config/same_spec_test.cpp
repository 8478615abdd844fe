// JSON, INI and the resolved form of one pipeline become the same spec.
#include "describe/resolved.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class SameSpec : public fakes::PipelineTest {
 protected:
  SameSpec() {
    write("cell.mrc", "x");  // only looked for when a pipeline is read
    write("other.nrrd", "x");
  }
};

const char* const k_json = R"({
  "cryocosm": 1, "name": "both", "seed": 42,
  "volume": {"size": [200, "150 nm", 100], "voxel": "10 A", "margin": "2 nm",
             "slab": {"thickness": "60 nm", "offset": -50}, "mask": "cell.mrc"},
  "placement": {"order": "largest_first", "crowding": "relax", "relax_tries": 7},
  "structures": [
    {"name": "zeroth", "use": "shapes.ball", "count": 1}, {"name": "other", "use": "shapes.ball", "count": 1},
    {"name": "first", "use": "shapes.ball", "count": 6, "occupancy": "3 %", "overlap": "1 %",
     "params": {"radius": {"uniform": ["150 A", "400 A"]}, "wall": "single", "weights": [0.1, 0.2], "tags": ["a", "b"],
                "skin": {"thickness": "4 nm", "soft": true}, "centre": [1, 2, 3], "smooth": false, "layers": 3,
                "gap": {"normal": [10, 3]}}},
    {"name": "second", "use": "shapes.cluster", "occupancy": 0.01, "halo": "1 nm",
     "region": {"inside": "zeroth, first", "outside": "other", "mask": "other.nrrd", "slab": {"thickness": 300},
                "box": {"low": [0, 0, "10 nm"], "high": ["90 nm", 800, 700]}},
     "params": {"member": {"use": "shapes.ball", "params": {"radius": 60}}, "step": "poses.anywhere"},
     "place": {"use": "poses.near", "params": {"to": "first"}}, "draw": "paint.solid"}],
  "acquisition": [{"use": "scope.project", "params": {"snr": {"exponential": {"min": 1, "mean": 2}}}}],
  "export": [{"use": "files.archive"}, {"use": "files.table"}]
})";
const char* const k_ini = R"(# the same
[pipeline]
cryocosm = 1
name = both
seed = 42
[volume]
size = 200, 150 nm, 100
voxel = 10 A
margin = 2 nm
slab.thickness = 60 nm
slab.offset = -50
mask = cell.mrc
[placement]
order = largest_first
crowding = relax
relax_tries = 7
[structure zeroth]
use = shapes.ball
count = 1
[structure other]
use = shapes.ball
count = 1
[structure first]
use = shapes.ball
count = 6
occupancy = 3 %
params.radius = uniform(150 A, 400 A)
params.wall = single
params.weights = 0.1, 0.2
params.tags = a, b
params.skin.thickness = 4 nm
params.skin.soft = true
params.centre = 1, 2, 3
params.smooth = false
params.layers = 3
params.gap = normal(10, 3)
overlap = 1 %
[structure second]
use = shapes.cluster
occupancy = 0.01
halo = 1 nm
region.inside = zeroth, first
region.outside = other
region.mask = other.nrrd
region.slab.thickness = 300
region.box.low = 0, 0, 10 nm
region.box.high = 90 nm, 800, 700
params.member.use = shapes.ball
params.member.params.radius = 60
params.step = poses.anywhere
place.use = poses.near
place.params.to = first
draw = paint.solid
[acquisition only]
use = scope.project
params.snr = exponential(1, 2)
[export archive]
use = files.archive
[export table]
use = files.table
)";

TEST_F(SameSpec, JsonAndIniBecomeTheSameSpec) {
  const PipelineSpec json = read("p.json", k_json);
  const PipelineSpec ini = read("p.ini", k_ini);
  EXPECT_EQ(resolved_json(json), resolved_json(ini));
  EXPECT_EQ(json.drawn_once, ini.drawn_once);
  EXPECT_EQ(json.structures.size(), 4U);
  EXPECT_EQ(json.referenced.size(), ini.referenced.size());
  EXPECT_EQ(json.seed, 42U);
}

TEST_F(SameSpec, TheSpecHoldsWhatBothSay) {
  for (const PipelineSpec& spec : {read("p.json", k_json), read("p.ini", k_ini)}) {
    EXPECT_EQ(spec.slab.thickness_A, 600);
    EXPECT_EQ(spec.slab.offset_A, -50);
    EXPECT_EQ(spec.mask.file, (folder / "cell.mrc").string());
    EXPECT_EQ(spec.mask.path, "volume.mask");
    EXPECT_EQ(spec.placement.order, Order::largest_first);
    EXPECT_EQ(spec.placement.crowding, Crowding::relax);
    EXPECT_EQ(spec.placement.relax_tries, 7);
    EXPECT_TRUE(spec.structures[2].region.is_everywhere());
    EXPECT_EQ(spec.structures[2].halo_A, 0);
    EXPECT_EQ(spec.structures[3].halo_A, 10);
    const RegionSpec& region = spec.structures[3].region;
    EXPECT_FALSE(region.is_everywhere());
    EXPECT_EQ(region.inside, (std::vector<std::string>{"zeroth", "first"}));
    EXPECT_EQ(region.outside, std::vector<std::string>{"other"});
    EXPECT_EQ(region.mask.file, (folder / "other.nrrd").string());
    EXPECT_EQ(region.mask.path, "structures[3].region.mask");
    EXPECT_EQ(region.mask.voxels, nullptr);
    EXPECT_EQ(region.slab.thickness_A, 300);
    EXPECT_EQ(region.slab.offset_A, 0);
    ASSERT_TRUE(region.box_A.has_value());
    EXPECT_EQ(region.box_A->low, (Vec3{0, 0, 100}));
    EXPECT_EQ(region.box_A->high, (Vec3{900, 800, 700}));
  }
}

TEST_F(SameSpec, AResolvedPipelineReadsBackToItself) {
  const std::string file = write("a.mrc", "x").string();
  const PipelineSpec spec = read("p.json", k_json,
                                 {{"structures.second.use", "shapes.map"},
                                  {"structures.second.params", R"({"path": ")" + file + R"("})"}});
  const std::string resolved = resolved_json(spec);
  const PipelineSpec again = read("resolved.json", resolved);
  EXPECT_EQ(resolved_json(again), resolved);
  EXPECT_EQ(again.grid.size, spec.grid.size);
  EXPECT_EQ(again.margin_A, spec.margin_A);
  EXPECT_TRUE(again.drawn_once.empty());
  const auto radius = [](const PipelineSpec& s) {
    return s.structures[2].structure.params.find("radius")->distribution;
  };
  EXPECT_EQ(radius(again).kind, radius(spec).kind);
  EXPECT_EQ(radius(again).low, radius(spec).low);
  EXPECT_EQ(resolved_json(read("p2.json", resolved_json(read("p.json", k_json)))),
            resolved_json(read("p.json", k_json)));
}

}  // namespace
}  // namespace cryocosm
