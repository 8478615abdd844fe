// From phases to distances, and the cutting of the mesh.
#include "texture_form.hpp"

#include <cmath>

#include "cryocosm/error.hpp"
#include "isosurface.hpp"
#include "redistance.hpp"

namespace cryocosm::membranes {
namespace {

/// Lagrange's cubic between the four lattice points around a position; beyond the edges the field goes on.
struct Tap {
  std::int64_t index[4];
  float weight[4];
};

Tap tap_at(double position_A, double spacing_A, std::int64_t n, Edge edge) {
  const double i = position_A / spacing_A - 0.5, base = std::floor(i), t = i - base;
  const double weight[4] = {-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2,
                            -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6};
  Tap tap;
  for (int k = 0; k < 4; ++k) {
    const std::int64_t period = edge == Edge::mirror ? 2 * n : n;
    const std::int64_t at = ((static_cast<std::int64_t>(base) + k - 1) % period + period) % period;
    tap.index[k] = folded(at, n, edge);
    tap.weight[k] = static_cast<float>(weight[k]);
  }
  return tap;
}

float distance_of(float u, float scale) {
  constexpr float k_bulk = 0.9999f;  // beyond, there is no telling how far an interface is
  return -scale * std::atanh(std::clamp(u, -k_bulk, k_bulk));
}

Lattice lattice_around(const CentredBox& box, double step_A, double margin_A) {
  const auto points = [&](double half) {
    return 2 * static_cast<std::int64_t>(std::ceil((half + margin_A) / step_A)) + 1;
  };
  Lattice lattice;
  lattice.size = {points(box.half_A.x), points(box.half_A.y), points(box.half_A.z)};
  lattice.step_A = step_A;
  lattice.origin_A = -step_A / 2 *
                     Vec3{static_cast<double>(lattice.size.x - 1), static_cast<double>(lattice.size.y - 1),
                          static_cast<double>(lattice.size.z - 1)};
  return lattice;
}

MeshForm cut_surface(const SampledField& field, const CentredBox& box, Services& services) {
  Mesh mesh = within(isosurface(field), box);
  if (mesh.triangles.empty())
    throw DataError("no membrane is left within the volume",
                    "choose a smaller radius, or a mass closer to zero");
  services.stop_if_cancelled();
  const std::size_t n = mesh.points.size();
  std::vector<Vec3> normals(n);
  std::vector<Curvatures> curvatures(n);
  services.parallel_for(n, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Derivatives at = smooth_derivatives(field, mesh.points[i]);
      const double slope = norm(at.gradient);
      normals[i] = slope > 0 ? at.gradient / slope : Vec3{0, 0, 1};
      curvatures[i] = curvatures_of_level(at);
    }
  });
  return MeshForm(std::move(mesh), std::move(normals), std::move(curvatures));
}

}  // namespace

