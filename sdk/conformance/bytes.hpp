// Results as bytes, so that "the same" means the same bits.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cryocosm/geometry.hpp"

namespace cryocosm::conformance {

/// Appends the bytes of numbers and texts. Structs with padding are taken apart by the caller.
class Bytes {
 public:
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  Bytes& add(T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    text_.append(raw, sizeof(T));
    return *this;
  }
  Bytes& add(Vec3 v) { return add(v.x).add(v.y).add(v.z); }
  Bytes& add(const Pose& pose) {
    return add(pose.rotation.w)
        .add(pose.rotation.x)
        .add(pose.rotation.y)
        .add(pose.rotation.z)
        .add(pose.position_A);
  }
  Bytes& add(std::string_view text) {
    text_.append(text).push_back('\0');
    return *this;
  }
  template <class T>
  Bytes& add_all(const T* data, std::size_t n) {
    static_assert(std::is_arithmetic_v<T>);
    text_.append(reinterpret_cast<const char*>(data), n * sizeof(T));
    return *this;
  }
  template <class T>
  Bytes& add_all(const std::vector<T>& values) {
    return add_all(values.data(), values.size());
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace cryocosm::conformance
