// A run's own lists, placed again by macromolecules.particle_list: the same scene.
#include <array>
#include <cmath>
#include <sstream>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

class RoundTripTest : public FolderTest {
 protected:
  /// Two kinds of molecules; `place` gives each entry the rest of it, from its name and class label.
  template <class Place>
  void run(const std::string& out, Place place) const {
    const std::string models = std::string(CRYOCOSM_SOURCE) + "/examples/models/";
    const auto entry = [&](const std::string& name, const std::string& file, const std::string& label) {
      return R"({"name": ")" + name + R"(", "use": "macromolecules.beads", "params": {"file": ")" + models +
             file + "\"}, " + place(name, label) + "}";
    };
    const std::string pipeline = write(
        out + ".json",
        R"({"cryocosm": 1, "name": "round_trip", "seed": 8, "volume": {"size": [90, 81, 40], "voxel": 10},
           "structures": [)" +
            entry("groel", "groel.beads", "1") + ", " + entry("rubisco", "rubisco.beads", "2") +
            R"(], "export": ["exporters.particles", "exporters.relion", "exporters.volumes"]})");
    const Finished f = cryocosm({"run", pipeline, "-o", path(out)});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    EXPECT_EQ(f.err, "");
  }
  void run_first() const {
    run("first", [](const std::string&, const std::string&) { return std::string("\"count\": 25"); });
  }
  void run_list(const std::string& out, const std::string& list, bool by_label) const {
    run(out, [&](const std::string& name, const std::string& label) {
      return R"("count": 100, "place": {"use": "macromolecules.particle_list", "params": {"file": ")" + list +
             R"(", "only": ")" + (by_label ? label : name) + "\"}}";
    });
  }
  std::string bytes(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

struct Row {
  std::string names;  ///< instance to class, and the parent
  std::array<double, 7> pose{};
};

std::vector<Row> rows_of(const std::string& csv) {
  std::vector<Row> rows;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    Row row;
    std::istringstream cells(line);
    std::string cell;
    for (std::size_t column = 0; std::getline(cells, cell, ','); ++column) {
      if (column >= 5 && column < 12)
        row.pose.at(column - 5) = std::stod(cell);
      else
        row.names += cell + ",";
    }
    rows.push_back(row);
  }
  return rows;
}

TEST_F(RoundTripTest, AParticlesCsvGivesTheSameRunToTheLastByte) {
  run_first();
  ASSERT_EQ(rows_of(bytes("first/particles.csv")).size(), 50U);
  run_list("again", path("first/particles.csv"), false);
  for (const std::string name : {"particles.csv", "particles.star", "labels.mrc", "instances.nrrd"})
    EXPECT_TRUE(bytes("first/" + name) == bytes("again/" + name)) << name;
  // behind the header, which has a date
  EXPECT_TRUE(bytes("first/density.mrc").substr(1024) == bytes("again/density.mrc").substr(1024));
}

TEST_F(RoundTripTest, AStarFileGivesTheSameRunToItsDigits) {
  run_first();
  run_list("again", path("first/particles.star"), true);
  const std::vector<Row> first = rows_of(bytes("first/particles.csv")),
                         again = rows_of(bytes("again/particles.csv"));
  ASSERT_EQ(first.size(), 50U);
  ASSERT_EQ(again.size(), first.size());
  // A STAR file has six decimals. A coordinate is off by half the last digit. Three angles are, in degrees,
  // and turn by at most their sum; a quaternion moves by half the turn. Doubles add a thousandth at most.
  const double position_A = 1.001 * 0.5e-6, half_turn = 1.001 * 0.5 * 3 * 0.5e-6 * std::acos(-1.0) / 180;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(again[i].names, first[i].names);
    for (std::size_t axis = 0; axis < 3; ++axis)
      EXPECT_NEAR(again[i].pose[axis], first[i].pose[axis], position_A);
    double same = 0;  // q and -q are one rotation
    for (std::size_t c = 3; c < 7; ++c) same += again[i].pose[c] * first[i].pose[c];
    double off2 = 0;
    for (std::size_t c = 3; c < 7; ++c) {
      const double d = again[i].pose[c] - std::copysign(1.0, same) * first[i].pose[c];
      off2 += d * d;
    }
    EXPECT_LT(std::sqrt(off2), half_turn) << i;
  }
  // what has six decimals keeps them: another round changes nothing
  EXPECT_TRUE(bytes("first/particles.star") == bytes("again/particles.star"));
}

}  // namespace
}  // namespace cryocosm::test
