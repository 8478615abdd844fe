// Reading and restoring locale and floating-point modes.
#include "kernel/process_modes.hpp"

#include <cfenv>
#include <clocale>
#include <cstring>
#include <locale>

namespace cryocosm {
namespace {

constexpr unsigned k_control_bits = 0xffc0;  // the others are flags that arithmetic sets

unsigned control_bits() {
#if defined(__SSE__)
  return __builtin_ia32_stmxcsr() & k_control_bits;
#else
  return 0;
#endif
}

void set_control_bits(unsigned control) {
#if defined(__SSE__)
  __builtin_ia32_ldmxcsr((__builtin_ia32_stmxcsr() & ~k_control_bits) | control);
#else
  static_cast<void>(control);
#endif
}

bool is_same_arithmetic(const ProcessModes& a, const ProcessModes& b) {
  return a.rounding == b.rounding && a.control == b.control;
}

}  // namespace

bool operator==(const ProcessModes& a, const ProcessModes& b) {
  return a.is_c_locale == b.is_c_locale && is_same_arithmetic(a, b);
}

ProcessModes process_modes() {
  const char* const locale = std::setlocale(LC_ALL, nullptr);
  return {locale != nullptr && std::strcmp(locale, "C") == 0, std::fegetround(), control_bits()};
}

void restore(const ProcessModes& modes) {
  if (modes.is_c_locale && !process_modes().is_c_locale) std::locale::global(std::locale::classic());
  std::fesetround(modes.rounding);
  set_control_bits(modes.control);
}

std::string differences(const ProcessModes& a, const ProcessModes& b) {
  std::string text;
  if (a.is_c_locale != b.is_c_locale) text = "the locale";
  if (!is_same_arithmetic(a, b))
    text += (text.empty() ? "" : " and ") + std::string("the floating-point modes");
  return text;
}

void Conduct::set_back(const ProcessModes& found) {
  if (found.is_c_locale != expected.is_c_locale) changed_locale = true;
  if (!is_same_arithmetic(found, expected)) changed_modes = true;
  restore(expected);
}

}  // namespace cryocosm
