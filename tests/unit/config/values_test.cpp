// Every kind of wrong value of a parameter, with the exact text of its error; and what right ones become.
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Values : public fakes::PipelineTest {
 protected:
  Value params(const std::string& text) { return read("p.json", ball(text)).structures[0].structure.params; }
  Value ini_params(const std::string& text) {
    return read("p.ini", ball_ini(text)).structures[0].structure.params;
  }
};

TEST_F(Values, WrongOnesAreRefused) {
  const std::vector<fakes::Case> cases{
      {R"("raduis": 3)",
       "p.json:4:12: error CC2001: structures[0].params.raduis: unknown parameter of shapes.ball\n"
       "  did you mean 'radius'? known: centre, filling, gap, layers, note, radius, skin, smooth, tags, "
       "tilt, wall, weights"},
      {R"("radius": "3 kV")",
       "p.json:4:22: error CC2004: structures[0].params.radius: '3 kV' is a voltage; radius needs a length "
       "(A, Å, nm, um, µm, mm)"},
      {R"("radius": "10 foo")",
       "p.json:4:22: error CC2003: structures[0].params.radius: unknown unit 'foo' in '10 foo'\n"
       "  radius needs a length (A, Å, nm, um, µm, mm)"},
      {R"("radius": "abc")",
       "p.json:4:22: error CC2002: structures[0].params.radius: 'abc' is not a number\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": 6000)",
       "p.json:4:22: error CC2005: structures[0].params.radius: '6000' is out of range: radius must be 50 to "
       "5000 A"},
      {R"("radius": "6 um")",
       "p.json:4:22: error CC2005: structures[0].params.radius: '6 um' is out of range: radius must be 50 to "
       "5000 A"},
      {R"("radius": "nan")",
       "p.json:4:22: error CC2012: structures[0].params.radius: 'nan' is not a finite number\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": 1e999)",
       "p.json:4:22: error CC2012: structures[0].params.radius: '1e999' is not a finite number\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": true)",
       "p.json:4:22: error CC2002: structures[0].params.radius: expected a number, found true\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": [1])",
       "p.json:4:22: error CC2002: structures[0].params.radius: expected a number, found a list\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": null)",
       "p.json:4:22: error CC2002: structures[0].params.radius: expected a number, found null\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": "")",
       "p.json:4:22: error CC2002: structures[0].params.radius: '' is not a number\n"
       "  write a number, 50 to 5000 A; units: A, Å, nm, um, µm, mm"},
      {R"("radius": {"uniform": [1, 60]})",
       "p.json:4:35: error CC2005: structures[0].params.radius: '1' is out of range: radius must be 50 to "
       "5000 A"},
      {R"("gap": -1)",
       "p.json:4:19: error CC2005: structures[0].params.gap: '-1' is out of range: gap must be 0 to 1000 A"},
      {R"("gap": 60, "radius": 50)",
       "p.json:4:11: error CC2009: structures[0].params: gap must be smaller than the smallest radius\n"
       "  see 'cryocosm describe shapes.ball'"},
      {R"("layers": 1.0)",
       "p.json:4:22: error CC2002: structures[0].params.layers: '1.0' is not a whole number\n"
       "  write digits only, without decimal point, exponent or unit"},
      {R"("layers": 1e1)",
       "p.json:4:22: error CC2002: structures[0].params.layers: '1e1' is not a whole number\n"
       "  write digits only, without decimal point, exponent or unit"},
      {R"("layers": "3")",
       "p.json:4:22: error CC2002: structures[0].params.layers: expected a whole number, found the text '3'\n"
       "  write it without quotes"},
      {R"("layers": -1)",
       "p.json:4:22: error CC2005: structures[0].params.layers: '-1' is out of range: layers must be 1 to "
       "10"},
      {R"("layers": 99999999999999999999)",
       "p.json:4:22: error CC2005: structures[0].params.layers: '99999999999999999999' is too large a "
       "number"},
      {R"("layers": true)",
       "p.json:4:22: error CC2002: structures[0].params.layers: expected a whole number, found true"},
      {R"("sheets": 3, "layers": 4)",
       "p.json:4:12: error CC2006: structures[0].params.layers: given twice, also under its old name "
       "'sheets'\n"
       "  remove 'sheets'"},
      {R"("smooth": "true")",
       "p.json:4:22: error CC2002: structures[0].params.smooth: expected true or false, found the text "
       "'true'\n"
       "  write it without quotes"},
      {R"("smooth": 1)",
       "p.json:4:22: error CC2002: structures[0].params.smooth: expected true or false, found number 1"},
      {R"("wall": "bilyer")",
       "p.json:4:20: error CC2008: structures[0].params.wall: 'bilyer' is not a choice for wall\n"
       "  did you mean 'bilayer'? choose one of: single, bilayer"},
      {R"("wall": 3)",
       "p.json:4:20: error CC2002: structures[0].params.wall: expected a text, found number 3\n"
       "  write it in double quotes"},
      {R"("note": null)",
       "p.json:4:20: error CC2002: structures[0].params.note: expected a text, found null\n"
       "  write it in double quotes"},
      {R"("centre": [1,2])",
       "p.json:4:22: error CC2002: structures[0].params.centre: expected a list of 3 numbers, found a list "
       "of 2"},
      {R"("centre": "1,2,3")",
       "p.json:4:22: error CC2002: structures[0].params.centre: expected a list of 3 numbers, found '1,2,3'"},
      {R"("centre": [1,2,"3 V"])",
       "p.json:4:27: error CC2004: structures[0].params.centre[2]: '3 V' is a voltage; centre needs a length "
       "(A, Å, nm, um, µm, mm)"},
      {R"("weights": [0.5, 2])",
       "p.json:4:29: error CC2005: structures[0].params.weights[1]: '2' is out of range: weights must be 0 "
       "to 1"},
      {R"("weights": {})",
       "p.json:4:23: error CC2002: structures[0].params.weights: expected a list of numbers, found an empty "
       "group"},
      {R"("tags": ["a", 1])",
       "p.json:4:26: error CC2002: structures[0].params.tags[1]: expected a text, found number 1\n"
       "  write it in double quotes"},
      {R"("skin": {"thickness": 5, "sfot": true})",
       "p.json:4:34: error CC2005: structures[0].params.skin.thickness: '5' is out of range: thickness must "
       "be 10 to 100 A\n"
       "p.json:4:37: error CC2001: structures[0].params.skin.sfot: unknown parameter of the group 'skin'\n"
       "  did you mean 'soft'? known: soft, thickness\n"
       "2 errors, nothing was run"},
      {R"("skin": [])",
       "p.json:4:20: error CC2002: structures[0].params.skin: expected a group of keys, found an empty list"},
      {R"("tilt": "5 A")",
       "p.json:4:20: error CC2004: structures[0].params.tilt: '5 A' is a length; tilt needs an angle (deg, "
       "°, rad)"},
      {R"("filling": "5 A")",
       "p.json:4:23: error CC2004: structures[0].params.filling: '5 A' is a length; filling needs a fraction "
       "(%, percent)"},
      {R"("filling": "500 %")",
       "p.json:4:23: error CC2005: structures[0].params.filling: '500 %' is out of range: filling must be 0 "
       "to 1"},
      {R"("radius": 60, "radius": 70)",
       "p.json:4:26: error CC2006: structures[0].params.radius: key appears twice\n"
       "  first at line 4, column 12"},
      {R"("r\u0061dius": 60, "radius": 70)",
       "p.json:4:31: error CC2006: structures[0].params.radius: key appears twice\n"
       "  first at line 4, column 12"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", ball(input)), fakes::with_summary(expected)) << input;
}

