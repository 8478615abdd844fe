// Fitting two parallel planes.
#include "membrane_planes.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm::macromolecules {
namespace {

Vec3 centre_of(const std::vector<Vec3>& points) {
  Vec3 sum;
  for (const Vec3 p : points) sum = sum + p;
  return sum / static_cast<double>(points.size());
}

/// Adds the scatter of `points` about their centre: both planes share one normal.
void add_scatter(const std::vector<Vec3>& points, Eigen::Matrix3d& scatter) {
  const Vec3 centre = centre_of(points);
  for (const Vec3 p : points) {
    const Eigen::Vector3d d(p.x - centre.x, p.y - centre.y, p.z - centre.z);
    scatter += d * d.transpose();
  }
}

double largest_deviation_A(const std::vector<Vec3>& points, Vec3 normal) {
  const double level = dot(centre_of(points), normal);
  double largest = 0;
  for (const Vec3 p : points) largest = std::max(largest, std::abs(dot(p, normal) - level));
  return largest;
}

}  // namespace

MembranePlanes membrane_planes(const AtomicModel& model, const std::string& path) {
  const PlaneAtoms& atoms = model.planes;
  if (atoms.inner_A.size() < 3 || atoms.outer_A.size() < 3)
    throw DataError("'" + path + "' marks no membrane: it has " + std::to_string(atoms.inner_A.size()) +
                        " atoms N and " + std::to_string(atoms.outer_A.size()) + " atoms O in residues DUM",
                    "take the file from OPM, or use anchor.by axis or points");
  Eigen::Matrix3d scatter = Eigen::Matrix3d::Zero();
  add_scatter(atoms.inner_A, scatter);
  add_scatter(atoms.outer_A, scatter);
  const Eigen::Vector3d least = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(scatter).eigenvectors().col(0);
  const Vec3 inner = centre_of(atoms.inner_A), outer = centre_of(atoms.outer_A);
  Vec3 normal = normalized(Vec3{least.x(), least.y(), least.z()});
  if (dot(outer - inner, normal) < 0) normal = -normal;
  constexpr double k_flat_A = 1, k_thinnest_A = 5;
  const double rough_A =
      std::max(largest_deviation_A(atoms.inner_A, normal), largest_deviation_A(atoms.outer_A, normal));
  if (rough_A > k_flat_A || dot(outer - inner, normal) < k_thinnest_A)
    throw DataError("the membrane that '" + path + "' marks is not flat: its atoms lie up to " +
                        number_text(std::round(10 * rough_A) / 10) +
                        " A from two parallel planes, which are " +
                        number_text(std::round(10 * dot(outer - inner, normal)) / 10) + " A apart",
                    "use anchor.by axis or points");
  const double level = (dot(inner, normal) + dot(outer, normal)) / 2;
  const Vec3 centre = centre_of_mass_A(model);
  return {centre + (level - dot(centre, normal)) * normal, normal};
}

}  // namespace cryocosm::macromolecules
