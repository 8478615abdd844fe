// Small components with every kind of parameter, and helpers to read pipelines written in a test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm::fakes {

struct Skin {
  double thickness_A = 35;
  bool is_soft = false;
};

struct Ball {
  Distribution radius_A = 400;
  double gap_A = 5;
  std::int64_t layers = 2;
  bool is_smooth = true;
  std::string wall = "bilayer";
  std::string note;
  Vec3 centre_A{0, 0, 0};
  std::vector<double> weights{1, 0.5};
  std::vector<std::string> tags;
  Skin skin;
  double tilt_deg = 0;
  double filling = 0.5;

  static Schema<Ball> schema() {
    Schema<Skin> skin("Skin of a ball.");
    skin.field("thickness", &Skin::thickness_A).unit(units::angstrom).range(10, 100).help("Its thickness.");
    skin.field("soft", &Skin::is_soft).help("Whether it gives way.");
    Schema<Ball> s("A ball.");
    s.details("It is round.").placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("radius", &Ball::radius_A).unit(units::angstrom).range(50, 5000).help("Outer radius.");
    s.field("gap", &Ball::gap_A).unit(units::angstrom).range(0, 1000).help("Space around it.");
    s.field("layers", &Ball::layers).range(1, 10).renamed_from("sheets").help("Number of layers.");
    s.field("smooth", &Ball::is_smooth).help("Whether edges are soft.");
    s.field("wall", &Ball::wall).choices({"single", "bilayer"}).help("Kind of wall.");
    s.field("note", &Ball::note).optional().help("Anything to remember.");
    s.field("centre", &Ball::centre_A).unit(units::angstrom).help("Shift of the centre.");
    s.field("weights", &Ball::weights).range(0, 1).help("Weight of each layer.");
    s.field("tags", &Ball::tags).help("Words.");
    s.group("skin", &Ball::skin, skin).help("The skin.");
    s.field("tilt", &Ball::tilt_deg).unit(units::degree).help("Tilt of the ball.");
    s.field("filling", &Ball::filling).unit(units::fraction).range(0, 1).help("How full it is.");
    s.check("gap must be smaller than the smallest radius",
            [](const Ball& b) { return b.gap_A < b.radius_A.smallest(); });
    return s;
  }
};

