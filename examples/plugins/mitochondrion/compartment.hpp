// What a membrane of the mitochondrion encloses: a capsule, less the cristae that open through its side.
#pragma once

#include <memory>
#include <vector>

#include "crista.hpp"

namespace mitochondrion {

/// Immutable; any thread.
struct Compartment {
  BentCapsule capsule;
  double inset_A = 0;  ///< of this membrane, from the capsule's surface
  std::vector<Crista> cristae;
  double fillet_A = 60;  ///< radius to which the edges of crista junctions are rounded
};

/// How far distances are true; further away they are lower bounds.
constexpr double k_true_within_A = 200;

/// Signed distance to the membrane, negative inside: for the inner membrane, in the matrix. `near` are
/// the cristae to look at.
double distance_A(const Compartment& compartment, const std::vector<const Crista*>& near, Vec3 p);
double distance_A(const Compartment& compartment, Vec3 p);

/// Whether the distance is negative; sooner answered.
bool encloses(const Compartment& compartment, Vec3 p);

/// Those that matter to points within `radius_A` of `p`.
void find_near(const Compartment& compartment, Vec3 p, double radius_A, std::vector<const Crista*>& near);

/// Unit vector along which the distance grows.
Vec3 direction_out(const Compartment& compartment, Vec3 p);

}  // namespace mitochondrion
