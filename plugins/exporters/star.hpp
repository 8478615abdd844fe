// STAR tables as RELION reads them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "output_file.hpp"

namespace cryocosm::exporters {

/// `name` without anything that would break a STAR token, a block name or a path: everything but
/// ASCII letters, digits, '-', '_' and '.' becomes '_'. Never empty. [any]
std::string star_name(std::string_view name);

/// Writes one loop_ table, row by row. [worker]
class StarTable {
 public:
  /// Starts the table data_<block>; `columns` are labels without the leading underscore.
  StarTable(OutputFile& file, std::string_view block, const std::vector<std::string>& columns);
  StarTable& text(std::string_view value);
  StarTable& integer(std::uint64_t value);
  StarTable& number(double value);  ///< six decimals, as RELION itself writes
  void end_row();                   ///< checks that every column was given

 private:
  OutputFile& file_;
  std::size_t columns_;
  std::size_t cells_ = 0;
  std::string row_;
};

}  // namespace cryocosm::exporters
