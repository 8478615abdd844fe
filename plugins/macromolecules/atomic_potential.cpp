// Sums of Gaussians, averaged over voxels by error functions.
#include "atomic_potential.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

// Beyond this many standard deviations a Gaussian is left out: 2e-5 of its integral.
constexpr double k_reach = 4.5;
// Gaussians whose variances differ by less than this part become one of the same integral and
// second moment; what is lost is of the order of its square.
constexpr double k_merge = 0.05;

struct Gaussian {
  double weight = 0;  // integral over space
  double sigma_A = 0;
};

double variance_of(double b_A2) { return b_A2 / (8 * k_pi * k_pi); }

std::vector<Gaussian> profile(const Scatterer& scatterer, double blur_variance) {
  std::vector<Gaussian> merged;
  double group_start = -1;
  for (int i = 0; i < 5; ++i) {  // the tables list b in ascending order
    const double weight = k_volts_A2 * scatterer.a_A[i];
    const double variance = variance_of(scatterer.b_A2[i]) + blur_variance;
    if (group_start > 0 && variance < (1 + k_merge) * group_start && variance > (1 - k_merge) * group_start) {
      Gaussian& last = merged.back();
      const double sum = last.weight + weight;
      last.sigma_A = std::sqrt((last.weight * last.sigma_A * last.sigma_A + weight * variance) / sum);
      last.weight = sum;
    } else {
      merged.push_back({weight, std::sqrt(variance)});
      group_start = variance;
    }
  }
  return merged;
}

// Ice displaced by a volume, spread like a Gaussian atom (Fraser, MacRae & Suzuki, J. Appl. Cryst.
// 11, 693, 1978: exp(-pi r^2 / v^(2/3))).
Gaussian displaced_ice(double volume_A3, double blur_variance) {
  const double variance = std::pow(volume_A3, 2.0 / 3.0) / (2 * k_pi);
  return {-k_ice_V * volume_A3, std::sqrt(variance + blur_variance)};
}

// Adds voxel averages of Gaussians to a volume.
class Splatter {
 public:
  explicit Splatter(Volume& volume) : volume_(volume), sums_(volume.grid.count(), 0.0) {}

  // `centre` in voxels.
  void add(Vec3 centre, const Gaussian& gaussian) {
    const double sigma = gaussian.sigma_A / volume_.grid.voxel_A;
    const Row x = row(centre.x, sigma, volume_.grid.size.x), y = row(centre.y, sigma, volume_.grid.size.y),
              z = row(centre.z, sigma, volume_.grid.size.z);
    const double voxel_volume = std::pow(volume_.grid.voxel_A, 3);
    for (std::size_t k = 0; k < z.part.size(); ++k)
      for (std::size_t j = 0; j < y.part.size(); ++j) {
        const double weight = gaussian.weight / voxel_volume * z.part[k] * y.part[j];
        const auto nx = static_cast<std::size_t>(volume_.grid.size.x),
                   ny = static_cast<std::size_t>(volume_.grid.size.y);
        double* const out = sums_.data() + ((z.first + k) * ny + y.first + j) * nx + x.first;
        for (std::size_t i = 0; i < x.part.size(); ++i) out[i] += weight * x.part[i];
      }
  }

  void finish() {
    std::transform(sums_.begin(), sums_.end(), volume_.voxels.begin(),
                   [](double v) { return static_cast<float>(v); });
  }

 private:
  // The part of a one-dimensional Gaussian that falls into each voxel from `first` on.
  struct Row {
    std::size_t first = 0;
    std::vector<double>& part;
  };

  Row row(double centre, double sigma, std::int64_t size) {
    const auto low =
        std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(centre + 0.5 - k_reach * sigma)));
    const auto high = std::min<std::int64_t>(
        size - 1, static_cast<std::int64_t>(std::floor(centre + 0.5 + k_reach * sigma)));
    std::vector<double>& part = parts_[next_part_++ % 3];
    part.clear();
    const double scale = 1 / (std::sqrt(2.0) * sigma);
    double below = std::erf((static_cast<double>(low) - 0.5 - centre) * scale);
    for (std::int64_t i = low; i <= high; ++i) {
      const double above = std::erf((static_cast<double>(i) + 0.5 - centre) * scale);
      part.push_back(0.5 * (above - below));
      below = above;
    }
    return {static_cast<std::size_t>(low), part};
  }

  Volume& volume_;
  std::vector<double> sums_;
  std::array<std::vector<double>, 3> parts_;  // kept, so that no atom allocates
  std::size_t next_part_ = 0;
};

