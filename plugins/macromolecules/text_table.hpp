// Tables in text files: CSV, and the tables of STAR files; with the line that each row stands on.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace cryocosm::macromolecules {

/// What is wrong with a text file, all of it, by line.
class FileProblems {
 public:
  void add(std::size_t line, std::string what) { problems_.push_back({line, std::move(what)}); }
  /// Throws one DataError that shows the first ten, in the order of their lines. `path` names the file.
  void throw_if_any(const std::string& path) const;

 private:
  struct Problem {
    std::size_t line;
    std::string what;
  };
  std::vector<Problem> problems_;
};

/// Rows of cells. Cells are views of the text that was read, which must outlive the table.
struct TextTable {
  static constexpr std::size_t k_none = static_cast<std::size_t>(-1);

  std::string name;           ///< of the STAR block
  std::size_t head_line = 1;  ///< where the columns are named
  std::vector<std::string> columns;
  std::vector<std::string_view> cells;  ///< row after row
  std::vector<std::size_t> lines;       ///< of each row
  std::deque<std::string> unquoted;     ///< holds cells that the text has in another form

  std::size_t row_count() const { return lines.size(); }
  /// Index of a column, or k_none.
  std::size_t column(std::string_view column_name) const;
  std::string_view cell(std::size_t row, std::size_t index) const {
    return cells[row * columns.size() + index];
  }
};

/// A CSV file (RFC 4180) whose first line names the columns; rows of another number of fields are problems
/// and left out. [any]
TextTable read_csv(std::string_view text, FileProblems& problems);

/// All tables of a STAR file as RELION writes them: one row a line; pairs of a label and a value are a table
/// of one row. Labels lose their underscore. [any]
std::vector<TextTable> read_star(std::string_view text, FileProblems& problems);

}  // namespace cryocosm::macromolecules