struct Map {
  InputFile path;
  double mass_kDa = 100;
  double voltage_kV = 300;
  static Schema<Map> schema() {
    Schema<Map> s("A map.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("path", &Map::path).required().help("The file to read.");
    s.field("mass", &Map::mass_kDa).unit(units::kilodalton).at_least(0).help("Its mass.");
    s.field("voltage", &Map::voltage_kV).unit(units::kilovolt).help("Made at this voltage.");
    return s;
  }
};

struct Cluster {
  ComponentRef member{"shapes.ball", 0};
  ComponentRef step;
  double copies = 3;
  static Schema<Cluster> schema() {
    Schema<Cluster> s("A cluster.");
    s.placed_by("poses.anywhere").drawn_by("paint.solid");
    s.field("member", &Cluster::member).point("structure").help("What it is made of.");
    s.field("step", &Cluster::step).point("transform").help("How it grows.");
    s.field("copies", &Cluster::copies).help("How many, on average.");
    return s;
  }
};

/// Its "place" has no default.
struct Loose {
  static Schema<Loose> schema() { return Schema<Loose>("A structure that nothing places."); }
};

struct Anywhere {
  double angle_deg = 180;
  static Schema<Anywhere> schema() {
    Schema<Anywhere> s("Any pose.");
    s.field("angle", &Anywhere::angle_deg).unit(units::degree).range(0, 180).help("Largest rotation.");
    return s;
  }
};

struct Near {
  std::string to;
  static Schema<Near> schema() {
    Schema<Near> s("A pose near something.");
    s.field("to", &Near::to).required().help("Name of another entry.");
    return s;
  }
};

struct Solid {
  double density = 1;
  static Schema<Solid> schema() {
    Schema<Solid> s("A solid body.");
    s.field("density", &Solid::density).help("Its density.");
    return s;
  }
};

struct Project {
  Distribution snr = Distribution::uniform(1, 2);
  double step_deg = 3;
  static Schema<Project> schema() {
    Schema<Project> s("Projections.");
    s.field("snr", &Project::snr).range(0.01, 100).help("Signal to noise.");
    s.field("step", &Project::step_deg).unit(units::degree).range(0.1, 90).help("Step of the tilt.");
    return s;
  }
};

struct Volumes {
  static Schema<Volumes> schema() { return std::move(Schema<Volumes>("Writes volumes.").by_default()); }
};
struct Table {
  static Schema<Table> schema() { return std::move(Schema<Table>("Writes tables.").by_default()); }
};
struct Archive {
  static Schema<Archive> schema() { return Schema<Archive>("Writes an archive."); }
};

/// A component that is only ever described and validated, never made.
template <class P>
ComponentRecord record(const char* id, ExtensionPoint point) {
  return {id,
          point,
          P::schema().info(),
          [](const Value&, BuildContext&) -> void* { return nullptr; },
          [](void*) noexcept {},
          [](const Value& params) { return P::schema().first_broken_rule(params); }};
}

inline void fill(Kernel& kernel) {
  kernel.add(record<Ball>("shapes.ball", StructureGenerator::extends));
  kernel.add(record<Map>("shapes.map", StructureGenerator::extends));
  kernel.add(record<Cluster>("shapes.cluster", StructureGenerator::extends));
  kernel.add(record<Loose>("shapes.loose", StructureGenerator::extends));
  kernel.add(record<Anywhere>("poses.anywhere", TransformGenerator::extends));
  kernel.add(record<Near>("poses.near", TransformGenerator::extends));
  kernel.add(record<Solid>("paint.solid", Rasterizer::extends));
  kernel.add(record<Project>("scope.project", AcquisitionStage::extends));
  kernel.add(record<Volumes>("files.volumes", Exporter::extends));
  kernel.add(record<Table>("files.table", Exporter::extends));
  kernel.add(record<Archive>("files.archive", Exporter::extends));
}

/// What is wrong with an input, and the exact text that says so. The summary of one error is left out.
struct Case {
  std::string input;
  std::string expected;
};
inline std::string with_summary(const std::string& text) {
  const std::string one = "\n1 error, nothing was run";
  return text.ends_with("nothing was run") ? text : text + one;
}

/// A kernel with the components above and a folder of its own for pipeline files.
class PipelineTest : public ::testing::Test {
 protected:
  PipelineTest() {
    fill(kernel);
    const auto* const info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder = std::filesystem::temp_directory_path() / ("cryocosm-" + std::string(info->test_suite_name()) +
                                                       "-" + info->name() + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
  }
  ~PipelineTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }

  PipelineSpec read(const std::string& name, const std::string& text,
                    const std::vector<Override>& overrides = {}) const {
    return read_pipeline(kernel, write(name, text), overrides);
  }

  /// The message of the error that reading ends with, without the folder; "no error" when there is none.
  std::string message(const std::string& name, const std::string& text,
                      const std::vector<Override>& overrides = {}) const {
    try {
      read(name, text, overrides);
    } catch (const Error& error) {
      std::string result = error.message() + (error.hint().empty() ? "" : "\n  " + error.hint());
      const std::string prefix = folder.string() + "/";
      for (std::size_t at = result.find(prefix); at != std::string::npos; at = result.find(prefix))
        result.erase(at, prefix.size());
      return result;
    }
    return "no error";
  }

  /// A pipeline with one ball; `params` starts at line 4, column 12.
  static std::string ball(const std::string& params) {
    return "{\"cryocosm\": 1,\n\"volume\": {\"size\": [20, 20, 10], \"voxel\": \"10 A\"},\n"
           "\"structures\": [{\"use\": \"shapes.ball\", \"count\": 1,\n\"params\": {" +
           params + "}}]}\n";
  }
  static std::string ball_ini(const std::string& params) {
    return "[pipeline]\ncryocosm = 1\n[volume]\nsize = 20, 20, 10\nvoxel = 10 A\n[structure ball]\nuse = "
           "shapes.ball\n"
           "count = 1\n" +
           params + "\n";
  }
  /// A pipeline whose structures are `entries`, from line 3 on.
  static std::string pipeline(const std::string& entries, const std::string& more = {}) {
    return "{\"cryocosm\": 1, \"volume\": {\"size\": [20, 20, 10]},\n\"structures\": [\n" + entries + "\n]" +
           more + "}\n";
  }

  Kernel kernel;
  std::filesystem::path folder;
};

}  // namespace cryocosm::fakes
