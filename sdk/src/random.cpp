// Philox streams through Random123, and uniform directions and rotations.
#include "cryocosm/random.hpp"

#include <Random123/philox.h>

#include <cmath>

namespace cryocosm {
namespace {

using Philox = r123::Philox4x64;

// Blocks with this word in the counter derive keys; blocks with 0 yield numbers. They never meet.
constexpr std::uint64_t k_derive = 1;

Philox::ctr_type block_of(std::uint64_t key0, std::uint64_t key1, std::uint64_t low, std::uint64_t purpose) {
  return Philox{}(Philox::ctr_type{{low, purpose, 0, 0}}, Philox::key_type{{key0, key1}});
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace

Random::Random(std::uint64_t seed) : key_{seed, 0x63727930636f736dULL} {}

Random Random::child(std::uint64_t tag) const {
  const auto key = block_of(key_[0], key_[1], tag, k_derive);
  return Random(key[0], key[1]);
}

Random Random::child(std::string_view name) const { return child(fnv1a(name)); }

void Random::refill() {
  const auto block = block_of(key_[0], key_[1], block_++, 0);
  for (unsigned i = 0; i < 4; ++i) words_[i] = block[i];
  used_ = 0;
}

void Random::seek(std::uint64_t block) {
  block_ = block;
  used_ = 4;
}

std::uint64_t Random::bits() {
  if (used_ == 4) refill();
  return words_[used_++];
}

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) {
  const double value = low + (high - low) * uniform();
  return value < high || low == high ? value : low;  // rounding may reach `high`
}

std::uint64_t Random::index(std::uint64_t n) {
  // Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(bits()) * n;
  auto low = static_cast<std::uint64_t>(product);
  if (low < n) {
    const std::uint64_t threshold = (0 - n) % n;
    while (low < threshold) {
      product = static_cast<Wide>(bits()) * n;
      low = static_cast<std::uint64_t>(product);
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

double Random::normal() {
  // Box-Muller without the second value: a stream has no hidden state between calls
  const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
  return radius * std::cos(2 * k_pi * uniform());
}

double Random::exponential() { return -std::log1p(-uniform()); }

Vec3 random_direction(Random& random) {
  const double z = random.uniform(-1, 1);
  const double phi = random.uniform(0, 2 * k_pi);
  const double r = std::sqrt(std::max(0.0, 1 - z * z));
  return {r * std::cos(phi), r * std::sin(phi), z};
}

Quaternion random_rotation(Random& random) {
  const double u = random.uniform();
  const double a = random.uniform(0, 2 * k_pi), b = random.uniform(0, 2 * k_pi);
  const double r1 = std::sqrt(1 - u), r2 = std::sqrt(u);
  return {r2 * std::cos(b), r1 * std::sin(a), r1 * std::cos(a), r2 * std::sin(b)};
}

}  // namespace cryocosm
