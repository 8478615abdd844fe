// The C library's clocks, defined anew: the program's symbols come before those of libraries, so plugins call
// these. Clocks that measure time from an arbitrary start are left alone.
#include "other_time.hpp"

#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>

namespace cryocosm::conformance {
namespace {

constexpr time_t k_year_s = 365 * 24 * 3600;
std::atomic<time_t> ahead_s{0};  // what the C library keeps is one for each process, and so is this

bool tells_the_date(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

}  // namespace

OtherTime::OtherTime() { ahead_s = k_year_s; }
OtherTime::~OtherTime() { ahead_s = 0; }

}  // namespace cryocosm::conformance

using cryocosm::conformance::ahead_s;

extern "C" {

__attribute__((visibility("default"))) int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const auto result = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  if (result == 0 && cryocosm::conformance::tells_the_date(clock)) now->tv_sec += ahead_s;
  return result;
}

__attribute__((visibility("default"))) time_t time(time_t* out) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

__attribute__((visibility("default"))) int gettimeofday(timeval* now, void*) noexcept {
  timespec precise{};
  const int result = clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return result;
}
}
