// A piece of a banded fibril: a cylinder whose density changes along its axis.
#pragma once

#include <cmath>

#include "cryocosm/structure.hpp"

namespace collagen {

/// Density along a fibril, relative to that of the overlap zones: 1 in them and less in the gap zones, with
/// smooth steps between the two. Position 0 is the middle of an overlap zone.
struct Banding {
  double period_A = 670;
  double overlap = 0.46;  ///< part of a period
  double gap_density = 0.8;
  double edge_A = 20;  ///< half width of a step
};

double density_at(const Banding& banding, double along_A);

/// A cylinder about z. From the middle of the piece its density fades over a whole length as the next piece's
/// rises, so that pieces a length apart add up to one fibril, also where it bends. It excludes a little more
/// than its length, lest a bend open gaps between pieces. Kind "collagen.banded".
class BandedCylinder final : public cryocosm::Shape {
 public:
  static constexpr std::string_view k_kind = "collagen.banded";
  static constexpr double k_edge_A = 10;      ///< half width of the fall to zero at the surface
  static constexpr double k_excluded = 0.55;  ///< of the length, on either side of the middle

  struct Form {
    double radius_A = 0;
    double length_A = 0;
    double along_A = 0;  ///< where the middle lies in the banding
    double density_V = 0;
    Banding banding;
  };

  explicit BandedCylinder(const Form& form) : form_(form) {}
  std::string_view kind() const override { return k_kind; }
  double radius_A() const override;
  const Form& form() const { return form_; }

  double half_drawn_A() const { return form_.length_A; }
  double half_excluded_A() const { return k_excluded * form_.length_A; }
  /// At a point that lies `along_A` and `aside_A` from the middle.
  double density(double along_A, double aside_A) const;
  bool excludes(double along_A, double aside_squared_A2) const {
    return std::abs(along_A) <= half_excluded_A() && aside_squared_A2 <= form_.radius_A * form_.radius_A;
  }

 private:
  Form form_;
};

}  // namespace collagen
