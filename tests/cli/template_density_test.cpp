// cryocosm template-density: what it writes and prints, and how it refuses; and the cache across processes.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <regex>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

namespace fs = std::filesystem;

class TemplateDensityTest : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    setenv("CRYOCOSM_CACHE", path("cache").c_str(), 1);
  }
  void TearDown() override {
    unsetenv("CRYOCOSM_CACHE");
    FolderTest::TearDown();
  }

  // A ball of protein of 30 A, as beads.
  std::string ball() const { return write("ball.beads", "name ball\nbead 0 0 0 30\n"); }

  // Five hundred alanines in a ball of 25 A.
  std::string pdb() const {
    std::string text;
    int serial = 0;
    for (int i = 0; i < 500; ++i) {
      const double z = 1 - (2 * i + 1) / 500.0, r = 25 * std::cbrt((i % 50 + 0.5) / 50), phi = 2.4 * i;
      const double x = r * std::sqrt(1 - z * z) * std::cos(phi), y = r * std::sqrt(1 - z * z) * std::sin(phi);
      const char* const names[] = {"N", "CA", "C", "O", "CB"};
      for (int a = 0; a < 5; ++a) {
        char line[128];
        std::snprintf(line, sizeof line,
                      "ATOM  %5d  %-3s ALA A%4d    %8.3f%8.3f%8.3f  1.00 20.00          %2c\n", ++serial,
                      names[a], i + 1, x + a * 0.7, y - a * 0.3, r * z + a * 0.2, names[a][0]);
        text += line;
      }
    }
    return write("ball.pdb", text);
  }

  std::string bytes(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> list;
    for (const auto& entry : fs::directory_iterator(folder_))
      list.push_back(entry.path().filename().string());
    std::sort(list.begin(), list.end());
    return list;
  }
};

// "  name   1.5 unit" as name -> value.
std::map<std::string, double> figures(const std::string& out) {
  std::map<std::string, double> found;
  const std::regex line("  (.*?) +([-+.e0-9]+)( [^\n]*)?\n");
  for (std::sregex_iterator at(out.begin(), out.end(), line), end; at != end; ++at)
    found[(*at)[1]] = std::stod((*at)[2]);
  return found;
}

TEST_F(TemplateDensityTest, WritesAMapAPictureAndItsFigures) {
  const Finished f = cryocosm({"template-density", pdb(), "-o", path("out.mrc"), "--voxel", "5 A"});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(f.err, "");
  EXPECT_NE(f.out.find("wrote " + path("out.mrc") + " and " + path("out.png") + "\n"), std::string::npos);
  EXPECT_EQ(bytes("out.png").substr(1, 3), "PNG");
  EXPECT_EQ(names(), (std::vector<std::string>{"ball.pdb", "cache", "out.mrc", "out.png"}));

  auto figure = figures(f.out);
  EXPECT_NEAR(figure["mass"], 500 * 71.078 / 1000, 0.01);
  EXPECT_EQ(figure["resolution"], 10);
  EXPECT_EQ(figure["mask volume"], 125 * figure["mask voxels"]);
  // the printed statistics are those of the file
  const std::string mrc = bytes("out.mrc");
  std::int32_t size[3];
  std::memcpy(size, mrc.data(), sizeof size);
  const std::size_t count = static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                            static_cast<std::size_t>(size[2]);
  ASSERT_EQ(mrc.size(), 1024 + 4 * count);
  std::vector<float> voxels(count);
  std::memcpy(voxels.data(), mrc.data() + 1024, 4 * count);
  double sum = 0, greatest = 0;
  for (const float v : voxels) {
    sum += static_cast<double>(v);
    greatest = std::max(greatest, static_cast<double>(v));
  }
  EXPECT_NEAR(figure["integral"], 125 * sum, 1e-5 * 125 * sum);
  EXPECT_NEAR(figure["greatest density"], greatest, 1e-5 * greatest);
  EXPECT_NEAR(figure["level"], 0.1 * greatest, 1e-5 * greatest);
  float cell = 0;
  std::memcpy(&cell, mrc.data() + 40, sizeof cell);
  EXPECT_EQ(cell, 5.0F * static_cast<float>(size[0]));
}

TEST_F(TemplateDensityTest, WhatItWroteIsATemplateAgain) {
  ASSERT_EQ(cryocosm({"template-density", pdb(), "-o", path("a.mrc"), "--voxel", "5 A"}).exit_code, 0);
  const Finished f = cryocosm(
      {"template-density", path("a.mrc"), "-o", path("b.mrc"), "--voxel", "5 A", "--set", "scale=as_is"});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(bytes("a.mrc").substr(1024), bytes("b.mrc").substr(1024));
}

