// cryocosm template-density: the template that a pipeline would place, as a file, with its figures and a
// picture.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

#include "config/config_file.hpp"
#include "config/read_tree.hpp"
#include "interrupt.hpp"
#include "pipeline/plan.hpp"
#include "session.hpp"
#include "template_preview.hpp"

namespace cryocosm::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* k_usage = "cryocosm template-density IN.pdb|cif|mrc|beads -o OUT.mrc [options]";
constexpr const char* k_preview = "exporters.preview";
// Large enough for any molecule at any voxel size; it is never allocated.
constexpr const char* k_pipeline = R"({
  "cryocosm": 1,
  "volume": {"size": [4000, 4000, 4000], "voxel": "10 A"},
  "structures": [{"use": "", "count": 1}],
  "export": []
})";

std::string component_for(const std::string& file) {
  std::string suffix = fs::path(file).extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return suffix == ".beads" ? "macromolecules.beads" : "macromolecules.template";
}

/// The pipeline of one structure that the command line stands for.
PipelineSpec spec_of(const CommandLine& line, const Kernel& kernel, const std::string& input) {
  std::vector<Override> overrides{
      {"structures[0].use", line.has("use") ? line.text("use") : component_for(input)},
      {"volume.voxel", line.text("voxel")}};
  if (!input.empty()) overrides.push_back({"structures[0].params.file", input});
  for (const char* const key : {"level", "resolution"})
    if (line.has(key)) overrides.push_back({std::string("structures[0].params.") + key, line.text(key)});
  for (const std::string& text : line.texts("set")) {
    const Override given = parse_override(text, "--set surface=mass or --set assembly=1");
    overrides.push_back({"structures[0].params." + given.path, given.value});
  }
  if (kernel.find(k_preview) != nullptr)
    overrides.push_back(
        {"export", fmt::format(R"([{{"use": "{}", "params": {{"width": 1000}}}}])", k_preview)});
  Problems problems;
  return read_pipeline_tree(kernel, "template-density", read_json_config(k_pipeline, "", problems), overrides,
                            problems);
}

class FactList final : public Facts {
 public:
  void add(std::string_view name, double value, const UnitOfMeasure& unit) override {
    lines.push_back({std::string(name), value / unit.scale, unit.symbol});
    put_unit_apart(lines.back());
    std::replace(lines.back().name.begin(), lines.back().name.end(), '_', ' ');
  }
  struct Line {
    std::string name;
    double value;
    std::string unit;
  };
  std::vector<Line> lines;

 private:
  // Units that no parameter has are the last part of a fact's name.
  static void put_unit_apart(Line& line) {
    constexpr std::pair<std::string_view, const char*> k_units[] = {
        {"_V_A3", "V A^3"}, {"_A3", "A^3"}, {"_V", "V"}};
    for (const auto& [suffix, unit] : k_units)
      if (line.unit.empty() && line.name.ends_with(suffix)) {
        line.name.resize(line.name.size() - suffix.size());
        line.unit = unit;
      }
  }
};

/// The first unit of one structure, as the placing would get it.
class FirstTemplate {
 public:
  FirstTemplate(const StructureGenerator& generator, const Component& component) {
    guarded_call(component, [&] {
      Random random(0);
      Draw draw(random.child("draw"));
      structure_ = generator.draw(draw);
      const auto unit = structure_ == nullptr ? std::nullopt : structure_->unit(0, random);
      if (!unit || unit->shape == nullptr)
        throw Error(Code::component_misbehaved, "it draws a structure without units",
                    "report it to the plugin's author");
      if (unit->shape->kind() != DensityTemplate::k_kind)
        throw Error(Code::shape_mismatch,
                    fmt::format("it makes shapes of kind '{}'; template-density writes those of kind '{}'",
                                unit->shape->kind(), DensityTemplate::k_kind),
                    "choose a component whose structures are templates");
      shape_ = static_cast<const DensityTemplate*>(unit->shape);
    });
  }
  const DensityTemplate& shape() const { return *shape_; }

 private:
  std::unique_ptr<Structure> structure_;  // owns the shape, perhaps
  const DensityTemplate* shape_ = nullptr;
};

struct Statistics {
  double least = 0, greatest = 0, mean_inside = 0, integral = 0, mask_A3 = 0;
};

Statistics statistics_of(const DensityTemplate& shape) {
  const double voxel_A3 = shape.grid().voxel_A * shape.grid().voxel_A * shape.grid().voxel_A;
  const auto [least, greatest] = std::minmax_element(shape.density().begin(), shape.density().end());
  Statistics s{static_cast<double>(*least), static_cast<double>(*greatest), 0, 0, 0};
  for (std::size_t i = 0; i < shape.density().size; ++i) {
    const auto value = static_cast<double>(shape.density()[i]);
    s.integral += value * voxel_A3;
    if (shape.mask()[i] != 0) s.mean_inside += value;
  }
  s.mean_inside /= static_cast<double>(shape.mask_count());
  s.mask_A3 = static_cast<double>(shape.mask_count()) * voxel_A3;
  return s;
}

void print(const FactList::Line& line) {
  std::cout << fmt::format("  {:<16} {:.6g}{}{}\n", line.name, line.value, line.unit.empty() ? "" : " ",
                           line.unit);
}

