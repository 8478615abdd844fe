// The locale and the floating-point modes: what a call into a plugin can spoil for all that comes after it.
#pragma once

#include <atomic>
#include <string>

namespace cryocosm {

/// As cheap to read as a few loads, so that it is read after every call into a plugin.
struct ProcessModes {
  bool is_c_locale = true;  ///< the program's own; numbers are written and read with points
  int rounding = 0;         ///< of <cfenv>, this thread's
  unsigned control = 0;     ///< SSE's control bits, this thread's: denormals flushed or not, among others
};
bool operator==(const ProcessModes& a, const ProcessModes& b);
inline bool operator!=(const ProcessModes& a, const ProcessModes& b) { return !(a == b); }

ProcessModes process_modes();

/// Sets the modes of this thread, and the locale of the process to "C" if `modes` had that. [host]
void restore(const ProcessModes& modes);

/// "the locale", "the floating-point modes", or both.
std::string differences(const ProcessModes& a, const ProcessModes& b);

/// What a component was caught at. [any]
struct Conduct {
  const ProcessModes expected = process_modes();  ///< those of the program when it came to know the component
  std::atomic<bool> changed_locale{false};
  std::atomic<bool> changed_modes{false};

  /// Sets back what a call has changed, and remembers.
  void set_back(const ProcessModes& found);
};

}  // namespace cryocosm