TEST_F(TemplateDensityTest, BeadsAreRecognised) {
  const Finished f = cryocosm({"template-density", ball(), "-o", path("out.mrc")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(f.out.rfind("macromolecules.beads: a template of ", 0), 0U) << f.out;
  // the ball's volume as protein, on voxels of 10 A
  EXPECT_NEAR(figures(f.out)["integral"], 3.54 * 113097, 0.03 * 3.54 * 113097);
}

TEST_F(TemplateDensityTest, AnyTemplateComponentCanBeUsed) {
  const Finished f = cryocosm({"template-density", "--use", "macromolecules.beads", "--set", "file=" + ball(),
                               "-o", path("out.mrc")});
  EXPECT_EQ(f.exit_code, 0) << f.err;
  const Finished other =
      cryocosm({"template-density", "--use", "filaments.microtubule", "-o", path("x.mrc")});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(
      other.err.find("it makes shapes of kind 'spheres'; template-density writes those of kind 'template'\n"
                     "  choose a component whose structures are templates\n"),
      std::string::npos)
      << other.err;
  EXPECT_FALSE(fs::exists(path("x.mrc")));
}

TEST_F(TemplateDensityTest, OptionsAreParameters) {
  const std::string model = pdb();
  const auto mask = [&](const std::vector<std::string>& options) {
    std::vector<std::string> command{"template-density", model,     "-o", path("out.mrc"),
                                     "--force",          "--voxel", "5 A"};
    command.insert(command.end(), options.begin(), options.end());
    const Finished f = cryocosm(command);
    EXPECT_EQ(f.exit_code, 0) << f.err;
    return figures(f.out)["mask volume"];
  };
  EXPECT_LT(mask({"--level", "0.5"}), mask({"--level", "10 %"}));
  EXPECT_GT(mask({"--resolution", "3 nm"}), mask({}));
  EXPECT_NEAR(mask({"--set", "surface=mass", "--set", "mass=20 kDa"}), 1.209 * 20000, 125);
}

TEST_F(TemplateDensityTest, NothingIsOverwrittenWithoutForce) {
  const std::string model = ball();
  const std::string hint = "\n  choose another name, or replace it with --force\n";
  write("out.mrc", "precious");
  Finished f = cryocosm({"template-density", model, "-o", path("out.mrc")});
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_EQ(f.err, "cryocosm: error CC6005: '" + path("out.mrc") + "' exists already" + hint);
  EXPECT_EQ(bytes("out.mrc"), "precious");
  write("other.png", "precious");
  f = cryocosm({"template-density", model, "-o", path("other.mrc")});
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_EQ(f.err, "cryocosm: error CC6005: '" + path("other.png") + "' exists already" + hint);
  EXPECT_FALSE(fs::exists(path("other.mrc")));
  EXPECT_EQ(cryocosm({"template-density", model, "-o", path("out.mrc"), "--force"}).exit_code, 0);
  EXPECT_NE(bytes("out.mrc"), "precious");
}

TEST_F(TemplateDensityTest, TheInputIsNeverTheOutput) {
  const std::string model = ball();
  const Finished f = cryocosm({"template-density", model, "-o", model, "--force"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.err, "cryocosm: error CC2018: '" + model +
                       "' is both input and output\n  give the template a name of its own\n");
}

TEST_F(TemplateDensityTest, UsageIsExplained) {
  const std::string usage =
      "\n  usage: cryocosm template-density IN.pdb|cif|mrc|beads -o OUT.mrc [options]; see --help\n";
  EXPECT_EQ(cryocosm({"template-density"}).err,
            "cryocosm: error CC2018: the molecule's file is missing" + usage);
  EXPECT_EQ(cryocosm({"template-density", "x.pdb"}).err,
            "cryocosm: error CC2018: the output file is missing\n  add -o OUT.mrc\n");
  EXPECT_EQ(cryocosm({"template-density", ball(), "-o", path("x.mrc"), "--set", "level"}).err,
            "cryocosm: error CC2018: --set 'level' is not of the form path=value\n"
            "  write for example --set surface=mass or --set assembly=1\n");
  const Finished help = cryocosm({"template-density", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_EQ(help.out.rfind("usage: cryocosm template-density IN", 0), 0U);
}

TEST_F(TemplateDensityTest, BadInputLeavesNothing) {
  const std::string model = ball();
  struct Case {
    std::vector<std::string> arguments;
    int exit_code;
    std::string text;
  };
  std::string nan_map(1024 + 4 * 8, '\0');  // 2 x 2 x 2 voxels, one of them not a number
  const auto put = [&nan_map](std::size_t offset, auto value) {
    std::memcpy(&nan_map[offset], &value, sizeof value);
  };
  for (const std::size_t axis : {0U, 4U, 8U}) {
    put(axis, std::int32_t{2});
    put(28 + axis, std::int32_t{2});
    put(40 + axis, 20.0F);
    put(52 + axis, 90.0F);
    put(64 + axis, static_cast<std::int32_t>(axis / 4 + 1));
  }
  put(12, std::int32_t{2});
  put(88, std::int32_t{1});
  std::memcpy(&nan_map[208], "MAP \x44\x44", 6);
  for (std::size_t i = 0; i < 8; ++i) put(1024 + 4 * i, i == 5 ? std::nanf("") : 1.0F);

  const std::vector<Case> cases{
      {{path("none.pdb")}, 4, "there is no file '" + path("none.pdb") + "'"},
      {{write("empty.pdb", "")}, 1, "holds no atom apart from hydrogens and waters"},
      {{write("x.cif", "data_x\n_cell.length_a 10\n")}, 1, "holds no atom apart from hydrogens and waters"},
      {{write("cut.pdb.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\3\xab", 11))},
       4,
       "cannot be read: unexpected end of file"},
      {{write("nan.mrc", nan_map)},
       1,
       "nan.mrc': 1 of 8 voxels are not finite\n  Replace NaN and infinite values before using the "
       "volume.\n"},
      {{write("short.mrc", "not a map")}, 4, "short.mrc"},
      {{model, "--level", "0.5"}, 2, "unknown parameter of macromolecules.beads"},
      {{model, "--voxel", "10 kV"}, 2, "volume.voxel"},
      {{model, "--voxel", "0.1 A", "--set", "resolution=1000 A"}, 1, "voxels, more than 268435456"},
      {{model, "--use", "macromolecules.bead"}, 2, "no component 'macromolecules.bead'"},
      {{model, "-o", path("no/such/folder/x.mrc")}, 4, "No such file or directory"},
      {{model, "-o", path("x.tif")}, 4, "the suffix of '" + path("x.tif") + "' names no volume format"},
  };
  const std::vector<std::string> before = names();
  for (const Case& c : cases) {
    std::vector<std::string> command{"template-density"};
    command.insert(command.end(), c.arguments.begin(), c.arguments.end());
    if (std::find(command.begin(), command.end(), "-o") == command.end())
      command.insert(command.end(), {"-o", path("x.mrc")});
    const Finished f = cryocosm(command);
    EXPECT_EQ(f.exit_code, c.exit_code) << c.text << '\n' << f.err;
    EXPECT_NE(f.err.find(c.text), std::string::npos) << f.err;
    EXPECT_EQ(f.out, "");
    std::vector<std::string> after = names();
    after.erase(std::remove(after.begin(), after.end(), "cache"), after.end());
    EXPECT_EQ(after, before) << c.text;
  }
}

TEST_F(TemplateDensityTest, TheCacheOutlivesTheProcess) {
  const std::string model = pdb();
  const auto run = [&](const std::string& name) {
    const Finished f = cryocosm({"template-density", model, "-o", path(name), "-v"});
    EXPECT_EQ(f.exit_code, 0) << f.err;
    return f.err;  // says what is read from the model, when it is
  };
  const std::string computed = "heavy atoms\n";
  EXPECT_NE(run("a.mrc").find(computed), std::string::npos);
  EXPECT_EQ(run("b.mrc").find(computed), std::string::npos);
  EXPECT_EQ(bytes("a.mrc").substr(1024), bytes("b.mrc").substr(1024));
  // a damaged entry is computed again
  for (const auto& entry : fs::directory_iterator(path("cache")))
    fs::resize_file(entry.path(), fs::file_size(entry.path()) - 1);
  EXPECT_NE(run("c.mrc").find(computed), std::string::npos);
  EXPECT_EQ(bytes("a.mrc").substr(1024), bytes("c.mrc").substr(1024));
  EXPECT_EQ(run("d.mrc").find(computed), std::string::npos);
  // and without a cache everything is
  setenv("CRYOCOSM_CACHE", "off", 1);
  EXPECT_NE(run("e.mrc").find(computed), std::string::npos);
  setenv("CRYOCOSM_CACHE", "/dev/null/nowhere", 1);
  EXPECT_NE(run("f.mrc").find(computed), std::string::npos);
}

}  // namespace
}  // namespace cryocosm::test
