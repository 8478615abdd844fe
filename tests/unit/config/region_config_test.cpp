// Crowding and regions as a pipeline gives them: defaults, overrides, and what is refused.
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class RegionConfig : public fakes::PipelineTest {
 protected:
  /// Two balls, "first" and "second"; `region` is that of the second and starts at line 5, column 12.
  static std::string with_region(const std::string& region) {
    return pipeline(
        "{\"use\": \"shapes.ball\", \"count\": 1, \"name\": \"first\"},\n"
        "{\"use\": \"shapes.ball\", \"count\": 1, \"name\": \"second\",\n\"region\": {" +
        region + "}},\n{\"use\": \"shapes.ball\", \"count\": 1, \"name\": \"third\"}");
  }
  static std::string with_volume(const std::string& volume, const std::string& more = {}) {
    return "{\"cryocosm\": 1, \"structures\": [{\"use\": \"shapes.ball\", \"count\": 1}],\n"
           "\"volume\": {\"size\": [20, 20, 10]" +
           volume + "}" + more + "}\n";
  }
};

TEST_F(RegionConfig, WithoutAWordUnitsMayLieEverywhere) {
  const PipelineSpec spec = read("p.json", pipeline(R"({"use": "shapes.ball", "count": 1})"));
  EXPECT_EQ(spec.slab.thickness_A, 0);
  EXPECT_TRUE(spec.mask.file.empty());
  EXPECT_EQ(spec.placement.order, Order::as_listed);
  EXPECT_EQ(spec.placement.crowding, Crowding::insert);
  EXPECT_EQ(spec.placement.relax_tries, PlacementSpec{}.relax_tries);
  EXPECT_EQ(spec.structures[0].halo_A, 0);
  EXPECT_TRUE(spec.structures[0].region.is_everywhere());
}

TEST_F(RegionConfig, ValuesCanBeSetFromTheCommandLine) {
  write("mask.mrc", "x");
  const PipelineSpec spec = read("p.json", with_region(""),
                                 {{"placement.order", "largest_first"},
                                  {"placement.crowding", "relax"},
                                  {"volume.slab.thickness", "4 nm"},
                                  {"structures.second.region.inside", "first"},
                                  {"structures.second.halo", "2 nm"},
                                  {"structures.third.region", R"({"slab": {"thickness": 30, "offset": 10}})"},
                                  {"structures[0].region.box", R"({"low": [0,0,0], "high": [9, 9, 9]})"}});
  EXPECT_EQ(spec.placement.order, Order::largest_first);
  EXPECT_EQ(spec.placement.crowding, Crowding::relax);
  EXPECT_EQ(spec.slab.thickness_A, 40);
  EXPECT_EQ(spec.structures[1].region.inside, std::vector<std::string>{"first"});
  EXPECT_EQ(spec.structures[1].halo_A, 20);
  EXPECT_EQ(spec.structures[2].region.slab.offset_A, 10);
  EXPECT_EQ(spec.structures[0].region.box_A->high, (Vec3{9, 9, 9}));
}

TEST_F(RegionConfig, AThicknessMayBeDrawn) {
  const PipelineSpec spec = read("p.json", with_volume(R"(, "slab": {"thickness": {"uniform": [40, 60]}})"));
  EXPECT_GE(spec.slab.thickness_A, 40);
  EXPECT_LE(spec.slab.thickness_A, 60);
  ASSERT_EQ(spec.drawn_once.size(), 1U);
  EXPECT_EQ(spec.drawn_once[0].first, "volume.slab.thickness");
  EXPECT_EQ(spec.drawn_once[0].second, spec.slab.thickness_A);
}

