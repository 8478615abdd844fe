// --set: where values may be put, how they are read, and what is said when it goes wrong.
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Overrides : public fakes::PipelineTest {
 protected:
  Value ball_with(const Override& override, const std::string& params = {}) {
    return read("p.json", ball(params), {override}).structures[0].structure.params;
  }
};

TEST_F(Overrides, WrongOnesAreRefused) {
  const std::vector<fakes::Case> cases{
      {"structures.bal.params.radius=3",
       "--set: error CC2014: structures.bal.params.radius: no structure entry is called 'bal'\n"
       "  known: ball"},
      {"structures[0].params.raduis=300",
       "--set: error CC2001: structures[0].params.raduis: unknown parameter of shapes.ball\n"
       "  did you mean 'radius'? known: centre, filling, gap, layers, note, radius, skin, smooth, tags, "
       "tilt, wall, weights"},
      {"structures[3].count=2",
       "--set: error CC2014: structures[3].count: there is no item [3]\n"
       "  the list has items [0] to [0]"},
      {"volume.size=1,2",
       "--set: error CC2002: volume.size: expected a list of 3 numbers, found a list of 2"},
      {"volume.size=[1,2",
       "--set volume.size:1:5: error CC2000: expected ',' or ']', found the end of the file"},
      {"seed=x",
       "--set: error CC2002: seed: 'x' is not a whole number\n"
       "  write digits only, without decimal point, exponent or unit"},
      {"=3",
       "--set: error CC2014: not a path of a pipeline\n"
       "  such as structures.NAME.params.KEY=VALUE or acquisition[0].params.KEY=VALUE"},
      {"a..b=3",
       "--set: error CC2014: a..b: not a path of a pipeline\n"
       "  such as structures.NAME.params.KEY=VALUE or acquisition[0].params.KEY=VALUE"},
      {"seed.x=3", "--set: error CC2002: seed: expected a whole number, found a group"},
      {"structures.ball.place.params.angle=300",
       "--set: error CC2005: structures[0].place.params.angle: '300' is out of range: angle must be 0 to 180 "
       "deg"},
      {"acquisition[0].use=x", "--set: error CC2014: acquisition[0].use: the pipeline has no acquisition"},
      {"structures[x]=1",
       "--set: error CC2014: structures[x]: not a path of a pipeline\n"
       "  such as structures.NAME.params.KEY=VALUE or acquisition[0].params.KEY=VALUE"},
      {R"(volume="x")", "--set: error CC2002: volume: expected a group of keys, found 'x'"},
  };
  for (const auto& [input, expected] : cases) {
    const std::size_t equals = input.find('=');
    EXPECT_EQ(message("p.json", ball(""), {{input.substr(0, equals), input.substr(equals + 1)}}),
              fakes::with_summary(expected))
        << input;
  }
}

TEST_F(Overrides, ReachEntriesByNameAndByIndex) {
  EXPECT_EQ(ball_with({"structures.ball.params.radius", "30 nm"}).find("radius")->distribution.a, 300);
  EXPECT_EQ(ball_with({"structures[0].params.radius", "uniform(100, 200)"}).find("radius")->distribution.b,
            200);
  EXPECT_EQ(ball_with({"structures[0].params.skin.thickness", "50"}, R"("skin": {"soft": true})")
                .find("skin")
                ->find("soft")
                ->boolean,
            true);
}

TEST_F(Overrides, ReplaceWholeValuesAndListsItems) {
  EXPECT_EQ(read("p.json", ball(""), {{"volume.size", "[100,100,50]"}}).grid.size, (Index3{100, 100, 50}));
  EXPECT_EQ(read("p.json", ball(""), {{"volume.size", "100, 100, 50"}}).grid.size, (Index3{100, 100, 50}));
  EXPECT_EQ(read("p.json", ball(""), {{"volume.size[2]", "7"}}).grid.size, (Index3{20, 20, 7}));
  EXPECT_EQ(ball_with({"structures.ball.params.radius", R"({"normal": [100, 1]})"},
                      R"("radius": {"uniform": [60, 70]})")
                .find("radius")
                ->distribution.kind,
            Distribution::Kind::normal);
  EXPECT_EQ(ball_with({"structures.ball.params.wall", R"("single")"}).find("wall")->text, "single");
  EXPECT_EQ(read("p.json", ball(""), {{"seed", "7"}, {"seed", "8"}}).seed, 8U);
}

TEST_F(Overrides, SetParametersOfAPartnerGivenByItsNameAlone) {
  const std::string text = pipeline(R"({"use": "shapes.ball", "count": 1, "place": "poses.anywhere"})");
  EXPECT_EQ(read("p.json", text, {{"structures.ball.place.params.angle", "3 deg"}})
                .structures[0]
                .transform.params.find("angle")
                ->number,
            3);
}

TEST_F(Overrides, WorkOnIniAlike) {
  const PipelineSpec spec = read("p.ini", ball_ini("[acquisition a]\nuse = scope.project"),
                                 {{"structures.ball.occupancy", "5 %"}, {"acquisition[0].params.snr", "2"}});
  EXPECT_EQ(spec.structures[0].occupancy, 0.05);
  EXPECT_EQ(spec.acquisition[0].params.find("snr")->distribution.a, 2);
}

TEST_F(Overrides, MayReplaceWhatIsWrongInTheFile) {
  EXPECT_EQ(message("p.json", ball(R"("radius": "3 kV")"), {{"structures.ball.params.radius", "300"}}),
            "no error");
}

}  // namespace
}  // namespace cryocosm
