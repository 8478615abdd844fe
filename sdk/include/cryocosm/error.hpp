// Typed errors: what happened, where, why and what to do next, under a stable code.
#pragma once

#include <exception>
#include <string>

#include "cryocosm/export.hpp"

namespace cryocosm {

/// Every error code of the program, printed as CC1234; docs/reference/errors.md explains each one.
/// The thousands digit gives the process exit code: 2 configuration, 3 plugin, 4 and 5 run, 6 files,
/// 7 interrupted, 9 defect.
enum class Code : int {
  syntax = 2000,
  unknown_key = 2001,
  wrong_type = 2002,
  unknown_unit = 2003,
  wrong_dimension = 2004,
  out_of_range = 2005,
  duplicate_key = 2006,
  missing_key = 2007,
  not_a_choice = 2008,
  inconsistent = 2009,
  unknown_component = 2010,
  port_mismatch = 2011,
  not_finite = 2012,
  wrong_point = 2013,
  bad_override = 2014,
  duplicate_name = 2015,
  shape_mismatch = 2016,
  bad_distribution = 2017,
  usage = 2018,
  unknown_version = 2019,
  deprecated = 2020,  // a warning only

  plugin_suffix = 3001,
  plugin_missing = 3002,
  plugin_abi = 3003,
  plugin_no_door = 3004,
  plugin_load = 3005,
  plugin_door = 3006,
  plugin_attach = 3007,
  plugin_schema = 3008,
  plugin_duplicate = 3009,
  plugin_interface = 3010,
  plugin_conflict = 3011,
  plugin_shadowed = 3012,

  component_failed = 4001,
  component_misbehaved = 4002,
  nothing_placed = 4003,

  bad_data = 5001,
  bad_voxel_size = 5002,
  no_atoms = 5003,
  too_large = 5004,
  out_of_memory = 5005,
  wrong_size = 5006,

  file_missing = 6001,
  file_unreadable = 6002,
  file_truncated = 6003,
  file_unwritable = 6004,
  output_exists = 6005,
  disk_full = 6006,

  cancelled = 7001,

  defect = 9001,
};

/// Base of all errors. `message` says what is wrong, `hint` what to do next (may be empty).
/// Copyable; strings are owned. The host adds the component, plugin and version it came from.
class CRYOCOSM_API Error : public std::exception {
 public:
  Error(Code code, std::string message, std::string hint = {});  ///< strings are taken over
  Error(const Error&);                                           ///< the texts are copied
  Error& operator=(const Error&);
  ~Error() override;

  const char* what() const noexcept override { return message_.c_str(); }
  Code code() const noexcept { return code_; }                      ///< [any]
  const std::string& message() const noexcept { return message_; }  ///< what is wrong [any]
  const std::string& hint() const noexcept { return hint_; }        ///< what to do; may be empty [any]

 private:
  Code code_;
  std::string message_;
  std::string hint_;
};

/// Wrong content: shape, units, emptiness, NaN. What a component throws about its input.
class CRYOCOSM_API DataError : public Error {
 public:
  /// `code` is one of the 5000s.
  explicit DataError(std::string message, std::string hint = {}, Code code = Code::bad_data);
  ~DataError() override;
};

/// A file that cannot be read or written. The message names the path and the system's reason.
class CRYOCOSM_API FileError : public Error {
 public:
  /// `code` is one of the 6000s.
  FileError(Code code, std::string message, std::string hint = {});
  ~FileError() override;
};

/// The run was interrupted. Long loops throw it by calling RunContext::stop_if_cancelled().
class CRYOCOSM_API Cancelled : public Error {
 public:
  Cancelled();
  ~Cancelled() override;
};

/// "CC2001" for Code::unknown_key. [any]
CRYOCOSM_API std::string code_name(Code code);

/// Throws an Error with Code::defect that names the condition and its place; see CRYOCOSM_CHECK. [any]
[[noreturn]] CRYOCOSM_API void defect(const char* condition, const char* file, int line);

}  // namespace cryocosm

/// Checks what only a defect of the program can break; never used for a user's mistakes.
#define CRYOCOSM_CHECK(condition) ((condition) ? void(0) : ::cryocosm::defect(#condition, __FILE__, __LINE__))
