// Reports between processes.
#include "report_file.hpp"

#include <fstream>
#include <iterator>

#include "cryocosm/error.hpp"

namespace cryocosm::conformance {
namespace {

constexpr const char* k_last = "end of report";  // tells a whole report from one that was cut short

}  // namespace

void write_report(const std::filesystem::path& file, const std::vector<std::string>& texts) {
  std::ofstream out(file, std::ios::binary);
  for (const std::string& text : texts) out << text << '\0';
  out << k_last << '\0' << std::flush;
  if (!out)
    throw FileError(Code::file_unwritable, "cannot write '" + file.string() + "'",
                    "make room in the folder for temporary files");
}

std::vector<std::string> read_report(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::string> texts;
  for (std::size_t start = 0, end = 0; (end = all.find('\0', start)) != std::string::npos; start = end + 1)
    texts.push_back(all.substr(start, end - start));
  if (texts.empty() || texts.back() != k_last) return {};
  texts.pop_back();
  return texts;
}

}  // namespace cryocosm::conformance
