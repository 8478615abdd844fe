// Components whose constructors throw what they should not.
#include <stdexcept>

#include "bad_components.hpp"

namespace bad {
namespace {

class RefusesBound final : public BallGenerator {
 public:
  explicit RefusesBound(const Size& size) : BallGenerator(size) {
    if (size.size_A >= 100) throw DataError("a size of 100 is too much");
  }
};

class ThrowsStandard final : public BallGenerator {
 public:
  explicit ThrowsStandard(const Size& size) : BallGenerator(size) {
    if (size.size_A > 80) throw std::runtime_error("too large");
  }
};

class ThrowsNumber final : public BallGenerator {
 public:
  explicit ThrowsNumber(const Size& size) : BallGenerator(size) {
    if (size.size_A > 80) throw 7;
  }
};

}  // namespace

void add_constructors(Registrar& plugin) {
  plugin.add<RefusesBound>("bad.refuses_bound");
  plugin.add<ThrowsStandard>("bad.throws_standard");
  plugin.add<ThrowsNumber>("bad.throws_number");
}

}  // namespace bad
