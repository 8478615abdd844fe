// Poses from particle lists.
#include "listed_poses.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "cryocosm/error.hpp"
#include "text_table.hpp"
#include "volume_text.hpp"

namespace cryocosm::macromolecules {
namespace {

// Quaternions written with four decimals have a length of 1 within 1e-4.
constexpr double k_unit_tolerance = 1e-3;
// Those written in full are used as they are, to the bit.
constexpr double k_exact_tolerance = 1e-12;

constexpr double k_rad_per_deg = k_pi / 180;

// The shown names of what a column holds, for messages: 'a', 'b', 'c' and 4 more.
std::string some_of(const std::vector<std::string_view>& names) {
  constexpr std::size_t k_shown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(k_shown, names.size()); ++i)
    text += (i > 0 ? ", '" : "'") + std::string(names[i]) + "'";
  if (names.size() > k_shown) text += " and " + std::to_string(names.size() - k_shown) + " more";
  return text;
}

using Rows = std::vector<std::size_t>;

Rows all_rows(const TextTable& table) {
  Rows rows(table.row_count());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  return rows;
}

std::vector<std::string_view> different_values(const TextTable& table, std::size_t column, const Rows& rows) {
  std::vector<std::string_view> values;
  for (const std::size_t row : rows) values.push_back(table.cell(row, column));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// Numbers of a table's rows; what cannot be read is a problem of its line.
class Numbers {
 public:
  Numbers(const TextTable& table, FileProblems& problems) : table_(table), problems_(problems) {}

  bool has(std::string_view column) const { return table_.column(column) != TextTable::k_none; }
  bool require(std::initializer_list<const char*> columns) {
    bool all = true;
    for (const char* const column : columns)
      if (!has(column)) {
        problems_.add(table_.head_line, "no column '" + std::string(column) + "'");
        all = false;
      }
    return all;
  }

  /// 0 and a problem when it is no finite number.
  double read(std::size_t row, std::string_view column) {
    const std::string_view cell = trimmed(table_.cell(row, table_.column(column)));
    double value = 0;
    const char* const end = cell.data() + cell.size();
    const char* const begin = cell.data() + (!cell.empty() && cell.front() == '+');
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc{} && stop == end && std::isfinite(value)) return value;
    problems_.add(table_.lines[row],
                  std::string(column) + " is '" + std::string(cell.substr(0, 40)) + "', not a finite number");
    is_readable_ = false;
    return 0;
  }
  double read_or(std::size_t row, std::string_view column, double absent) {
    return has(column) ? read(row, column) : absent;
  }
  Vec3 read(std::size_t row, const char* x, const char* y, const char* z) {
    const double a = read(row, x), b = read(row, y), c = read(row, z);
    return {a, b, c};
  }
  /// Whether all numbers since the last call could be read.
  bool take_readable() { return std::exchange(is_readable_, true); }

 private:
  static std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }

  const TextTable& table_;
  FileProblems& problems_;
  bool is_readable_ = true;
};

// What a parameter of ours chooses: rows whose cell in one of `columns` is `wanted`.
struct Selection {
  const char* key;
  std::vector<const char*> columns;
  std::string wanted;  ///< empty: all rows
};

// A list that is wrong elsewhere too says that first.
[[noreturn]] void refuse_selection(const TextTable& table, const Rows& rows, const Selection& selection,
                                   const std::string& path, const FileProblems& problems) {
  problems.throw_if_any(path);
  const std::string key = selection.key;
  std::string names;
  for (const char* const name : selection.columns) {
    const std::size_t column = table.column(name);
    if (column != TextTable::k_none)
      throw DataError("'" + path + "' has no row of '" + selection.wanted + "'; its column '" + name +
                          "' holds " + some_of(different_values(table, column, rows)),
                      "choose one of these with '" + key + "'");
    names += (names.empty() ? "'" : " or '") + std::string(name) + "'";
  }
  throw DataError("'" + path + "' has no column " + names + " to choose '" + selection.wanted + "' from",
                  "leave '" + key + "' out, or add the column");
}

Rows selected(const TextTable& table, const Rows& rows, const Selection& selection, const std::string& path,
              const FileProblems& problems) {
  if (selection.wanted.empty()) return rows;
  Rows found;
  for (const char* const name : selection.columns) {
    const std::size_t column = table.column(name);
    if (column == TextTable::k_none) continue;
    for (const std::size_t row : rows)
      if (table.cell(row, column) == selection.wanted) found.push_back(row);
    if (!found.empty()) return found;
  }
  refuse_selection(table, rows, selection, path, problems);
}