// Of the broadest Gaussian that any atom is drawn with.
double widest_sigma(const AtomicModel& model, double blur_variance) {
  double scatterer_A2 = *std::max_element(std::begin(model.hydrogen.b_A2), std::end(model.hydrogen.b_A2));
  for (const Scatterer& scatterer : model.scatterers)
    scatterer_A2 =
        std::max(scatterer_A2, *std::max_element(std::begin(scatterer.b_A2), std::end(scatterer.b_A2)));
  double sigma_A = 0;
  for (const Atom& atom : model.atoms) {
    const double blur = blur_variance + variance_of(atom.b_A2);
    sigma_A = std::max(
        {sigma_A, std::sqrt(variance_of(scatterer_A2) + blur), displaced_ice(atom.volume_A3, blur).sigma_A});
  }
  return sigma_A;
}

// Profiles by scatterer for one blur; atoms of equal B factors follow each other, or all have their own.
class Profiles {
 public:
  explicit Profiles(const AtomicModel& model) : model_(model), heavy_(model.scatterers.size()) {}

  void set_blur(double variance) {
    if (variance == variance_) return;
    variance_ = variance;
    hydrogen_ = profile(model_.hydrogen, variance);
    for (std::vector<Gaussian>& one : heavy_) one.clear();
  }
  const std::vector<Gaussian>& hydrogen() const { return hydrogen_; }
  const std::vector<Gaussian>& heavy(std::uint32_t scatterer) {
    std::vector<Gaussian>& one = heavy_[scatterer];
    if (one.empty()) one = profile(model_.scatterers[scatterer], variance_);
    return one;
  }

 private:
  const AtomicModel& model_;
  double variance_ = -1;
  std::vector<Gaussian> hydrogen_;
  std::vector<std::vector<Gaussian>> heavy_;
};

}  // namespace

GridSpec atomic_grid(const AtomicModel& model, double voxel_A, double resolution_A) {
  const double sigma_A = widest_sigma(model, std::pow(k_sigma_per_resolution * resolution_A, 2));
  const Vec3 centre = centre_of_mass_A(model);
  Vec3 half;
  for (const Atom& atom : model.atoms) {
    const Vec3 d = atom.position_A - centre;
    half = {std::max(half.x, std::abs(d.x)), std::max(half.y, std::abs(d.y)),
            std::max(half.z, std::abs(d.z))};
  }
  const auto size = [&](double extent) {
    return 2 * static_cast<std::int64_t>(std::ceil((extent + k_reach * sigma_A) / voxel_A + 0.5)) + 1;
  };
  return {{size(half.x), size(half.y), size(half.z)}, voxel_A};
}

Volume atomic_potential(const AtomicModel& model, double voxel_A, double resolution_A,
                        FunctionRef<void()> pause) {
  constexpr std::size_t k_atoms_between_pauses = 1024;
  const double blur_variance = std::pow(k_sigma_per_resolution * resolution_A, 2);
  const Vec3 centre = centre_of_mass_A(model);
  Volume volume{atomic_grid(model, voxel_A, resolution_A), {}};
  volume.voxels.assign(volume.grid.count(), 0.0F);
  const Vec3 middle{static_cast<double>(volume.grid.size.x / 2), static_cast<double>(volume.grid.size.y / 2),
                    static_cast<double>(volume.grid.size.z / 2)};

  Profiles profiles(model);
  Splatter splatter(volume);
  for (std::size_t i = 0; i < model.atoms.size(); ++i) {
    if (i % k_atoms_between_pauses == 0) pause();
    const Atom& atom = model.atoms[i];
    const Vec3 at = (atom.position_A - centre) / voxel_A + middle;
    const double blur = blur_variance + variance_of(atom.b_A2);  // what rides on the atom moves with it
    profiles.set_blur(blur);
    for (const Gaussian& gaussian : profiles.heavy(atom.scatterer)) splatter.add(at, gaussian);
    if (atom.hydrogens > 0)
      for (const Gaussian& gaussian : profiles.hydrogen())
        splatter.add(at, {atom.hydrogens * gaussian.weight, gaussian.sigma_A});
    if (atom.volume_A3 > 0) splatter.add(at, displaced_ice(atom.volume_A3, blur));
  }
  splatter.finish();
  return volume;
}

Volume atomic_potential(const AtomicModel& model, double voxel_A, double resolution_A) {
  return atomic_potential(model, voxel_A, resolution_A, [] {});
}

}  // namespace cryocosm::macromolecules
