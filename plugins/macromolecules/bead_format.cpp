// Reading of the .beads format, strictly.
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "bead_model.hpp"
#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"
#include "file_bytes.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

constexpr std::size_t k_most_beads = 1000000;
constexpr int k_most_folds = 360;

struct Symmetry {
  int folds = 1;
  bool dihedral = false;
};

class Parser {
 public:
  Parser(const std::string& text, const std::string& path) : text_(text), path_(path) {}

  BeadModel run() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      ++line_;
      const std::size_t end = rest.find('\n');
      read_line(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    if (unit_.empty())
      throw DataError("'" + path_ + "' holds no bead", "a bead is a line such as 'bead 30 0 18 20'");
    return expanded();
  }

 private:
  [[noreturn]] void fail(const std::string& message, const std::string& hint) const {
    throw DataError(path_ + ":" + std::to_string(line_) + ": " + message, hint);
  }

  static std::string_view trimmed(std::string_view s) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    return s;
  }

  static std::string_view take_word(std::string_view& rest) {
    rest = trimmed(rest);
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(word.size());
    rest = trimmed(rest);
    return word;
  }

  void read_line(std::string_view line) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#') return;
    const std::string keyword(take_word(line));
    if (keyword == "name")
      set_once(model_.name, keyword, line);
    else if (keyword == "source")
      set_once(model_.source, keyword, line);
    else if (keyword == "symmetry")
      read_symmetry(line);
    else if (keyword == "bead")
      read_bead(line);
    else
      fail("unknown keyword '" + keyword + "'",
           "known are: name, source, symmetry, bead; # starts a comment line");
  }

  void set_once(std::string& field, const std::string& keyword, std::string_view text) {
    if (text.empty()) fail("'" + keyword + "' has no text", "write it after the keyword, on the same line");
    if (!field.empty()) fail("'" + keyword + "' appears a second time", "keep one of them");
    field = text;
  }

  void read_symmetry(std::string_view text) {
    if (symmetry_) fail("'symmetry' appears a second time", "keep one of them");
    const std::string given(text);
    int folds = 0;
    const bool group = !text.empty() && (text.front() == 'C' || text.front() == 'D');
    const char* const begin = text.data() + (group ? 1 : 0);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, folds);
    if (!group || begin == end || error != std::errc() || stop != end || folds < 1 || folds > k_most_folds)
      fail("symmetry '" + given + "' is not known", "write C or D and the number of folds, up to " +
                                                        std::to_string(k_most_folds) +
                                                        ", such as C1, C7 or D4");
    symmetry_ = Symmetry{folds, text.front() == 'D'};
  }

  double read_value(std::string_view word) const {
    double value = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || stop != word.data() + word.size() || !std::isfinite(value))
      fail("'" + std::string(word) + "' is not a number", "write numbers like 12, -3.5 or 1e2, in A");
    if (std::abs(value) > 1e6)
      fail("'" + std::string(word) + "' is larger than a million", "lengths are in A");
    return value;
  }

  void read_bead(std::string_view text) {
    double values[5] = {0, 0, 0, 0, k_protein_above_ice_V};
    std::size_t count = 0;
    while (!text.empty()) {
      const std::string_view word = take_word(text);
      if (count < 5) values[count] = read_value(word);
      ++count;
    }
    if (count < 4 || count > 5)
      fail("a bead has 4 or 5 numbers, not " + std::to_string(count), "write: bead x y z radius [density]");
    if (!(values[3] > 0))
      fail("the radius of a bead is " + number_text(values[3]), "it must be greater than 0");
    if (!(values[4] > 0))
      fail("the density of a bead is " + number_text(values[4]), "it must be greater than 0");
    unit_.push_back({{values[0], values[1], values[2]}, values[3], values[4]});
  }

  BeadModel expanded() {
    const Symmetry symmetry = symmetry_.value_or(Symmetry{});
    const std::size_t copies = static_cast<std::size_t>(symmetry.folds) * (symmetry.dihedral ? 2 : 1);
    if (unit_.size() * copies > k_most_beads)
      throw DataError(
          "'" + path_ + "' has " + std::to_string(unit_.size() * copies) + " beads after symmetry",
          "at most " + std::to_string(k_most_beads) + " are possible", Code::too_large);
    for (int half = 0; half < (symmetry.dihedral ? 2 : 1); ++half)
      for (int fold = 0; fold < symmetry.folds; ++fold) {
        const Quaternion about_z = rotation_about({0, 0, 1}, 2 * k_pi * fold / symmetry.folds);
        for (Bead bead : unit_) {
          if (half == 1) bead.centre_A = {bead.centre_A.x, -bead.centre_A.y, -bead.centre_A.z};
          bead.centre_A = rotate(about_z, bead.centre_A);
          model_.beads.push_back(bead);
        }
      }
    return std::move(model_);
  }

  const std::string& text_;
  const std::string& path_;
  int line_ = 0;
  BeadModel model_;
  std::optional<Symmetry> symmetry_;
  std::vector<Bead> unit_;
};

}  // namespace

BeadModel parse_beads(const std::string& text, const std::string& path) { return Parser(text, path).run(); }

BeadModel read_beads(const std::string& path) {
  const std::vector<char> bytes = read_file_bytes(path);
  return parse_beads(std::string(bytes.begin(), bytes.end()), path);
}

}  // namespace cryocosm::macromolecules