// Keeps poses whose position lies in the volume.
class PoseList {
 public:
  PoseList(const GridSpec& grid, FileProblems& problems) : box_(bounds(grid)), problems_(problems) {}

  void add(std::size_t line, const Pose& pose) {
    if (!contains(box_, pose.position_A))
      problems_.add(line, "the position " + position_text(pose.position_A) + " lies outside the volume, " +
                              position_text(box_.low) + " to " + position_text(box_.high));
    poses.push_back(pose);
  }
  std::vector<Pose> poses;

 private:
  Box box_;
  FileProblems& problems_;
};

// The rotation of a quaternion that was written with few digits; a problem when it is none.
Quaternion unit_quaternion(Quaternion q, std::size_t line, FileProblems& problems) {
  const double length = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
  if (!(std::abs(length - 1) <= k_unit_tolerance)) {
    problems.add(line, "the quaternion (" + number_text(q.w) + ", " + number_text(q.x) + ", " +
                           number_text(q.y) + ", " + number_text(q.z) + ") has length " +
                           number_text(length) + ", not 1");
    return {};
  }
  return std::abs(length - 1) <= k_exact_tolerance ? q : normalized(q);
}

void require_rows(std::size_t count, const std::string& path) {
  if (count == 0) throw DataError("'" + path + "' lists no particles", "give a list with at least one row");
}

// Units of several structures are hardly meant to be placed as one.
void require_one_structure(const TextTable& table, const Rows& rows, const std::string& path,
                           const FileProblems& problems) {
  const std::size_t column = table.column("structure");
  if (column == TextTable::k_none || rows.empty()) return;
  const std::vector<std::string_view> structures = different_values(table, column, rows);
  if (structures.size() == 1) return;
  problems.throw_if_any(path);
  throw DataError("'" + path + "' lists units of " + std::to_string(structures.size()) +
                      " structures: " + some_of(structures),
                  "choose one of them with 'only'", Code::inconsistent);
}

std::vector<Pose> csv_poses(const std::string& text, const std::string& path, const ListChoice& choice,
                            const GridSpec& grid) {
  if (!choice.tomogram.empty() || choice.pixel_size_A > 0)
    throw DataError("'" + path + "' is no STAR file: 'tomogram' and 'pixel_size' are for those only",
                    "leave them out", Code::inconsistent);
  FileProblems problems;
  const TextTable table = read_csv(text, problems);
  if (table.columns.empty()) require_rows(0, path);
  Numbers numbers(table, problems);
  PoseList list(grid, problems);
  if (numbers.require({"x_A", "y_A", "z_A", "qw", "qx", "qy", "qz"})) {
    const Selection only{"only", {"structure", "class"}, choice.only};
    const Rows rows =
        table.row_count() == 0 ? Rows{} : selected(table, all_rows(table), only, path, problems);
    if (choice.only.empty()) require_one_structure(table, rows, path, problems);
    for (const std::size_t row : rows) {
      const Vec3 position_A = numbers.read(row, "x_A", "y_A", "z_A");
      const double w = numbers.read(row, "qw");
      const Vec3 v = numbers.read(row, "qx", "qy", "qz");
      if (!numbers.take_readable()) continue;
      list.add(table.lines[row],
               {unit_quaternion({w, v.x, v.y, v.z}, table.lines[row], problems), position_A});
    }
  }
  problems.throw_if_any(path);
  require_rows(list.poses.size(), path);
  return list.poses;
}

// Å per pixel of each row of a STAR file with positions in pixels.
class PixelSizes {
 public:
  PixelSizes(const std::vector<TextTable>& tables, const ListChoice& choice, FileProblems& problems)
      : given_A_(choice.pixel_size_A), problems_(problems) {
    for (const TextTable& table : tables)
      if (table.column("rlnOpticsGroup") != TextTable::k_none && table.column(k_size) != TextTable::k_none)
        optics_ = &table;
  }

  bool are_known(const Numbers& numbers) const {
    return given_A_ > 0 || (optics_ != nullptr && numbers.has("rlnOpticsGroup")) || numbers.has(k_size) ||
           numbers.has("rlnPixelSize") ||
           (numbers.has("rlnDetectorPixelSize") && numbers.has("rlnMagnification"));
  }

