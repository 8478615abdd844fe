// Tables in text files.
#include "text_table.hpp"

#include <algorithm>

#include "cryocosm/error.hpp"

namespace cryocosm::macromolecules {
namespace {

constexpr std::string_view k_blanks = " \t\r";

std::string count_text(std::size_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

void require_different_columns(const TextTable& table, FileProblems& problems) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.column(table.columns[i]) < i)
      problems.add(table.head_line, "the column '" + table.columns[i] + "' is named twice");
}

// Adds a row, or says that it has another number of cells than there are columns.
void add_row(TextTable& table, std::size_t line, const std::vector<std::string_view>& cells,
             FileProblems& problems) {
  if (cells.size() != table.columns.size()) {
    problems.add(line,
                 count_text(cells.size(), "value") + " for " + count_text(table.columns.size(), "column"));
    return;
  }
  table.cells.insert(table.cells.end(), cells.begin(), cells.end());
  table.lines.push_back(line);
}

// Walks a CSV text record by record.
class CsvReader {
 public:
  CsvReader(std::string_view text, TextTable& table, FileProblems& problems)
      : text_(text), table_(table), problems_(problems) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t line() const { return line_; }

  // The fields of the next record; empty for an empty line.
  std::vector<std::string_view> record() {
    std::vector<std::string_view> fields;
    for (bool more = true; more;) {
      fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
      more = at_ < text_.size() && text_[at_] == ',';
      if (at_ < text_.size()) ++at_;  // the comma or the end of the line
    }
    ++line_;
    const bool is_empty = fields.size() == 1 && fields.front().empty();
    return is_empty ? std::vector<std::string_view>{} : fields;
  }

 private:
  std::string_view plain() {
    const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    std::string_view field = text_.substr(at_, end - at_);
    at_ = end;
    if (!field.empty() && field.back() == '\r') field.remove_suffix(1);
    return field;
  }

  // Quotes within are doubled; line breaks within belong to the field.
  std::string_view quoted() {
    const std::size_t first_line = line_;
    std::string& field = table_.unquoted.emplace_back();
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          if (!plain().empty()) problems_.add(line_, "a quoted field goes on after its quote");
          return field;
        }
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      field += text_[at_];
    }
    problems_.add(first_line, "a quoted field does not end");
    return field;
  }

  std::string_view text_;
  TextTable& table_;
  FileProblems& problems_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// The values of one line; text in quotes is one value, '#' starts a comment.
std::vector<std::string_view> star_values(std::string_view line) {
  std::vector<std::string_view> values;
  for (std::size_t at = line.find_first_not_of(k_blanks); at < line.size();
       at = line.find_first_not_of(k_blanks, at)) {
    const char first = line[at];
    if (first == '#') break;
    if (first == '"' || first == '\'') {
      const std::size_t end = std::min(line.find(first, at + 1), line.size());
      values.push_back(line.substr(at + 1, end - at - 1));
      at = std::min(end + 1, line.size());
    } else {
      const std::size_t end = std::min(line.find_first_of(k_blanks, at), line.size());
      values.push_back(line.substr(at, end - at));
      at = end;
    }
    if (at >= line.size()) break;
  }
  return values;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

class StarReader {
 public:
  explicit StarReader(FileProblems& problems) : problems_(problems) {}

  void take(std::size_t line, std::string_view text) {
    if (starts_with(text, ";")) problems_.add(line, "text over several lines is not understood");
    const std::vector<std::string_view> values = star_values(text);
    if (values.empty()) return;
    if (starts_with(values[0], "data_")) {
      block_ = values[0].substr(5);
      state_ = State::pairs;
      pairs_ = TextTable::k_none;
    } else if (values[0] == "loop_") {
      start_table(line);
      state_ = State::labels;
    } else if (values[0][0] == '_' && (state_ != State::rows || values.size() == 1)) {
      label(line, values);
    } else if (state_ == State::pairs || tables_.empty()) {
      problems_.add(line, "values without labels");
    } else {
      state_ = State::rows;
      add_row(tables_.back(), line, values, problems_);
    }
  }

  std::vector<TextTable> finish() {
    for (const TextTable& table : tables_) require_different_columns(table, problems_);
    return std::move(tables_);
  }

 private:
  enum class State { pairs, labels, rows };

  void start_table(std::size_t line) {
    tables_.emplace_back();
    tables_.back().name = block_;
    tables_.back().head_line = line;
  }

  void label(std::size_t line, const std::vector<std::string_view>& values) {
    const std::string name(values[0].substr(1));
    if (state_ == State::labels) {
      tables_.back().columns.push_back(name);
      return;
    }
    if (state_ == State::rows) state_ = State::pairs, pairs_ = TextTable::k_none;
    if (pairs_ == TextTable::k_none) {
      start_table(line);
      tables_.back().lines.push_back(line);
      pairs_ = tables_.size() - 1;
    }
    if (values.size() != 2)
      problems_.add(line, "'_" + name + "' has " + count_text(values.size() - 1, "value"));
    tables_[pairs_].columns.push_back(name);
    tables_[pairs_].cells.push_back(values.size() > 1 ? values[1] : std::string_view());
  }

  FileProblems& problems_;
  std::string block_;
  State state_ = State::pairs;
  std::size_t pairs_ = TextTable::k_none;
  std::vector<TextTable> tables_;
};

std::string_view without_byte_order_mark(std::string_view text) {
  return starts_with(text, "\xEF\xBB\xBF") ? text.substr(3) : text;
}

}  // namespace

void FileProblems::throw_if_any(const std::string& path) const {
  if (problems_.empty()) return;
  constexpr std::size_t k_shown = 10;
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  std::string text = "'" + path + "' cannot be used, " + count_text(sorted.size(), "problem") + ":";
  for (std::size_t i = 0; i < std::min(k_shown, sorted.size()); ++i)
    text += "\n  line " + std::to_string(sorted[i].line) + ": " + sorted[i].what;
  if (sorted.size() > k_shown) text += "\n  and " + std::to_string(sorted.size() - k_shown) + " more";
  throw DataError(text, "correct these lines, or leave them out");
}

std::size_t TextTable::column(std::string_view column_name) const {
  const auto found = std::find(columns.begin(), columns.end(), column_name);
  return found == columns.end() ? k_none : static_cast<std::size_t>(found - columns.begin());
}

TextTable read_csv(std::string_view text, FileProblems& problems) {
  TextTable table;
  CsvReader reader(without_byte_order_mark(text), table, problems);
  while (!reader.at_end()) {
    const std::size_t line = reader.line();
    const std::vector<std::string_view> fields = reader.record();
    if (fields.empty()) continue;
    if (table.columns.empty()) {
      table.head_line = line;
      table.columns.assign(fields.begin(), fields.end());
      require_different_columns(table, problems);
    } else {
      add_row(table, line, fields, problems);
    }
  }
  return table;
}

std::vector<TextTable> read_star(std::string_view text, FileProblems& problems) {
  text = without_byte_order_mark(text);
  StarReader reader(problems);
  for (std::size_t at = 0, line = 1; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    reader.take(line, text.substr(at, end - at));
    at = end + 1;
  }
  return reader.finish();
}

}  // namespace cryocosm::macromolecules