TEST_F(RegionConfig, ClipIsOffAndContradictsHalosAndMargins) {
  EXPECT_FALSE(read("p.json", with_region("")).structures[1].clip);
  EXPECT_TRUE(read("p.json", with_region(""), {{"structures.second.clip", "true"}}).structures[1].clip);
  EXPECT_EQ(message("p.json", pipeline(R"({"use": "shapes.ball", "count": 1, "clip": true, "halo": 10})")),
            fakes::with_summary(
                "p.json:3:1: error CC2009: structures[0]: halo and clip exclude each other: no gap is "
                "kept to what lies outside"));
  EXPECT_EQ(
      message("p.json", R"({"cryocosm": 1, "volume": {"size": [20, 20, 10], "margin": 10},
"structures": [{"use": "shapes.ball", "count": 1, "clip": true}]})"),
      fakes::with_summary("p.json:2:59: error CC2009: structures[0].clip: the volume keeps a margin, so that "
                          "nothing reaches its faces\n  leave out clip, or the margin of the volume"));
}

TEST_F(RegionConfig, WrongRegionsAreRefused) {
  const std::vector<fakes::Case> cases{
      {R"("inside": "firts")",
       "p.json:5:22: error CC2008: structures[1].region.inside: no entry is called 'firts'\n"
       "  did you mean 'first'? entries before this one: first"},
      {R"("inside": "nothing like it")",
       "p.json:5:22: error CC2008: structures[1].region.inside: no entry is called 'nothing like it'\n"
       "  entries before this one: first"},
      {R"("outside": "third")",
       "p.json:5:23: error CC2009: structures[1].region.outside: the entry 'third' comes later\n"
       "  a region can only refer to what has been placed: move 'third' before this entry"},
      {R"("outside": "second")",
       "p.json:5:23: error CC2009: structures[1].region.outside: 'second' is this entry itself\n"
       "  name an entry before it"},
      {R"("outside": "first, thirst, ")",
       "p.json:5:23: error CC2008: structures[1].region.outside: no entry is called 'thirst'\n"
       "  did you mean 'first'? entries before this one: first\n"
       "p.json:5:23: error CC2008: structures[1].region.outside: no entry is called ''\n"
       "  entries before this one: first\n"
       "2 errors, nothing was run"},
      {R"("inside": "first", "outside": "first")",
       "p.json:5:42: error CC2009: structures[1].region.outside: it leaves nothing of what is inside\n"
       "  'inside' and 'outside' name the same entries: keep one of the two"},
      {R"("inside": 3)",
       "p.json:5:22: error CC2002: structures[1].region.inside: expected a text, found number 3\n"
       "  write it in double quotes"},
      {R"("mask": "no.mrc")",
       "p.json:5:20: error CC6001: structures[1].region.mask: there is no file 'no.mrc'\n"
       "  looked for no.mrc; paths are relative to the pipeline file's folder"},
      {R"("insid": "first")",
       "p.json:5:12: error CC2001: structures[1].region.insid: unknown parameter of the group 'region'\n"
       "  did you mean 'inside'? known: box, inside, mask, outside, slab"},
      {R"("slab": {"offset": 3})",
       "p.json:5:20: error CC2007: structures[1].region.slab.thickness: missing; the group 'slab' needs it\n"
       "  Thickness of the layer along z."},
      {R"("slab": {"thickness": 0})",
       "p.json:5:34: error CC2005: structures[1].region.slab.thickness: '0' is out of range: thickness must "
       "be 0.1 to 10000000 A"},
      {R"("slab": {"thickness": 30, "offset": "7 nm"})",
       "p.json:5:20: error CC2009: structures[1].region.slab: no voxel has its centre in it\n"
       "  the volume is 100 A thick; the offset is the distance of the slab's middle from the volume's"},
      {R"("box": {"low": [0, 0, 0]})",
       "p.json:5:19: error CC2007: structures[1].region.box.high: missing; the group 'box' needs it\n"
       "  Its corner of highest x, y and z; voxels whose centre lies there do not belong to it."},
      {R"("box": {"low": [0, 0, 50], "high": [50, 50, 50]})",
       "p.json:5:19: error CC2009: structures[1].region.box: no voxel has its centre in it\n"
       "  the box reaches from 0, 0, 50 to 50, 50, 50 A, the centres of the voxels from 0, 0, 0 to 190, 190, "
       "90 A"},
      {R"("box": {"low": [0, 0, 0], "high": [0, 0, 0]})",
       "p.json:5:19: error CC2009: structures[1].region.box: no voxel has its centre in it\n"
       "  the box reaches from 0, 0, 0 to 0, 0, 0 A, the centres of the voxels from 0, 0, 0 to 190, 190, 90 "
       "A"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", with_region(input)), fakes::with_summary(expected)) << input;
}

TEST_F(RegionConfig, TheFirstEntryHasNoneBeforeIt) {
  EXPECT_EQ(
      message("p.json", pipeline(R"({"use": "shapes.ball", "count": 1, "region": {"inside": "x"}})")),
      fakes::with_summary("p.json:3:57: error CC2008: structures[0].region.inside: no entry is called 'x'\n"
                          "  there is no entry before this one"));
}

TEST_F(RegionConfig, WrongSectionsAreRefused) {
  const std::vector<fakes::Case> volumes{
      {R"(, "slab": {"thickness": 5})",  // between the centres of the two middle voxels
       "p.json:2:11: error CC2009: volume: the slab must leave something of the volume between the margins"},
      {R"(, "slab": {"thickness": 20, "offset": 40}, "margin": 20)",
       "p.json:2:11: error CC2009: volume: the slab must leave something of the volume between the margins"},
      {R"(, "slab": 300)",
       "p.json:2:42: error CC2002: volume.slab: expected a group of keys, found number 300"},
      {R"(, "mask": "")",
       "p.json:2:42: error CC6001: volume.mask: the name of the file is empty\n"
       "  leave the key out to give no file"},
  };
  for (const auto& [input, expected] : volumes)
    EXPECT_EQ(message("p.json", with_volume(input)), fakes::with_summary(expected)) << input;
  EXPECT_EQ(message("p.json", with_volume(R"(, "slab": {"thickness": 20, "offset": 15}, "margin": 20)")),
            "no error");

  const std::vector<fakes::Case> placements{
      {R"(, "placement": {"order": "biggest_first"})",
       "p.json:2:58: error CC2008: placement.order: 'biggest_first' is not a choice for order\n"
       "  did you mean 'largest_first'? choose one of: as_listed, largest_first"},
      {R"(, "placement": {"crowding": true})",
       "p.json:2:61: error CC2002: placement.crowding: expected a text, found true\n"
       "  write it in double quotes"},
      {R"(, "placement": {"relax_tries": 0})",
       "p.json:2:64: error CC2005: placement.relax_tries: '0' is out of range: relax_tries must be 1 to "
       "1000000"},
      {R"(, "placement": "relax")",
       "p.json:2:48: error CC2002: placement: expected a group of keys, found 'relax'"},
      {R"(, "placement": {"ordre": "as_listed"})",
       "p.json:2:49: error CC2001: placement.ordre: unknown parameter of the group 'placement'\n"
       "  did you mean 'order'? known: crowding, order, relax_tries"},
  };
  for (const auto& [input, expected] : placements)
    EXPECT_EQ(message("p.json", with_volume("", input)), fakes::with_summary(expected)) << input;
}

TEST_F(RegionConfig, IniHasASectionForPlacement) {
  EXPECT_EQ(message("p.ini",
                    "[pipeline]\ncryocosm = 1\nplacement.order = as_listed\n[volume]\nsize = 20, 20, 10\n"
                    "[structure ball]\nuse = shapes.ball\ncount = 1\n"),
            fakes::with_summary(
                "p.ini:3:1: error CC2001: placement.order: unknown key of the pipeline\n  it has sections of "
                "its own: "
                "[pipeline], [volume], [placement], [structure NAME], [acquisition NAME], [export NAME]"));
  EXPECT_EQ(message("p.ini", ball_ini("[placement]\ncrowding = push")),
            fakes::with_summary(
                "p.ini:10:12: error CC2008: placement.crowding: 'push' is not a choice for crowding\n"
                "  choose one of: insert, relax"));
}

}  // namespace
}  // namespace cryocosm
