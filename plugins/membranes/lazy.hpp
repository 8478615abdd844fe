// A value that is computed when it is first asked for.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

namespace cryocosm::membranes {

/// Whoever asks first computes, on its own thread, and others wait for it. What the computation throws is
/// thrown to all who were waiting in turn: each tries again. [any]
template <class T>
class Lazy {
 public:
  explicit Lazy(std::function<std::shared_ptr<const T>()> make) : make_(std::move(make)) {}
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;

  const std::shared_ptr<const T>& get() const {
    std::call_once(once_, [this] {
      value_ = make_();
      make_ = nullptr;  // whatever it held is not needed any more
    });
    return value_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::function<std::shared_ptr<const T>()> make_;
  mutable std::shared_ptr<const T> value_;
};

}  // namespace cryocosm::membranes
