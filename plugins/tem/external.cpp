// Files to the program and back, and every way in which that can fail.
#include "external.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "child_program.hpp"
#include "command_template.hpp"
#include "cryocosm/error.hpp"
#include "input_checks.hpp"

namespace cryocosm::tem {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_shown_bytes = 2000;   ///< of the log in an error
constexpr std::size_t k_noted_bytes = 20000;  ///< of the log in run.json

DataKind kind_of(const std::string& text) {
  if (text == "volume") return DataKind::volume;
  if (text == "tilt series") return DataKind::tilt_series;
  if (text == "tomogram") return DataKind::tomogram;
  return DataKind::any;
}

/// A folder of this stage's own, removed at the end whatever happens.
class Scratch {
 public:
  explicit Scratch(const std::string& parent) {
    std::string name = (fs::absolute(parent) / "external-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw FileError(Code::file_unwritable, name + " can not be made: " + std::strerror(errno));
    folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string file(const char* name) const { return (folder_ / name).string(); }
  std::string folder() const { return folder_.string(); }

 private:
  fs::path folder_;
};

Placeholders placeholders(const ExternalParams& params, const std::string& folder, double pixel_A,
                          Index3 size) {
  const auto file = [&](const char* name) { return (fs::path(folder) / name).string(); };
  return {{"input", file("input.mrc")},
          {"output", file("output.mrc")},
          {"angles", file("angles.tlt")},
          {"pixel_A", number_text(pixel_A)},
          {"nx", std::to_string(size.x)},
          {"ny", std::to_string(size.y)},
          {"nz", std::to_string(size.z)},
          {"scratch", folder},
          {"script", params.script.path.empty() ? "" : fs::absolute(params.script.path).string()}};
}

std::vector<std::string> environment_of(const std::vector<std::string>& allowed) {
  std::vector<std::string> environment;
  for (const std::string& entry : allowed) {
    if (entry.find('=') != std::string::npos) {
      environment.push_back(entry);
    } else if (const char* const value = std::getenv(entry.c_str())) {
      environment.push_back(entry + '=' + value);
    }
  }
  return environment;
}

std::string path_in(const std::vector<std::string>& environment) {
  for (const std::string& entry : environment)
    if (entry.rfind("PATH=", 0) == 0) return entry.substr(5);
  return "/usr/local/bin:/usr/bin:/bin";
}

std::string found_program(const std::string& name, const std::vector<std::string>& environment) {
  const std::string program = find_program(name, path_in(environment));
  if (program.empty())
    throw FileError(Code::file_missing, "there is no program '" + name + "'",
                    name.find('/') != std::string::npos
                        ? "it must be an executable file"
                        : "it must be in one of the folders of PATH: " + path_in(environment));
  return program;
}

std::string with_log(const std::string& log) {
  const std::string text = tail_of(log, k_shown_bytes);
  return text.empty() ? "it wrote no log" : "the end of its log:\n" + text;
}

/// What went wrong, empty when nothing did.
std::string failure_of(const ChildEnd& end, double timeout_s) {
  switch (end.way) {
    case ChildEnd::Way::not_started: return std::string("can not be started: ") + std::strerror(end.code);
    case ChildEnd::Way::timed_out:
      return "did not end within " + number_text(timeout_s) + " s and was killed with its children";
    case ChildEnd::Way::signalled:
      return "was killed by signal " + std::to_string(end.code) + " (" + ::strsignal(end.code) + ")";
    case ChildEnd::Way::finished: break;
  }
  return end.code == 0 ? std::string() : "failed with exit status " + std::to_string(end.code);
}

void write_angles(const std::vector<Tilt>& tilts, const std::string& path) {
  std::ofstream file(path);
  for (const Tilt& tilt : tilts) file << number_text(tilt.angle_deg + tilt.angle_error_deg) << '\n';
  file.close();
  if (!file) throw FileError(Code::file_unwritable, path + " can not be written");
}

std::vector<Tilt> tilts_of(const ExternalParams& params, const Dataset& in) {
  std::vector<Tilt> tilts(in.tilts.begin(), in.tilts.end());
  if (params.angles_deg.empty()) return tilts;
  tilts.assign(params.angles_deg.size(), {});
  for (std::size_t i = 0; i < tilts.size(); ++i) {
    tilts[i].angle_deg = params.angles_deg[i];
    tilts[i].acquired = static_cast<std::int64_t>(i);
  }
  return tilts;
}

std::string text_of(Index3 size) {
  return std::to_string(size.x) + " x " + std::to_string(size.y) + " x " + std::to_string(size.z);
}

/// Sides that are 0 may be anything: a program that reconstructs chooses its thickness.
Index3 expected_size(const ExternalParams& params, const Dataset& in, DataKind out, std::size_t views) {
  if (params.size.size() == 3)
    return {std::llround(params.size[0]), std::llround(params.size[1]), std::llround(params.size[2])};
  Index3 size = in.grid.size;
  if (out == DataKind::tilt_series)
    size.z = static_cast<std::int64_t>(views);
  else if (in.kind == DataKind::tilt_series)
    size.z = 0;
  return size;
}

void check_result(const std::string& program, const GridSpec& result, Index3 expected, double voxel_A,
                  const std::string& log) {
  const auto differs = [](std::int64_t wanted, std::int64_t found) { return wanted != 0 && wanted != found; };
  if (differs(expected.x, result.size.x) || differs(expected.y, result.size.y) ||
      differs(expected.z, result.size.z))
    throw Error(Code::wrong_size,
                program + " wrote " + text_of(result.size) + " voxels instead of " + text_of(expected),
                "if that is what it should do, set the parameter size; " + with_log(log));
  // float32 headers: 1e-6 relative is exact enough, and 1e-4 is what programs that store angstrom sizes lose
  if (std::abs(result.voxel_A - voxel_A) > 1e-4 * voxel_A)
    throw Error(Code::bad_voxel_size,
                program + " wrote voxels of " + number_text(result.voxel_A) + " A instead of " +
                    number_text(voxel_A) + " A",
                "if that is what it should do, set the parameter voxel; " + with_log(log));
}

Volume read_result(const std::string& program, const std::string& path, const std::string& log,
                   RunContext& run) {
  if (!fs::exists(path))
    throw Error(Code::file_missing, program + " ended without writing " + path, with_log(log));
  try {
    return run.volumes().read(path);
  } catch (const Error& error) {
    throw Error(error.code(), program + " wrote something that can not be used: " + error.message(),
                with_log(log));
  }
}

}  // namespace

Schema<ExternalParams> External::schema() {
  Schema<ExternalParams> s("Runs another program as a stage: its input and output are MRC files.");
  s.details(
      "The command is started without a shell, in a scratch folder, in a process group that is killed when "
      "the "
      "time is up or the run is cancelled. In the command, {input}, {output}, {angles}, {pixel_A}, {nx}, "
      "{ny}, "
      "{nz}, {scratch} and {script} stand for files and numbers.");
  s.field("command", &ExternalParams::command)
      .required()
      .help("Program and arguments, one item each; {output} is the file that it must write.");
  s.field("version_command", &ExternalParams::version_command)
      .optional()
      .help("Program and arguments that print the program's version, to be recorded with the run.");
  s.field("script", &ExternalParams::script)
      .optional()
      .help("File that {script} stands for, found beside the pipeline file.");
  s.field("takes", &ExternalParams::takes)
      .choices({"any", "volume", "tilt series", "tomogram"})
      .help("What the program can be given.");
  s.field("gives", &ExternalParams::gives)
      .choices({"same", "volume", "tilt series", "tomogram"})
      .help("What it makes of it.");
  s.field("angles", &ExternalParams::angles_deg)
      .unit(units::degree)
      .range(-90, 90)
      .optional()
      .help("Tilt angles of the tilt series that it makes, when the input has none.");
  s.field("size", &ExternalParams::size)
      .range(1, 100000)
      .optional()
      .help("Voxels of the result along x, y and z, when they do not follow from the input.");
  s.field("voxel", &ExternalParams::voxel_A)
      .unit(units::angstrom)
      .range(0.01, 10000)
      .optional()
      .help("Voxel size of the result, when it is not the input's.");
  s.field("contrast", &ExternalParams::contrast)
      .choices({"same", "dark", "bright"})
      .help("How protein looks in the result.");
  s.field("timeout", &ExternalParams::timeout_s)
      .unit(units::second)
      .range(0.1, 1e7)
      .help("Time after which the program is killed.");
  s.field("environment", &ExternalParams::environment)
      .help("Variables that it sees, by name or as NAME=value; it sees no others.");
  s.check("size needs three numbers",
          [](const ExternalParams& p) { return p.size.empty() || p.size.size() == 3; });
  s.check("a tilt series made from a volume or tomogram needs angles", [](const ExternalParams& p) {
    return p.gives != "tilt series" || p.takes == "tilt series" || !p.angles_deg.empty();
  });
  return s;
}

External::External(const ExternalParams& params)
    : params_(params), environment_(environment_of(params.environment)) {
  if (params_.command.empty()) throw DataError("there is no command to run", "set the parameter command");
  const bool names_output =
      std::any_of(params_.command.begin(), params_.command.end(),
                  [](const std::string& argument) { return argument.find("{output}") != std::string::npos; });
  if (!names_output)
    throw DataError("the command does not name {output}, the file that the program must write",
                    "add {output} where the program expects the name of its output");
  const Placeholders any = placeholders(params_, "/", 1, {1, 1, 1});
  program_ = found_program(filled_in(params_.command, any)[0], environment_);
  if (!params_.version_command.empty())
    found_program(filled_in(params_.version_command, any)[0], environment_);
}

Ports External::ports() const {
  const DataKind in = kind_of(params_.takes);
  return {in, params_.gives == "same" ? in : kind_of(params_.gives)};
}

void External::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const Scratch scratch(run.scratch_folder());
  const Placeholders values = placeholders(params_, scratch.folder(), in.grid.voxel_A, in.grid.size);
  const std::vector<Tilt> tilts = tilts_of(params_, in);
  run.volumes().write(scratch.file("input.mrc"),
                      {in.voxels, PixelType::float32, in.grid, in.kind == DataKind::tilt_series});
  write_angles(tilts, scratch.file("angles.tlt"));