SampledField sampled_distances(const Texture& texture, const CentredBox& box, double step_A, double cap_A,
                               double reach_A, Services& services) {
  SampledField field;
  field.lattice = lattice_around(box, step_A, cap_A + reach_A + 4 * step_A);
  field.values.resize(field.lattice.count());
  const Lattice& out = field.lattice;
  const PhaseLattice& in = texture.lattice;
  const CentredBox caps{box.half_A + Vec3{cap_A, cap_A, cap_A}};
  const auto scale = static_cast<float>(std::sqrt(2.0) * texture.epsilon_A);
  std::vector<Tap> taps;
  for (std::int64_t i = 0; i < out.size.x; ++i)
    taps.push_back(tap_at(out.point(i, 0, 0).x + box.half_A.x, in.spacing_A.x, in.size.x, in.edge));
  services.parallel_for(static_cast<std::size_t>(out.size.z), [&](std::size_t begin, std::size_t end) {
    std::vector<float> mixed(static_cast<std::size_t>(in.size.x));
    for (auto k = static_cast<std::int64_t>(begin); k < static_cast<std::int64_t>(end); ++k)
      for (std::int64_t j = 0; j < out.size.y; ++j) {
        const Vec3 first = out.point(0, j, k);
        const Tap along_y = tap_at(first.y + box.half_A.y, in.spacing_A.y, in.size.y, in.edge);
        const Tap along_z = tap_at(first.z + box.half_A.z, in.spacing_A.z, in.size.z, in.edge);
        std::fill(mixed.begin(), mixed.end(), 0.0f);
        for (int b = 0; b < 4; ++b)
          for (int a = 0; a < 4; ++a) {
            const float* const row = texture.field.row(along_y.index[a], along_z.index[b]);
            const float weight = along_y.weight[a] * along_z.weight[b];
            for (std::size_t x = 0; x < mixed.size(); ++x) mixed[x] += weight * row[x];
          }
        for (std::int64_t i = 0; i < out.size.x; ++i) {
          const Tap& tap = taps[static_cast<std::size_t>(i)];
          float u = 0;
          for (int a = 0; a < 4; ++a) u += tap.weight[a] * mixed[static_cast<std::size_t>(tap.index[a])];
          field.values[out.index(i, j, k)] =
              std::max(distance_of(u, scale), static_cast<float>(caps.beyond_A(out.point(i, j, k))));
        }
      }
  });
  return field;
}

GridForm texture_form(const Texture& texture, const CentredBox& box, double step_A, double reach_A,
                      Services& services) {
  // what is drawn within the box must not feel the caps, nor interpolation across them
  const double cap_A = reach_A + 2 * step_A;
  const SampledField field = sampled_distances(texture, box, step_A, cap_A, reach_A, services);
  services.stop_if_cancelled();
  MeshForm surface = cut_surface(field, box, services);
  services.stop_if_cancelled();
  const auto loops = [&](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
    services.stop_if_cancelled();
    services.parallel_for(n, body);
  };
  return {GridDistance(redistanced(field, reach_A, loops), reach_A), std::move(surface)};
}

BendStatistics bend_statistics(const MeshForm& surface) {
  double area = 0, sums[4] = {};
  for (std::size_t i = 0; i < surface.areas_A2.size(); ++i) {
    const Triangle t = surface.mesh.triangles[i];
    for (const std::uint32_t corner : {t.a, t.b, t.c}) {
      const Curvatures& c = surface.curvatures[corner];
      const double weight = surface.areas_A2[i] / 3;
      area += weight;
      sums[0] += weight * c.greater_per_A;
      sums[1] += weight * c.smaller_per_A;
      sums[2] += weight * c.greater_per_A * c.greater_per_A;
      sums[3] += weight * c.smaller_per_A * c.smaller_per_A;
    }
  }
  BendStatistics s;
  s.greater_per_A = sums[0] / area;
  s.smaller_per_A = sums[1] / area;
  s.greater_deviation_per_A = std::sqrt(std::max(0.0, sums[2] / area - s.greater_per_A * s.greater_per_A));
  s.smaller_deviation_per_A = std::sqrt(std::max(0.0, sums[3] / area - s.smaller_per_A * s.smaller_per_A));
  return s;
}

Mesh within(const Mesh& mesh, const CentredBox& box) {
  constexpr std::uint32_t k_unused = 0xffffffff;
  std::vector<std::uint32_t> number(mesh.points.size(), k_unused);
  Mesh cut;
  const auto renumbered = [&](std::uint32_t point) {
    if (number[point] == k_unused) {
      number[point] = static_cast<std::uint32_t>(cut.points.size());
      cut.points.push_back(mesh.points[point]);
    }
    return number[point];
  };
  for (const Triangle t : mesh.triangles) {
    if (box.beyond_A((mesh.points[t.a] + mesh.points[t.b] + mesh.points[t.c]) / 3) > 0) continue;
    const std::uint32_t a = renumbered(t.a), b = renumbered(t.b), c = renumbered(t.c);
    cut.triangles.push_back({a, b, c});
  }
  return cut;
}

}  // namespace cryocosm::membranes
