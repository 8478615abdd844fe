// Kolmogorov-Smirnov, Pearson and correlation checks.
#include "statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cryocosm::statistics {

void expect_follows(std::vector<double> sample, const std::function<double(double)>& cdf, const char* what) {
  ASSERT_FALSE(sample.empty()) << what;
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double largest = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cdf(sample[i]);
    largest = std::max({largest, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  EXPECT_LT(largest * std::sqrt(n), 2.5) << what;
}

void expect_equal_counts(const std::vector<std::size_t>& counts, const char* what) {
  const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  const auto k = static_cast<double>(counts.size());
  double chi_square = 0;
  for (const std::size_t count : counts) {
    const double difference = static_cast<double>(count) - total / k;
    chi_square += difference * difference / (total / k);
  }
  EXPECT_LT(chi_square, k - 1 + 5 * std::sqrt(2 * (k - 1))) << what;
}

double mean(const std::vector<double>& sample) {
  return std::accumulate(sample.begin(), sample.end(), 0.0) / static_cast<double>(sample.size());
}

void expect_uncorrelated(const std::vector<double>& a, const std::vector<double>& b, const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  const double mean_a = mean(a), mean_b = mean(b);
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  EXPECT_LT(std::abs(ab / std::sqrt(aa * bb)), 5 / std::sqrt(static_cast<double>(a.size()))) << what;
}

void expect_mean(const std::vector<double>& sample, double true_mean, double true_deviation,
                 const char* what) {
  const double standard_error = true_deviation / std::sqrt(static_cast<double>(sample.size()));
  EXPECT_NEAR(mean(sample), true_mean, 5 * standard_error) << what;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace cryocosm::statistics