TEST_F(Values, WrongDistributionsAreRefused) {
  const std::vector<fakes::Case> cases{
      {R"("radius": {})",
       "p.json:4:22: error CC2017: structures[0].params.radius: expected a number or one distribution, found "
       "an empty group\n"
       "  distributions: uniform(low, high), normal(mean, deviation), exponential(min, mean)"},
      {R"("radius": {"uniform": ["45 nm", "40 nm"]})",
       "p.json:4:22: error CC2017: structures[0].params.radius: uniform runs backwards: low 450 A is above "
       "high 400 A"},
      {R"("radius": {"uniform": [100]})",
       "p.json:4:22: error CC2017: structures[0].params.radius: uniform has 2 numbers, found 1\n"
       "  write uniform(low, high)"},
      {R"("radius": {"gauss": [100, 2]})",
       "p.json:4:22: error CC2017: structures[0].params.radius: no distribution is called 'gauss'\n"
       "  distributions: uniform(low, high), normal(mean, deviation), exponential(min, mean)"},
      {R"("radius": {"normal": [100, -2]})",
       "p.json:4:22: error CC2017: structures[0].params.radius: the deviation of normal is negative: -2 A"},
      {R"("radius": {"exponential": {"min": 100, "mean": 90}})",
       "p.json:4:22: error CC2017: structures[0].params.radius: exponential has its mean 90 A below its min "
       "100 A"},
      {R"("radius": {"exponential": {"min": 100}})",
       "p.json:4:22: error CC2017: structures[0].params.radius: exponential needs the keys min and mean, and "
       "no other"},
      {R"("radius": "uniform(1, 2")",
       "p.json:4:22: error CC2017: structures[0].params.radius: 'uniform(1, 2' has no closing parenthesis at "
       "its end\n"
       "  write uniform(low, high)"},
      {R"("radius": "uniform(100, 200) A")",
       "p.json:4:22: error CC2017: structures[0].params.radius: 'uniform(100, 200) A' has no closing "
       "parenthesis at its end\n"
       "  write uniform(low, high)"},
      {R"x("radius": "lognormal(1, 2)")x",
       "p.json:4:22: error CC2017: structures[0].params.radius: no distribution is called 'lognormal'\n"
       "  distributions: uniform(low, high), normal(mean, deviation), exponential(min, mean)"},
      {R"("radius": {"uniform": 3})",
       "p.json:4:22: error CC2017: structures[0].params.radius: uniform needs 2 numbers, found number 3"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", ball(input)), fakes::with_summary(expected)) << input;
}

TEST_F(Values, UnitsAreConvertedToTheDeclaredOne) {
  EXPECT_EQ(params(R"("radius": 60)").find("radius")->distribution.a, 60);
  EXPECT_EQ(params(R"("radius": "60")").find("radius")->distribution.a, 60);
  EXPECT_EQ(params(R"("radius": "6 nm")").find("radius")->distribution.a, 60);
  EXPECT_EQ(params(R"("radius": "6nm")").find("radius")->distribution.a, 60);
  EXPECT_EQ(params(R"("filling": "5 %")").find("filling")->number, 0.05);
  EXPECT_EQ(ini_params("params.radius = 6 nm").find("radius")->distribution.a, 60);
  EXPECT_EQ(ini_params("params.centre = 1 nm, 2, -3 A").find("centre")->items[0].number, 10);
}

TEST_F(Values, DefaultsComeFromTheStructAndOptionalOnesStayAway) {
  const Value all = params("");
  EXPECT_EQ(all.find("radius")->distribution.a, 400);
  EXPECT_EQ(all.find("radius")->distribution.low, 50);
  EXPECT_EQ(all.find("radius")->distribution.high, 5000);
  EXPECT_EQ(all.find("layers")->integer, 2);
  EXPECT_TRUE(all.find("smooth")->boolean);
  EXPECT_EQ(all.find("skin")->find("thickness")->number, 35);
  EXPECT_EQ(all.find("note"), nullptr);
  EXPECT_EQ(all.keys.size(), 11U);
}

TEST_F(Values, EverySpellingOfADistributionIsTheSame) {
  for (const char* text : {R"({"uniform": ["15 nm", 400]})", R"x("uniform(15 nm, 400)")x",
                           R"({"uniform": {"low": 150, "high": 400}})"}) {
    const Distribution d = params("\"radius\": " + std::string(text)).find("radius")->distribution;
    EXPECT_EQ(d.kind, Distribution::Kind::uniform) << text;
    EXPECT_EQ(d.a, 150);
    EXPECT_EQ(d.b, 400);
    EXPECT_EQ(d.low, 50);
    EXPECT_EQ(d.high, 5000);
  }
  for (const char* text :
       {"params.radius = exponential(15 nm, 400)", "params.radius.exponential = 15 nm, 400",
        "params.radius.exponential.min = 15 nm\nparams.radius.exponential.mean = 400 A"}) {
    const Distribution d = ini_params(text).find("radius")->distribution;
    EXPECT_EQ(d.kind, Distribution::Kind::exponential) << text;
    EXPECT_EQ(d.a, 150);
    EXPECT_EQ(d.b, 400);
  }
  EXPECT_EQ(params(R"("radius": {"normal": [200, "2 nm"]})").find("radius")->distribution.b, 20);
}

TEST_F(Values, ADeviationIsAWidthAndNotBoundByTheRange) {
  EXPECT_EQ(params(R"("radius": {"normal": [100, 3]})").find("radius")->distribution.b, 3);
}

TEST_F(Values, ADistributionForAPlainNumberIsDrawnOnceAndRecorded) {
  const PipelineSpec spec = read("p.json", ball(R"("gap": {"normal": [10, 3]})"), {{"seed", "7"}});
  ASSERT_EQ(spec.drawn_once.size(), 1U);
  EXPECT_EQ(spec.drawn_once[0].first, "structures[0].params.gap");
  const Value* const gap = spec.structures[0].structure.params.find("gap");
  EXPECT_EQ(gap->type, Value::Type::number);
  EXPECT_EQ(gap->number, spec.drawn_once[0].second);
  Random stream = Random(7).child("drawn").child("structures[0].params.gap");
  EXPECT_EQ(gap->number, Distribution::normal(10, 3).draw(stream));
}

TEST_F(Values, ADistributionThatNeverFitsIsRefused) {
  // exponential above the range's end except for a sliver that 10,000 draws do not meet
  EXPECT_EQ(message("p.json", ball(R"("tilt": 0, "gap": {"normal": [0, 1e300]})")),
            fakes::with_summary("p.json:4:30: error CC2017: structures[0].params.gap: no draw of the "
                                "distribution falls between 0 and 1000\n"
                                "  choose a distribution that lies mostly inside the parameter's range"));
}

TEST_F(Values, EmptyListsEmptyGroupsAndEmptyTextsAreDifferent) {
  EXPECT_TRUE(params(R"("weights": [])").find("weights")->items.empty());
  EXPECT_TRUE(ini_params("params.weights =").find("weights")->items.empty());
  EXPECT_EQ(params(R"("skin": {})").find("skin")->find("thickness")->number, 35);
  EXPECT_EQ(params(R"("note": "")").find("note")->text, "");
  for (const char* wrong : {R"("weights": "")", R"("weights": {})", R"("skin": [])", R"("skin": "")",
                            R"("note": [])", R"("note": {})"})
    EXPECT_NE(message("p.json", ball(wrong)).find("error CC2002"), std::string::npos) << wrong;
}

TEST_F(Values, AnOldNameStillWorksWithAWarning) {
  const PipelineSpec spec = read("p.json", ball(R"("sheets": 3)"));
  EXPECT_EQ(spec.structures[0].structure.params.find("layers")->integer, 3);
  ASSERT_EQ(spec.warnings.size(), 1U);
  EXPECT_EQ(to_text(spec.warnings[0]).substr(folder.string().size() + 1),
            "p.json:4:12: warning CC2020: structures[0].params.layers: 'sheets' is now called 'layers'\n"
            "  write the new name; the old one will not be read for ever");
}

TEST_F(Values, LongTextsAreCutInMessages) {
  EXPECT_LT(message("p.json", ball("\"radius\": \"uniform(" + std::string(1'000'000, ',') + ")\"")).size(),
            400U);
  const std::string text = message("p.json", ball("\"wall\": \"" + std::string(1'000'000, 'x') + "\""));
  EXPECT_LT(text.size(), 300U);
  EXPECT_NE(text.find("xxx...' is not a choice for wall"), std::string::npos);
}

}  // namespace
}  // namespace cryocosm
