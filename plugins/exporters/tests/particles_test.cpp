// particles.csv, by its exact text.
#include "particles.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "fake_run.hpp"

namespace cryocosm::exporters {
namespace {

constexpr std::string_view k_head = "instance,structure,chain,index,class,x_A,y_A,z_A,qw,qx,qy,qz,parent\n";

std::string exported(const FinishedRun& finished) {
  TemporaryFolder folder;
  testing::TestRun run;
  ParticlesExporter(NoParams{}).write(finished, folder, run);
  EXPECT_EQ(folder.names, std::vector<std::string>{"particles.csv"});
  return folder.text_of("particles.csv");
}

TEST(Particles, WritesOneExactRowForEachUnit) {
  FakeRun finished({{10, 10, 10}, 10});
  finished.labels_info = {{1, 0, "ribosome", "macromolecules.template"},
                          {2, 1, "actin, \"long\"", "filaments.wlc"}};
  finished.add_chain(1, nullptr, {{{1, 0, 0, 0}, {12.5, -0.0, 1e-7}}});
  finished.add_chain(2, nullptr, {{{0, 1, 0, 0}, {0.1, 0.2, 0.3}}, {{0.5, -0.5, 0.5, -0.5}, {100, 200, 300}}},
                     true, nullptr, 1);
  EXPECT_EQ(exported(finished), std::string(k_head) +
                                    "1,ribosome,1,0,1,12.5,0,1e-07,1,0,0,0,0\n"
                                    "2,\"actin, \"\"long\"\"\",2,0,2,0.1,0.2,0.3,0,1,0,0,1\n"
                                    "3,\"actin, \"\"long\"\"\",2,1,2,100,200,300,0.5,-0.5,0.5,-0.5,0\n");
}

TEST(Particles, NumbersReadBackToTheSameDoubles) {
  FakeRun finished({{10, 10, 10}, 10});
  finished.labels_info = {{1, 0, "a", "b"}};
  Random random(3);
  const Pose pose{random_rotation(random),
                  {random.normal() * 1e3, random.normal() / 3, random.normal() * 1e-9}};
  finished.add_chain(1, nullptr, {pose});
  std::string row = exported(finished).substr(k_head.size());
  std::vector<double> numbers;
  for (std::size_t begin = 0; begin < row.size();) {
    const std::size_t end = row.find_first_of(",\n", begin);
    numbers.push_back(std::strtod(row.substr(begin, end - begin).c_str(), nullptr));
    begin = end + 1;
  }
  ASSERT_EQ(numbers.size(), 13U);
  EXPECT_EQ(numbers[5], pose.position_A.x);
  EXPECT_EQ(numbers[6], pose.position_A.y);
  EXPECT_EQ(numbers[7], pose.position_A.z);
  EXPECT_EQ(numbers[8], pose.rotation.w);
  EXPECT_EQ(numbers[9], pose.rotation.x);
  EXPECT_EQ(numbers[10], pose.rotation.y);
  EXPECT_EQ(numbers[11], pose.rotation.z);
}

TEST(Particles, AnEmptyRunGivesTheHeadAlone) { EXPECT_EQ(exported(FakeRun({{4, 4, 4}, 10})), k_head); }

TEST(Particles, StopsWhenCancelled) {
  FakeRun finished({{4, 4, 4}, 10});
  finished.labels_info = {{1, 0, "a", "b"}};
  finished.add_chain(1, nullptr, {{}});
  TemporaryFolder folder;
  testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(ParticlesExporter(NoParams{}).write(finished, folder, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::exporters