void print(const StructureGenerator& generator, const Component& component, const DensityTemplate& shape) {
  const Index3 n = shape.grid().size;
  const Statistics s = statistics_of(shape);
  const FactList::Line measured[] = {{"mask voxels", static_cast<double>(shape.mask_count()), ""},
                                     {"mask volume", s.mask_A3, "A^3"},
                                     {"least density", s.least, "V"},
                                     {"greatest density", s.greatest, "V"},
                                     {"mean inside", s.mean_inside, "V"},
                                     {"integral", s.integral, "V A^3"}};
  FactList facts;
  guarded_call(component, [&] { generator.facts(facts); });
  std::cout << fmt::format("{}: a template of {} x {} x {} voxels of {} A\n", component.record.id, n.x, n.y,
                           n.z, shape.grid().voxel_A);
  for (const FactList::Line& fact : facts.lines)
    if (std::none_of(std::begin(measured), std::end(measured),
                     [&](const FactList::Line& other) { return other.name == fact.name; }))
      print(fact);
  for (const FactList::Line& line : measured) print(line);
}

/// The picture while it is not yet in its place.
class PendingFile {
 public:
  explicit PendingFile(const fs::path& target)
      : target_(target),
        path_(target.parent_path() / fmt::format(".cryocosm-{}-{}", ::getpid(), target.filename().string())) {
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  std::string path() const { return path_.string(); }
  void commit() {
    std::error_code error;
    fs::rename(path_, target_, error);
    if (error)
      throw FileError(Code::file_unwritable,
                      fmt::format("cannot write '{}': {}", target_.string(), error.message()),
                      "choose another name for the template");
  }

 private:
  fs::path target_;
  fs::path path_;
};

void require_free(const fs::path& file, bool force) {
  std::error_code ignored;
  if (!force && fs::exists(fs::symlink_status(file, ignored)))
    throw FileError(Code::output_exists, fmt::format("'{}' exists already", file.string()),
                    "choose another name, or replace it with --force");
}

void require_other_file(const fs::path& output, const std::string& input) {
  std::error_code ignored;
  if (!input.empty() && fs::equivalent(output, input, ignored))
    throw Error(Code::usage, fmt::format("'{}' is both input and output", input),
                "give the template a name of its own");
}

}  // namespace

int template_density(const Arguments& arguments) {
  CommandLine line(
      k_usage,
      "Writes the template that a pipeline would place for a molecule: a map (.mrc, .map, .ccp4, .nrrd,\n"
      ".nii), an atomic model (.pdb, .ent, .cif, .mmcif, each also .gz) or a bead model (.beads). Prints "
      "its\n"
      "mass, diameter, volume and density, and draws a picture of it beside the file.");
  line.positional("input").with_plugins();
  line.options()("output,o", po::value<std::string>()->value_name("FILE"),
                 "the template: .mrc, .nrrd, .nii, ...; the picture has the same name and .png")(
      "voxel", po::value<std::string>()->default_value("10 A")->value_name("LENGTH"), "edge of a voxel")(
      "level", po::value<std::string>()->value_name("FRACTION"),
      "where the surface lies, as a fraction of the maximum")(
      "resolution", po::value<std::string>()->value_name("LENGTH"), "resolution to low-pass to")(
      "set", po::value<std::vector<std::string>>()->value_name("KEY=VALUE"),
      "set any parameter of the component, see 'cryocosm describe macromolecules.template'; may be repeated")(
      "use", po::value<std::string>()->value_name("COMPONENT"),
      "the component that makes the template; by default macromolecules.template, for .beads "
      "macromolecules.beads")("force", "replace files that exist")("verbose,v", "say more on stderr");
  if (!line.parse(arguments)) return 0;

  const std::string input =
      line.has("use") && !line.has("input") ? std::string() : line.required("input", "the molecule's file");
  if (!line.has("output")) throw Error(Code::usage, "the output file is missing", "add -o OUT.mrc");
  const fs::path output = line.text("output"), picture = fs::path(output).replace_extension(".png");
  require_other_file(output, input);
  require_free(output, line.has("force"));

  Kernel kernel;
  load_plugins(kernel, line, true);
  PipelineSpec spec = spec_of(line, kernel, input);
  if (!spec.warnings.empty()) std::cerr << to_text(spec.warnings) << '\n';
  HostParts parts(0);
  parts.host.cancel = &catch_interrupts();
  const bool verbose = line.has("verbose");
  parts.host.log = [verbose](LogLevel level, std::string_view text) {
    if (level == LogLevel::warning || verbose)
      std::cerr << fmt::format("cryocosm: {}{}\n", level == LogLevel::warning ? "warning: " : "", text);
  };
  const Plan plan = make_plan(spec, kernel, parts.host);
  const Component& component = *spec.structures[0].structure.component;
  const FirstTemplate first(*plan.structures[0], component);
  const DensityTemplate& shape = first.shape();

  PendingFile pending(picture);
  const bool draws = !plan.exporters.empty();
  if (draws) {
    require_free(picture, line.has("force"));
    draw_preview(*plan.exporters[0], *spec.exporters[0].component, shape, parts.host, pending.path());
  }
  if (parts.host.cancelled()) throw Cancelled();
  parts.volumes->write(output.string(), {shape.density().data, PixelType::float32, shape.grid(), false});
  if (draws) pending.commit();

  print(*plan.structures[0], component, shape);
  std::cout << "wrote " << output.string();
  if (draws) std::cout << " and " << picture.string();
  std::cout << '\n';
  if (!draws) std::cerr << fmt::format("cryocosm: warning: no picture: {} is not loaded\n", k_preview);
  return 0;
}

}  // namespace cryocosm::cli
