// STAR tables as RELION reads them.
#include "star.hpp"

#include "cryocosm/error.hpp"
#include "text.hpp"

namespace cryocosm::exporters {
namespace {

// RELION's own column width, so that tables line up in an editor
constexpr int k_width = 12;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

}  // namespace

std::string star_name(std::string_view name) {
  if (name.empty()) return "tomogram";
  std::string plain(name);
  for (char& c : plain)
    if (!is_plain(c)) c = '_';
  return plain;
}

StarTable::StarTable(OutputFile& file, std::string_view block, const std::vector<std::string>& columns)
    : file_(file), columns_(columns.size()) {
  std::string head = "\n# version 50001\n\ndata_" + std::string(block) + "\n\nloop_\n";
  for (std::size_t i = 0; i < columns.size(); ++i)
    head += '_' + columns[i] + " #" + std::to_string(i + 1) + '\n';
  file_.write(head);
}

StarTable& StarTable::text(std::string_view value) {
  if (cells_ > 0) row_ += ' ';
  row_ += aligned(value, k_width);
  ++cells_;
  return *this;
}

StarTable& StarTable::integer(std::uint64_t value) { return text(std::to_string(value)); }

StarTable& StarTable::number(double value) { return text(fixed_text(value, 6, 0)); }

void StarTable::end_row() {
  CRYOCOSM_CHECK(cells_ == columns_);
  file_.write(row_ += '\n');
  row_.clear();
  cells_ = 0;
}

}  // namespace cryocosm::exporters
