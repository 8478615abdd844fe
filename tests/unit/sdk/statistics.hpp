// Statistical checks with tolerances that follow from the sample size.
#pragma once

#include <functional>
#include <vector>

namespace cryocosm::statistics {

/// Expects `sample` to follow the continuous distribution function `cdf` (Kolmogorov-Smirnov). The
/// bound 2.5 / sqrt(n) is passed by a right generator with probability 2 exp(-2 * 2.5^2) = 7e-6
/// (Smirnov's limit), whatever the distribution.
void expect_follows(std::vector<double> sample, const std::function<double(double)>& cdf, const char* what);

/// Expects `counts` to come from equal probabilities (Pearson). The bound is 5 standard deviations of
/// chi-square with k - 1 degrees of freedom: k - 1 + 5 sqrt(2 (k - 1)).
void expect_equal_counts(const std::vector<std::size_t>& counts, const char* what);

/// Expects two samples to be uncorrelated: |r| below 5 / sqrt(n).
void expect_uncorrelated(const std::vector<double>& a, const std::vector<double>& b, const char* what);

double mean(const std::vector<double>& sample);

/// Expects the mean of `sample` within 5 standard errors, given the true mean and deviation.
void expect_mean(const std::vector<double>& sample, double true_mean, double true_deviation,
                 const char* what);

double normal_cdf(double x);
inline double uniform_cdf(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

}  // namespace cryocosm::statistics
