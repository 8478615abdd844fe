// mitochondrion.mitochondrion: an outer and an inner membrane, cristae and matrix.
#pragma once

#include <string_view>

#include "cryocosm/plugin.hpp"

namespace mitochondrion {

/// Lengths between membranes go from the middle of one to the middle of the other.
struct MitochondrionParams {
  cryocosm::Distribution radius_A = cryocosm::Distribution::uniform(1100, 1500);
  cryocosm::Distribution length_A = cryocosm::Distribution::uniform(2000, 4000);
  cryocosm::Distribution bend_deg = cryocosm::Distribution::uniform(0, 50);
  cryocosm::Distribution gap_A = cryocosm::Distribution::uniform(130, 180);
  cryocosm::Distribution crista_spacing_A = cryocosm::Distribution::uniform(400, 520);
  cryocosm::Distribution crista_thickness_A = cryocosm::Distribution::uniform(180, 230);
  cryocosm::Distribution junction_width_A = cryocosm::Distribution::uniform(260, 300);
  cryocosm::Distribution lamellar_fraction = cryocosm::Distribution::uniform(0.6, 0.85);
  cryocosm::Distribution layer_distance_A = cryocosm::Distribution::uniform(32, 38);
  cryocosm::Distribution density_V = 1.5;
};

class Mitochondrion final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<MitochondrionParams> schema();
  explicit Mitochondrion(const MitochondrionParams& params) : params_(params) {}

  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;
  std::size_t class_count() const override { return 2; }
  std::string_view class_name(std::size_t index) const override { return index == 0 ? "outer" : "inner"; }
  std::size_t part_count() const override { return 2; }
  std::string_view part_name(std::size_t part) const override {
    return part == 1 ? "intermembrane_space" : "matrix";
  }

 private:
  MitochondrionParams params_;
};

}  // namespace mitochondrion