  const auto start = [&](const std::vector<std::string>& command, const std::string& log, double timeout_s) {
    ChildProgram child{filled_in(command, values), environment_, scratch.folder(), log, timeout_s};
    child.arguments[0] = found_program(child.arguments[0], environment_);
    const ChildEnd end = run_child(child, [&] { return run.cancelled(); });
    if (const std::string failure = failure_of(end, timeout_s); !failure.empty())
      throw Error(Code::component_failed, child.arguments[0] + ' ' + failure, with_log(log));
  };
  run.note("program", program_);
  if (!params_.version_command.empty()) {
    const std::string log = scratch.file("version.txt");
    start(params_.version_command, log, std::min(60.0, params_.timeout_s));
    run.note("version", tail_of(log, k_noted_bytes));
  }
  const std::string log = scratch.file("log.txt");
  start(params_.command, log, params_.timeout_s);
  run.note("log", tail_of(log, k_noted_bytes));

  const DataKind given = ports().out == DataKind::any ? in.kind : ports().out;
  const Volume result = read_result(program_, scratch.file("output.mrc"), log, run);
  const double voxel_A = params_.voxel_A > 0 ? params_.voxel_A : in.grid.voxel_A;
  check_result(program_, result.grid, expected_size(params_, in, given, tilts.size()), voxel_A, log);

  const Contrast contrast = params_.contrast == "same"   ? in.contrast
                            : params_.contrast == "dark" ? Contrast::protein_dark
                                                         : Contrast::protein_bright;
  const VoxelWindow<float> window = out.allocate({result.grid.size, voxel_A}, view(tilts), contrast);
  std::copy(result.voxels.begin(), result.voxels.end(), window.data);
}

}  // namespace cryocosm::tem
