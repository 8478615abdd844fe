// Where the capsule and the cristae meet: an edge rounded to a part of a cylinder, whatever their angle.
#include "compartment.hpp"

#include <algorithm>
#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_probe_A = 0.25;  // for derivatives

template <class Function>
Vec3 gradient(Function f, Vec3 p) {
  const auto along = [&](Vec3 step) { return (f(p + step) - f(p - step)) / (2 * k_probe_A); };
  return {along({k_probe_A, 0, 0}), along({0, k_probe_A, 0}), along({0, 0, k_probe_A})};
}

/// Distances beyond where they are true are shortened, so that none is more than the true one.
double as_bound(double distance_A) {
  constexpr double k_part = 0.75;  // what waves stretch is less
  const double beyond_A = std::abs(distance_A) - k_true_within_A;
  return beyond_A <= 0 ? distance_A : std::copysign(k_true_within_A + k_part * beyond_A, distance_A);
}

double wall_A(const Compartment& compartment, Vec3 p) {
  return distance_A(compartment.capsule, p) + compartment.inset_A;
}

/// The crista that is nearest to `p`, and minus the distance to it.
struct Nearest {
  const Crista* crista = nullptr;
  double outside_A = -k_true_within_A;  // those that are not looked at lie further away
};
const Crista& crista_of(const Crista& crista) { return crista; }
const Crista& crista_of(const Crista* crista) { return *crista; }

template <class List>
Nearest nearest_crista(const List& list, Vec3 p) {
  Nearest nearest;
  for (const auto& item : list) {
    const Crista& crista = crista_of(item);
    if (-least_distance_A(crista, p) <= nearest.outside_A) continue;
    const double outside_A = -distance_A(crista, p);
    if (outside_A > nearest.outside_A) nearest = {&crista, outside_A};
  }
  return nearest;
}

/// Inside of two surfaces at once, `a` and `b` Å from them, whose normals have the cosine `c`: the distance
/// to the line along which surfaces inset by the fillet meet, less the fillet; or to the one that is nearer.
double rounded_edge_A(double a, double b, double c, double fillet_A) {
  const double u = a + fillet_A, v = b + fillet_A;
  if (u <= c * v || v <= c * u) return std::max(a, b);
  return std::sqrt((u * u + v * v - 2 * c * u * v) / (1 - c * c)) - fillet_A;
}

double distance_near_A(const Compartment& compartment, const Nearest& nearest, Vec3 p) {
  const double wall = wall_A(compartment, p);
  const bool is_at_edge = wall > -compartment.fillet_A && nearest.outside_A > -compartment.fillet_A;
  if (!is_at_edge) return as_bound(std::max(wall, nearest.outside_A));
  const Vec3 a = gradient([&](Vec3 q) { return wall_A(compartment, q); }, p);
  const Vec3 b = gradient([&](Vec3 q) { return -distance_A(*nearest.crista, q); }, p);
  constexpr double k_blunt = 0.9;  // surfaces that are nearly parallel have no edge
  const double lengths = norm(a) * norm(b);
  const double cosine = lengths > 0 ? std::clamp(dot(a, b) / lengths, -k_blunt, k_blunt) : 0;
  return as_bound(rounded_edge_A(wall, nearest.outside_A, cosine, compartment.fillet_A));
}

}  // namespace

double distance_A(const Compartment& compartment, const std::vector<const Crista*>& near, Vec3 p) {
  return distance_near_A(compartment, nearest_crista(near, p), p);
}

void find_near(const Compartment& compartment, Vec3 p, double radius_A, std::vector<const Crista*>& near) {
  near.clear();
  for (const Crista& crista : compartment.cristae)
    if (least_distance_A(crista, p) - radius_A < k_true_within_A) near.push_back(&crista);
}

double distance_A(const Compartment& compartment, Vec3 p) {
  return distance_near_A(compartment, nearest_crista(compartment.cristae, p), p);
}

bool encloses(const Compartment& compartment, Vec3 p) {
  return wall_A(compartment, p) < 0 && distance_A(compartment, p) < 0;
}

Vec3 direction_out(const Compartment& compartment, Vec3 p) {
  std::vector<const Crista*> near;
  find_near(compartment, p, k_probe_A, near);
  const Vec3 slope = gradient([&](Vec3 q) { return distance_A(compartment, near, q); }, p);
  const double length = norm(slope);
  return length > 0 ? slope / length : Vec3{0, 0, 1};
}

}  // namespace mitochondrion
