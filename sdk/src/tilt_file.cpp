// Reading .tlt and .rawtlt files: numbers separated by blanks, commas or line ends, as IMOD reads them.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>

#include "cryocosm/acquisition.hpp"
#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm {
namespace {

constexpr const char* k_separators = " \t\r\n,";

std::string place(const std::string& path, std::size_t line) { return path + ":" + std::to_string(line); }

double angle_of(const std::string& word, const std::string& where) {
  double angle_deg = 0;
  const char* const begin = word.data() + (word[0] == '+' ? 1 : 0);
  const char* const end = word.data() + word.size();
  const auto [stop, problem] = std::from_chars(begin, end, angle_deg);
  if (problem != std::errc() || stop != end || !std::isfinite(angle_deg))
    throw DataError(where + ": '" + word + "' is not an angle",
                    "a tilt angle file holds one number in degrees for each image");
  if (std::abs(angle_deg) > 90)
    throw DataError(where + ": the tilt angle " + number_text(angle_deg) + " deg is beyond 90 deg",
                    "angles run from -90 to 90 degrees", Code::out_of_range);
  return angle_deg;
}

}  // namespace

std::vector<double> read_tilt_angles(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int reason = errno;
    throw FileError(reason == ENOENT ? Code::file_missing : Code::file_unreadable,
                    path + " can not be read: " + std::strerror(reason), "name a tilt angle file (.tlt)");
  }
  std::vector<double> angles_deg;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number)
    for (std::size_t at = line.find_first_not_of(k_separators); at != std::string::npos;) {
      const std::size_t end = std::min(line.find_first_of(k_separators, at), line.size());
      angles_deg.push_back(angle_of(line.substr(at, end - at), place(path, number)));
      at = line.find_first_not_of(k_separators, end);
    }
  if (file.bad()) throw FileError(Code::file_unreadable, path + " can not be read to its end");
  if (angles_deg.empty())
    throw DataError(path + " holds no tilt angles",
                    "a tilt angle file holds one number in degrees for each image");
  return angles_deg;
}

}  // namespace cryocosm
