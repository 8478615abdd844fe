// Unit tests of OBJ and MTL files: the text to the letter.
#include "obj_file.hpp"

#include <set>
#include <tuple>

#include "bodies.hpp"
#include "cryocosm/error.hpp"

namespace obj_exporter {
namespace {

using namespace cryocosm;

TEST(ObjFile, CountsPointsFromOneOverTheWholeFile) {
  TestFolder folder;
  ObjFile file(folder.file("a.obj"), "a.mtl");
  file.add("one", "red class", {{{0, 0, 0}, {1.5, 0, 0}, {0, -1e-9, 2.00049}}, {{0, 1, 2}}});
  file.add("two", "blue", {{{4, 5, 6}, {7, 8, 9}, {12345.678, 2, 3}}, {{2, 1, 0}}});
  file.close();
  EXPECT_EQ(folder.text("a.obj"),
            "# made by cryocosm; coordinates in angstrom, the centre of the first voxel is the origin\n"
            "mtllib a.mtl\no one\nusemtl red_class\nv 0 0 0\nv 1.5 0 0\nv 0 0 2\nf 1 2 3\n"
            "o two\nusemtl blue\nv 4 5 6\nv 7 8 9\nv 12345.678 2 3\nf 6 5 4\n");
}

TEST(ObjFile, SaysWhenItCanNotBeWritten) {
  TestFolder folder;
  const std::string path = folder.file("missing") + "/a.obj";
  ObjFile file(path, "a.mtl");
  try {
    file.close();
    FAIL() << "accepted";
  } catch (const FileError& error) {
    EXPECT_EQ(error.message(), "cannot write '" + path + "': No such file or directory");
    EXPECT_EQ(error.hint(), "make room on the disk or choose another output folder");
  }
}

TEST(MtlFile, HasOneMaterialForEachClass) {
  TestFolder folder;
  MtlFile file(folder.file("a.mtl"));
  file.add("vesicle", 5);  // hue 5 * 0.618 - 3 = 0.0902: red towards yellow
  file.close();
  EXPECT_EQ(folder.text("a.mtl"),
            "# made by cryocosm; one material for each class\nnewmtl vesicle\nKd 0.9 0.652 0.36\n");
}

TEST(MtlFile, ColoursOfTheFirstHundredClassesDiffer) {
  std::set<std::tuple<int, int, int>> colours;
  for (std::uint32_t label = 1; label <= 100; ++label) {
    const Colour c = colour_of(label);
    for (const double channel : {c.red, c.green, c.blue}) EXPECT_TRUE(0 <= channel && channel <= 1);
    colours.emplace(std::lround(255 * c.red), std::lround(255 * c.green), std::lround(255 * c.blue));
  }
  EXPECT_EQ(colours.size(), 100U);
}

}  // namespace
}  // namespace obj_exporter
