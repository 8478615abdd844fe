// Reading and checking of MTF and DQE curves.
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>

#include "cryocosm/error.hpp"
#include "detector.hpp"

namespace cryocosm::tem {
namespace {

constexpr const char* k_separators = " \t\r,";
constexpr const char* k_hint = "a line holds a frequency in cycles per pixel, the MTF and, if known, the DQE";

bool is_header(const std::string& word) {
  return word[0] == '_' || word == "loop_" || word.rfind("data_", 0) == 0;
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t at = line.find_first_not_of(k_separators); at != std::string::npos;) {
    const std::size_t end = std::min(line.find_first_of(k_separators, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(k_separators, end);
  }
  return words;
}

double number_of(const std::string& word, const std::string& where) {
  double value = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, problem] = std::from_chars(word.data(), end, value);
  if (problem != std::errc() || stop != end || !std::isfinite(value))
    throw DataError(where + ": '" + word + "' is not a number", k_hint);
  return value;
}

Detector::Row row_of(const std::vector<std::string>& words, const std::string& where) {
  if (words.size() < 2 || words.size() > 3)
    throw DataError(where + ": there are " + std::to_string(words.size()) + " values", k_hint);
  Detector::Row row{number_of(words[0], where), number_of(words[1], where), 0};
  if (words.size() == 3) row.dqe = number_of(words[2], where);
  if (row.mtf < 0 || row.mtf > 1.2)
    throw DataError(where + ": the MTF is " + words[1], "it runs from 1 at frequency 0 towards 0");
  if (words.size() == 3 && (row.dqe <= 0 || row.dqe > 1))
    throw DataError(where + ": the DQE is " + words[2], "it must be greater than 0 and at most 1");
  return row;
}

void check_step(double from, double to, const std::string& where) {
  if (to <= from)
    throw DataError(where + ": the frequency " + number_text(to) + " comes after " + number_text(from),
                    "frequencies must rise from line to line");
  constexpr double k_widest = 0.1;
  if (to - from > k_widest + 1e-9)
    throw DataError(
        where + ": there is a hole between the frequencies " + number_text(from) + " and " + number_text(to),
        "give the curves in steps of at most 0.1 cycles per pixel");
}

void check_ends(const std::vector<Detector::Row>& rows, const std::string& path) {
  constexpr double k_near_zero = 0.02, k_near_nyquist = 0.49;
  if (rows.empty()) throw DataError(path + " holds no curve", k_hint);
  if (rows.front().frequency < 0 || rows.front().frequency > k_near_zero)
    throw DataError(path + ": the curve begins at the frequency " + number_text(rows.front().frequency),
                    "it must begin at 0");
  if (std::abs(rows.front().mtf - 1) > 0.1)
    throw DataError(path + ": the MTF begins at " + number_text(rows.front().mtf),
                    "divide it by its value at frequency 0");
  if (rows.back().frequency < k_near_nyquist)
    throw DataError(path + ": the curve ends at the frequency " + number_text(rows.back().frequency),
                    "it must reach the Nyquist frequency, 0.5 cycles per pixel");
}

}  // namespace

std::vector<Detector::Row> read_detector_file(const std::string& path, bool& has_dqe) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int reason = errno;
    throw FileError(reason == ENOENT ? Code::file_missing : Code::file_unreadable,
                    path + " can not be read: " + std::strerror(reason), "name a file of MTF and DQE curves");
  }
  std::vector<Detector::Row> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    const std::vector<std::string> words = words_of(line.substr(0, line.find('#')));
    if (words.empty() || is_header(words[0])) continue;
    const std::string where = path + ":" + std::to_string(number);
    rows.push_back(row_of(words, where));
    if (rows.size() == 1) has_dqe = words.size() == 3;
    if (has_dqe != (words.size() == 3))
      throw DataError(where + ": there are " + std::to_string(words.size()) + " values",
                      "give the DQE in every line or in none");
    if (rows.size() > 1) check_step(rows[rows.size() - 2].frequency, rows.back().frequency, where);
  }
  if (file.bad()) throw FileError(Code::file_unreadable, path + " can not be read to its end");
  check_ends(rows, path);
  return rows;
}

}  // namespace cryocosm::tem