  double of(const TextTable& table, std::size_t row, Numbers& numbers) {
    if (given_A_ > 0) return given_A_;
    const std::size_t line = table.lines[row];
    if (optics_ != nullptr && numbers.has("rlnOpticsGroup"))
      return of_group(table.cell(row, table.column("rlnOpticsGroup")), line);
    if (numbers.has(k_size)) return positive(numbers.read(row, k_size), line);
    if (numbers.has("rlnPixelSize")) return positive(numbers.read(row, "rlnPixelSize"), line);
    constexpr double k_A_per_um = 1e4;
    const double detector_um = numbers.read(row, "rlnDetectorPixelSize");
    return positive(k_A_per_um * detector_um / numbers.read(row, "rlnMagnification"), line);
  }

 private:
  static constexpr const char* k_size = "rlnTomoTiltSeriesPixelSize";

  double of_group(std::string_view group, std::size_t line) {
    if (const auto known = groups_.find(group); known != groups_.end()) return known->second;
    const std::size_t column = optics_->column("rlnOpticsGroup");
    for (std::size_t row = 0; row < optics_->row_count(); ++row)
      if (optics_->cell(row, column) == group)
        return groups_[group] = positive(Numbers(*optics_, problems_).read(row, k_size), optics_->lines[row]);
    problems_.add(line, "there is no optics group '" + std::string(group) + "'");
    return 1;
  }
  double positive(double size_A, std::size_t line) {
    if (size_A > 0 && std::isfinite(size_A)) return size_A;
    problems_.add(line, "the pixel size is not above zero");
    return 1;
  }

  double given_A_;
  FileProblems& problems_;
  const TextTable* optics_ = nullptr;
  std::map<std::string_view, double> groups_;
};

constexpr const char* k_centred_x = "rlnCenteredCoordinateXAngst";
constexpr const char* k_pixel_x = "rlnCoordinateX";

const TextTable& particle_table(const std::vector<TextTable>& tables, const std::string& path) {
  for (const char* const column : {k_centred_x, k_pixel_x})
    for (const TextTable& table : tables)
      if (table.column(column) != TextTable::k_none) return table;
  throw DataError("'" + path + "' has no table of particles",
                  "positions stand under _rlnCenteredCoordinateXAngst (RELION 5) or _rlnCoordinateX");
}

Rows rows_of_one_tomogram(const TextTable& table, const std::string& tomogram, const std::string& path,
                          const FileProblems& problems) {
  const std::vector<const char*> columns{"rlnTomoName", "rlnMicrographName"};
  const Rows rows = all_rows(table);
  if (!tomogram.empty()) return selected(table, rows, {"tomogram", columns, tomogram}, path, problems);
  for (const char* const name : columns) {
    const std::size_t column = table.column(name);
    if (column == TextTable::k_none) continue;
    const std::vector<std::string_view> tomograms = different_values(table, column, rows);
    if (tomograms.size() == 1) return rows;
    problems.throw_if_any(path);
    throw DataError("'" + path + "' lists particles of " + std::to_string(tomograms.size()) +
                        " tomograms: " + some_of(tomograms),
                    "choose one of them with 'tomogram'", Code::inconsistent);
  }
  return rows;
}

// RELION's ParticleSet::getPosition and getMatrix3x3: the offset is in the frame that the subtomogram was
// extracted in, and positions count from the first voxel's centre, or from half the number of voxels.
class RelionRows {
 public:
  RelionRows(const TextTable& table, PixelSizes& pixels, const GridSpec& grid, FileProblems& problems)
      : table_(table), pixels_(pixels), numbers_(table, problems), is_centred_(numbers_.has(k_centred_x)) {
    const Vec3 size{static_cast<double>(grid.size.x), static_cast<double>(grid.size.y),
                    static_cast<double>(grid.size.z)};
    centre_A_ = grid.voxel_A / 2 * size;
  }

  bool has_columns() {
    const bool has_positions =
        is_centred_
            ? numbers_.require({k_centred_x, "rlnCenteredCoordinateYAngst", "rlnCenteredCoordinateZAngst"})
            : numbers_.require({k_pixel_x, "rlnCoordinateY", "rlnCoordinateZ"});
    return numbers_.require({"rlnAngleRot", "rlnAngleTilt", "rlnAnglePsi"}) && has_positions;
  }
  bool is_size_known() const {
    return (is_centred_ && !numbers_.has("rlnOriginX")) || pixels_.are_known(numbers_);
  }
  bool is_centred() const { return is_centred_; }

