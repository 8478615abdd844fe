// Syntax of JSON and INI: places and texts of errors, limits, encodings.
#include <clocale>
#include <locale>

#include "config/config_file.hpp"
#include "fake_components.hpp"

namespace cryocosm {
namespace {

class Syntax : public fakes::PipelineTest {};

TEST_F(Syntax, ErrorsOfJsonSayWhereAndWhatWasExpected) {
  const std::vector<fakes::Case> cases{
      {"", "p.json:1:1: error CC2000: expected a value, found the end of the file"},
      {R"({"cryocosm": 1)", "p.json:1:15: error CC2000: expected ',' or '}', found the end of the file"},
      {"{\"a\": \"x\n\"}", "p.json:1:7: error CC2000: text without a closing quote"},
      {R"({"a": "\x"})",
       "p.json:1:8: error CC2000: unknown escape in a text\n"
       "  a backslash itself is written twice: \\\\"},
      {R"({"a": "\ud800"})", "p.json:1:8: error CC2000: half of a surrogate pair"},
      {"{'a': 1}",
       "p.json:1:2: error CC2000: expected a key in double quotes, found '''\n"
       "  texts have double quotes"},
      {R"({"a" 1})", "p.json:1:6: error CC2000: expected ':', found '1'"},
      {R"({"a": 1} x)", "p.json:1:10: error CC2000: expected the end of the file, found 'x'"},
      {"[1,]",
       "p.json:1:4: error CC2000: expected a value, found ']'\n"
       "  remove the comma before it"},
      {R"({"a": nul})", "p.json:1:7: error CC2000: expected a value, found 'nul'"},
      {R"({"a": -})", "p.json:1:8: error CC2000: expected a digit, found '}'"},
      {R"({"a": 1.})", "p.json:1:9: error CC2000: expected a digit, found '}'"},
      {"{\"a\": \"\x01"
       "\"}",
       "p.json:1:8: error CC2000: control character in a text"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", input), fakes::with_summary(expected)) << input;
}

TEST_F(Syntax, ErrorsInsideParametersAreFoundToo) {
  const std::vector<fakes::Case> cases{
      {R"("radius": 10 nm)",
       "p.json:4:25: error CC2000: expected ',' or '}', found 'nm'\n"
       "  write a number with a unit in quotes, such as \"10 nm\""},
      {R"("radius": 60,)",
       "p.json:4:25: error CC2000: expected a key in double quotes, found '}'\n"
       "  remove the comma before it"},
      {R"("radius": 60 // x)",
       "p.json:4:25: error CC2000: expected ',' or '}', found '/'\n"
       "  JSON has no comments; the .ini form of a pipeline has"},
      {R"("radius": 0x10)",
       "p.json:4:23: error CC2000: expected ',' or '}', found 'x10'\n"
       "  write a number with a unit in quotes, such as \"10 nm\""},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.json", ball(input)), fakes::with_summary(expected)) << input;
}

TEST_F(Syntax, ErrorsOfIniSayWhereAndWhatWasExpected) {
  const std::vector<fakes::Case> cases{
      {"params.radius = 10 kV",
       "p.ini:9:17: error CC2004: structures[0].params.radius: '10 kV' is a voltage; radius needs a length "
       "(A, Å, nm, um, µm, mm)"},
      {"params.raduis = 3",
       "p.ini:9:1: error CC2001: structures[0].params.raduis: unknown parameter of shapes.ball\n"
       "  did you mean 'radius'? known: centre, filling, gap, layers, note, radius, skin, smooth, tags, "
       "tilt, wall, weights"},
      {"params = 3", "p.ini:9:10: error CC2002: structures[0].params: expected a group of keys, found '3'"},
      {"params.skin.thickness = 5",
       "p.ini:9:25: error CC2005: structures[0].params.skin.thickness: '5' is out of range: thickness must "
       "be 10 to 100 A"},
      {"params.weights = 0.5, 2",
       "p.ini:9:23: error CC2005: structures[0].params.weights[1]: '2' is out of range: weights must be 0 to "
       "1"},
      {"params.radius = uniform(1, 2, 3)",
       "p.ini:9:17: error CC2017: structures[0].params.radius: uniform has 2 numbers, found 3\n"
       "  write uniform(low, high)"},
      {"params.radius = 60\nparams.radius = 70",
       "p.ini:10:1: error CC2006: params.radius: key appears twice in this section\n"
       "  first at line 9, column 1"},
      {"params.radius = 60\nparams.radius.uniform = 70, 80",
       "p.ini:10:1: error CC2006: params.radius.uniform: 'params.radius' is given both as a value and as a "
       "group\n"
       "  first at line 9, column 1"},
      {"params.radius.uniform = 70, 80\nparams.radius = 60",
       "p.ini:10:1: error CC2006: params.radius: 'params.radius' is given both as a group and as a value\n"
       "  first at line 9, column 1"},
      {"nonsense", "p.ini:9:1: error CC2000: expected 'key = value', found 'nonsense'"},
      {"= 3", "p.ini:9:1: error CC2000: expected a key before '='"},
      {"params.a..b = 3",
       "p.ini:9:1: error CC2001: structures[0].params.a: unknown parameter of shapes.ball\n"
       "  known: centre, filling, gap, layers, note, radius, skin, smooth, tags, tilt, wall, weights"},
      {"params.smooth = yes",
       "p.ini:9:17: error CC2002: structures[0].params.smooth: expected true or false, found 'yes'"},
      {"params.smooth = false ; why",
       "p.ini:9:17: error CC2002: structures[0].params.smooth: expected true or false, found 'false ; why'"},
      {"params.layers = 2.0",
       "p.ini:9:17: error CC2002: structures[0].params.layers: '2.0' is not a whole number\n"
       "  write digits only, without decimal point, exponent or unit"},
      {"name = x",
       "p.ini:9:1: error CC2006: name: key appears twice in this section\n"
       "  first at line 6, column 1"},
      {"[structure ball]\nuse = shapes.ball",
       "p.ini:9:1: error CC2006: section [structure ball] appears twice\n"
       "  first at line 6, column 1"},
      {"[structure]\nuse = shapes.ball",
       "p.ini:9:1: error CC2007: section [structure] has no name\n"
       "  give each one its own, such as [structure first]"},
      {"[structures b]\nuse = x",
       "p.ini:9:1: error CC2001: unknown section [structures b]\n"
       "  known: [pipeline], [volume], [placement], [structure NAME], [acquisition NAME], [export NAME]"},
      {"[export", "p.ini:9:1: error CC2000: expected ']' at the end of the section's name"},
      {"[export a] x", "p.ini:9:11: error CC2000: expected the end of the line after ']'"},
      {"[export empty]",
       "p.ini:9:1: error CC2007: export[0].use: missing; it names the component\n"
       "  see 'cryocosm list --point exporter'"},
      {"[pipeline", "p.ini:9:1: error CC2000: expected ']' at the end of the section's name"},
  };
  for (const auto& [input, expected] : cases)
    EXPECT_EQ(message("p.ini", ball_ini(input)), fakes::with_summary(expected)) << input;
  EXPECT_EQ(message("p.ini", "; note\nseed = 3\n"),
            fakes::with_summary("p.ini:2:1: error CC2000: key 'seed' stands before the first section\n"
                                "  keys of the pipeline itself belong in section [pipeline]"));
  EXPECT_EQ(message("p.ini",
                    "[pipeline]\ncryocosm = 1\nvolume.size = 1, 1, 1\n[volume]\nsize = 2, 2, 2\n[structure "
                    "a]\nuse = shapes.ball\ncount = 1\n"),
            fakes::with_summary(
                "p.ini:3:1: error CC2001: volume.size: unknown key of the pipeline\n"
                "  it has sections of its own: [pipeline], [volume], [placement], [structure NAME], "
                "[acquisition NAME], [export NAME]"));
}

TEST_F(Syntax, CommentsAndBlanksOfIniAreSkipped) {
  EXPECT_EQ(message("p.ini",
                    "# a\r\n  ; b\r\n\r\n[pipeline]\r\ncryocosm = 1\r\n[volume]\r\n  size = 20, 20, 10  \r\n"
                    "[ structure   ball ]\r\nuse=shapes.ball\r\ncount=1"),
            "no error");
}

TEST_F(Syntax, DeepNestingIsRefusedBeforeAnythingRecursiveSeesIt) {
  EXPECT_EQ(message("p.json", std::string(10'000, '[')),
            fakes::with_summary("p.json:1:65: error CC2000: nested deeper than 64 levels"));
  std::string key = "params";
  for (int i = 0; i < 10'000; ++i) key += ".a";
  EXPECT_EQ(message("p.ini", ball_ini(key + " = 1")),
            fakes::with_summary("p.ini:9:1: error CC2000: key nested deeper than 64 levels"));
  EXPECT_EQ(message("p.json", ball(""), {{key, "1"}}).substr(0, 20), "--set: error CC2014:");
}

TEST_F(Syntax, HugeFilesAndHugeNumbersOfValuesAreRefused) {
  EXPECT_EQ(
      message("p.json", std::string((16U << 20U) + 1, ' ')),
      fakes::with_summary("p.json: error CC2000: the file is larger than 16 MB, too large for a pipeline"));
  std::string many = "[0";
  for (int i = 0; i < 100'000; ++i) many += ",0";
  EXPECT_EQ(message("p.json", many + "]"),
            fakes::with_summary("p.json:1:200000: error CC2000: more than 100000 values in one file"));
  EXPECT_EQ(message("p.ini", std::string(20'001, '\n')),
            fakes::with_summary("p.ini:20001:1: error CC2000: more than 20000 lines in one file"));
  EXPECT_EQ(message("p.ini", "[volume]\nsize = " + std::string(100'000, ',')),
            fakes::with_summary("p.ini:2:1: error CC2000: line longer than 100000 bytes"));
}

TEST_F(Syntax, FilesThatCannotBeReadAreFileErrors) {
  const auto read_path = [&](const std::string& name) {
    try {
      read_pipeline(kernel, folder / name);
    } catch (const FileError& error) {
      return code_name(error.code()) + " " +
             error.message().substr(0, error.message().find(folder.string())) +
             error.message().substr(error.message().rfind('/'));
    } catch (const ConfigError& error) {
      return error.message().substr(folder.string().size() + 1);
    }
    return std::string("no error");
  };
  std::filesystem::create_directory(folder / "folder.json");
  EXPECT_EQ(read_path("no.json"), "CC6001 there is no pipeline file '/no.json'");
  EXPECT_EQ(read_path("folder.json"), "CC6002 cannot read pipeline '/folder.json': it is not a file");
  EXPECT_EQ(read_path("p.yaml"),
            fakes::with_summary("p.yaml: error CC2000: pipeline files end in .json or .ini, not '.yaml'"));
}

TEST_F(Syntax, BytesThatAreNotUtf8PassThrough) {
  const std::string latin = "caf\xe9 \xff\x80";
  EXPECT_EQ(read("p.json", ball("\"note\": \"" + latin + " \u00e9\""))
                .structures[0]
                .structure.params.find("note")
                ->text,
            latin + " \xc3\xa9");
  EXPECT_EQ(
      read("p.ini", ball_ini("params.note = " + latin)).structures[0].structure.params.find("note")->text,
      latin);
}

TEST_F(Syntax, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(message("p.json", "\xef\xbb\xbf" + ball("")), "no error");
  EXPECT_EQ(message("p.ini", "\xef\xbb\xbf" + ball_ini("")), "no error");
}

TEST_F(Syntax, ColumnsCountCharacters) {
  EXPECT_EQ(message("p.json", ball("\"note\": \"\xc3\xa9\xc3\xa9\", \"gap\": true")).substr(0, 12),
            "p.json:4:33:");
  EXPECT_EQ(message("p.ini", ball_ini("params.weights = 0.1 \xc3\x85, 2")),
            "p.ini:9:18: error CC2004: structures[0].params.weights[0]: '0.1 Å' is a length; weights needs a "
            "plain number\n"
            "p.ini:9:25: error CC2005: structures[0].params.weights[1]: '2' is out of range: weights must be "
            "0 to 1\n"
            "2 errors, nothing was run");
}

/// Decimal comma and thousands separators, without needing a locale of the system.
struct CommaLocale : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST_F(Syntax, TheLocaleChangesNothing) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaLocale));
  const std::string c_before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is installed
  const std::string params = "\"gap\": 1.5, \"radius\": \"1234.5 A\"";
  const PipelineSpec spec = read("p.json", ball(params));
  const std::string refused = message("p.json", ball("\"gap\": \"1,5\""));
  std::setlocale(LC_ALL, c_before.c_str());
  std::locale::global(before);
  EXPECT_EQ(spec.structures[0].structure.params.find("gap")->number, 1.5);
  EXPECT_EQ(spec.structures[0].structure.params.find("radius")->distribution.a, 1234.5);
  EXPECT_EQ(refused, fakes::with_summary(
                         "p.json:4:19: error CC2003: structures[0].params.gap: unknown unit ',5' in '1,5'\n"
                         "  gap needs a length (A, Å, nm, um, µm, mm)"));
}

}  // namespace
}  // namespace cryocosm
