// The two factors are Taubin's own example: waves longer than about twenty edges pass unchanged.
#include "smoothing.hpp"

#include <array>

namespace obj_exporter {
namespace {

using namespace cryocosm;

constexpr double k_towards = 0.6307;
constexpr double k_away = -0.6732;

/// For each point the sum of its neighbours and their number. In a closed mesh of consistent orientation each
/// edge is passed once in either direction.
void move(Mesh& mesh, double factor, const std::vector<Vec3>& from_A, double most_A) {
  std::vector<Vec3> sums(mesh.points_A.size());
  std::vector<int> counts(mesh.points_A.size());
  for (const Triangle& t : mesh.triangles)
    for (const auto& [a, b] : {std::array{t.a, t.b}, {t.b, t.c}, {t.c, t.a}}) {
      sums[a] = sums[a] + mesh.points_A[b];
      ++counts[a];
    }
  for (std::size_t i = 0; i < mesh.points_A.size(); ++i) {
    if (counts[i] == 0) continue;
    const Vec3 p = mesh.points_A[i];
    const Vec3 moved = p + factor * (sums[i] / counts[i] - p) - from_A[i];
    const double length_A = norm(moved);
    mesh.points_A[i] = from_A[i] + (length_A > most_A ? most_A / length_A : 1) * moved;
  }
}

}  // namespace

void smooth(Mesh& mesh, std::int64_t passes, double most_A) {
  const std::vector<Vec3> from_A = mesh.points_A;
  for (std::int64_t pass = 0; pass < passes; ++pass) {
    move(mesh, k_towards, from_A, most_A);
    move(mesh, k_away, from_A, most_A);
  }
}

}  // namespace obj_exporter
