// Inversion for small means, Hörmann's algorithm PTRS for the others.
#include "poisson.hpp"

#include <cmath>

namespace cryocosm::tem {
namespace {

/// log of k!, k >= 0; not std::lgamma, which writes a global variable.
double log_factorial(double k) {
  if (k < 16) {
    double product = 1;
    for (double i = 2; i <= k; ++i) product *= i;
    return std::log(product);
  }
  const double n = k + 1, n2 = n * n;  // Stirling's series of the gamma function of k + 1
  return (n - 0.5) * std::log(n) - n + 0.5 * std::log(2 * k_pi) +
         (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * n2)) / n2) / n;
}

double by_inversion(double mean, Random& random) {
  const double u = random.uniform();
  double probability = std::exp(-mean), cumulative = probability, k = 0;
  constexpr double k_last = 200;  // 53 random bits never get beyond for a mean below 10
  while (u >= cumulative && k < k_last) cumulative += probability *= mean / ++k;
  return k;
}

double by_rejection(double mean, Random& random) {
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = random.uniform() - 0.5, v = random.uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= k * std::log(mean) - mean - log_factorial(k))
      return k;
  }
}

}  // namespace

double poisson(double mean, Random& random) {
  if (mean <= 0) return 0;
  return mean < 10 ? by_inversion(mean, random) : by_rejection(mean, random);
}

}  // namespace cryocosm::tem
