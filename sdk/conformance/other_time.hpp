// Another day: while it is, every clock that tells the date is a year ahead, for plugins too.
#pragma once

namespace cryocosm::conformance {

class OtherTime {
 public:
  OtherTime();
  OtherTime(const OtherTime&) = delete;
  OtherTime& operator=(const OtherTime&) = delete;
  ~OtherTime();
};

}  // namespace cryocosm::conformance