  /// False when a number of the row could not be read.
  bool read(std::size_t row, Pose& pose) {
    const bool in_pixels = !is_centred_ || numbers_.has("rlnOriginX");
    const double pixel_A = in_pixels ? pixels_.of(table_, row, numbers_) : 1;
    const Quaternion extraction =
        angles(row, "rlnTomoSubtomogramRot", "rlnTomoSubtomogramTilt", "rlnTomoSubtomogramPsi");
    pose.rotation = extraction * angles(row, "rlnAngleRot", "rlnAngleTilt", "rlnAnglePsi");
    const Vec3 listed_A = is_centred_
                              ? centre_A_ + numbers_.read(row, k_centred_x, "rlnCenteredCoordinateYAngst",
                                                          "rlnCenteredCoordinateZAngst")
                              : pixel_A * numbers_.read(row, k_pixel_x, "rlnCoordinateY", "rlnCoordinateZ");
    pose.position_A = listed_A - rotate(extraction, offset_A(row, pixel_A));
    return numbers_.take_readable();
  }

 private:
  Quaternion angles(std::size_t row, const char* rot, const char* tilt, const char* psi) {
    const double a = numbers_.read_or(row, rot, 0), b = numbers_.read_or(row, tilt, 0),
                 c = numbers_.read_or(row, psi, 0);
    return relion_rotation(a, b, c);
  }
  // In Å since RELION 3.1, in pixels before.
  Vec3 offset_A(std::size_t row, double pixel_A) {
    const Vec3 angstroms{numbers_.read_or(row, "rlnOriginXAngst", 0),
                         numbers_.read_or(row, "rlnOriginYAngst", 0),
                         numbers_.read_or(row, "rlnOriginZAngst", 0)};
    const Vec3 pixels{numbers_.read_or(row, "rlnOriginX", 0), numbers_.read_or(row, "rlnOriginY", 0),
                      numbers_.read_or(row, "rlnOriginZ", 0)};
    return angstroms + pixel_A * pixels;
  }

  const TextTable& table_;
  PixelSizes& pixels_;
  Numbers numbers_;
  bool is_centred_;
  Vec3 centre_A_;
};

std::vector<Pose> star_poses(const std::string& text, const std::string& path, const ListChoice& choice,
                             const GridSpec& grid) {
  FileProblems problems;
  const std::vector<TextTable> tables = read_star(text, problems);
  const TextTable& table = particle_table(tables, path);
  PixelSizes pixels(tables, choice, problems);
  RelionRows relion(table, pixels, grid, problems);
  PoseList list(grid, problems);
  if (choice.pixel_size_A > 0 && relion.is_centred())
    throw DataError("'" + path + "' gives positions in A: 'pixel_size' is for positions in pixels only",
                    "leave it out", Code::inconsistent);
  if (!relion.is_size_known())
    throw DataError("'" + path + "' gives positions in pixels but no size of them",
                    "say it with 'pixel_size'", Code::inconsistent);
  if (relion.has_columns() && table.row_count() > 0) {
    const Selection only{"only", {"rlnClassNumber"}, choice.only};
    const Rows rows =
        selected(table, rows_of_one_tomogram(table, choice.tomogram, path, problems), only, path, problems);
    for (const std::size_t row : rows) {
      Pose pose;
      if (relion.read(row, pose)) list.add(table.lines[row], pose);
    }
  }
  problems.throw_if_any(path);
  require_rows(list.poses.size(), path);
  return list.poses;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Quaternion relion_rotation(double rot_deg, double tilt_deg, double psi_deg) {
  return conjugate(rotation_about({0, 0, 1}, rot_deg * k_rad_per_deg) *
                   rotation_about({0, 1, 0}, tilt_deg * k_rad_per_deg) *
                   rotation_about({0, 0, 1}, psi_deg * k_rad_per_deg));
}

std::vector<Pose> listed_poses(const std::string& text, const std::string& path, const ListChoice& choice,
                               const GridSpec& grid) {
  std::string name = path;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (ends_with(name, ".star") || ends_with(name, ".star.gz")) return star_poses(text, path, choice, grid);
  if (ends_with(name, ".csv") || ends_with(name, ".csv.gz")) return csv_poses(text, path, choice, grid);
  throw DataError("'" + path + "' is no particle list: its name ends neither in .csv nor in .star",
                  "give the particles.csv of a run, or a STAR file of RELION", Code::not_a_choice);
}

}  // namespace cryocosm::macromolecules
